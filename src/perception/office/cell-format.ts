/** How a cell's number is meant: a date, a share or just a number. */
export type CellFormat = "date" | "date-time" | "percent" | "number";

const builtInDates = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Judges a number format by its id and code (ECMA-376 part 1, 18.8.30). */
export function formatOf(id: number, code: string | undefined): CellFormat {
  if (id === 22) return "date-time";
  if (builtInDates.has(id)) return "date";
  if (id === 9 || id === 10) return "percent";
  const bare = (code ?? "").replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, "");
  if (/%/.test(bare)) return "percent";
  if (/[yd]/i.test(bare)) return /h/i.test(bare) ? "date-time" : "date";
  return "number";
}

/** A stored number as people read it: `45292` as a date is `2024-01-01`, `0.125` as a share is `12.5%`. */
export function formatNumber(text: string, format: CellFormat, is1904: boolean): string {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return text;
  if (format === "percent") return `${tidy(value * 100)}%`;
  if (format === "number") return tidy(value);
  // Day 60 is 29 February 1900, which never was; every later day is one too high (18.17.4.1).
  const days = is1904 ? value + 1462 : value < 60 ? value + 1 : value;
  const date = new Date(Math.round((days - 25_569) * 86_400_000));
  if (Number.isNaN(date.getTime())) return text;
  const iso = date.toISOString();
  return format === "date-time" && !iso.includes("T00:00:00")
    ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
    : iso.slice(0, 10);
}

/** Fifteen digits are what the format stores; more are noise of binary fractions. */
function tidy(value: number): string {
  return String(Number(value.toPrecision(15)));
}
