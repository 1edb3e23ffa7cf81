/** How a cell's number is meant. */
export type CellFormat = "date" | "date-time" | "time" | "duration" | "percent" | "number" | MoneyFormat;

/** An amount with its currency as it stands around the digits. */
export interface MoneyFormat {
  readonly before: string;
  readonly after: string;
}

const builtInDates = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const builtInTimes = new Set([18, 19, 20, 21]);
const builtInDurations = new Set([45, 46, 47]);

/** Judges a number format by its id and code (ECMA-376 part 1, 18.8.30). */
export function formatOf(id: number, code: string | undefined): CellFormat {
  if (id === 22) return "date-time";
  if (builtInDates.has(id)) return "date";
  if (builtInTimes.has(id)) return "time";
  if (builtInDurations.has(id)) return "duration";
  if (id === 9 || id === 10) return "percent";
  return code === undefined ? "number" : formatOfCode(code);
}

/** The first section of a code is for positive numbers. */
function formatOfCode(code: string): CellFormat {
  const first = code.split(";")[0] ?? "";
  const bare = first.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, "");
  if (/%/.test(bare)) return "percent";
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return "duration";
  if (/[yd]|m{3,}/i.test(bare) && !/[#0?]/.test(bare.replace(/s\.0+/gi, "")))
    return /h/i.test(bare) ? "date-time" : "date";
  if (/h|m:s/i.test(bare)) return "time";
  return moneyOf(first) ?? "number";
}

const currency = /^(?:[$€£¥₹₩₽₺₪₫₴₦฿]|[A-Z]{1,3}\$|[A-Z]{3}|kr\.?|zł|Kč|Ft|lei|лв\.?|R|Fr\.?)$/;

/** `[$€-407]`, `"US$"` or a bare sign, on the side of the digits where it stands. */
function moneyOf(section: string): MoneyFormat | undefined {
  const digits = section.search(/[#0?]/);
  for (const match of section.matchAll(/\[\$([^\]-]+)[^\]]*\]|"([^"]*)"|([$€£¥])/g)) {
    const sign = (match[1] ?? match[2] ?? match[3] ?? "").trim();
    if (!currency.test(sign)) continue;
    return match.index < digits ? { before: sign, after: "" } : { before: "", after: ` ${sign}` };
  }
  return undefined;
}

/** A stored number as people read it: `45292` as a date is `2024-01-01`, `0.125` as a share is `12.5%`. */
export function formatNumber(text: string, format: CellFormat, is1904: boolean): string {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return text;
  if (typeof format === "object") return withCurrency(value, format);
  if (format === "percent") return `${tidy(value * 100)}%`;
  if (format === "number") return tidy(value);
  if (format === "time") return clock(value - Math.floor(value));
  if (format === "duration") return clock(value);
  return calendar(value, format, is1904) ?? text;
}

/** A letter needs a space before the digits, a sign does not: `EUR 5`, `$5`. */
function withCurrency(value: number, { before, after }: MoneyFormat): string {
  const gap = /\p{L}$/u.test(before) ? " " : "";
  return `${value < 0 ? "-" : ""}${before}${gap}${tidy(Math.abs(value))}${after}`;
}

/** A share of a day as hours, minutes and, if there are any, seconds. */
function clock(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = (parts[2] === 0 ? parts.slice(0, 2) : parts).map((part) => String(part).padStart(2, "0"));
  return `${days < 0 ? "-" : ""}${shown.join(":")}`;
}

function calendar(value: number, format: "date" | "date-time", is1904: boolean): string | undefined {
  // Day 60 is 29 February 1900, which never was; every later day is one too high (18.17.4.1).
  const days = is1904 ? value + 1462 : value < 60 ? value + 1 : value;
  const date = new Date(Math.round((days - 25_569) * 86_400_000));
  if (Number.isNaN(date.getTime())) return undefined;
  const iso = date.toISOString();
  return format === "date-time" && !iso.includes("T00:00:00")
    ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
    : iso.slice(0, 10);
}

/** Fifteen digits are what the format stores; more are noise of binary fractions. */
function tidy(value: number): string {
  return String(Number(value.toPrecision(15)));
}
