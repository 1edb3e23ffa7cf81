const months = "january february march april may june july august september october november december".split(" ");

/**
 * A date as it stands in metadata, as ISO 8601 and only as precise as given: `2023`, `2023-07` or `2023-07-01`.
 * Undefined when it is no date. Reads ISO forms, `2023/07/01`, `July 1, 2023`, `1 July 2023`; never guesses between
 * `07/01` and `01/07`.
 */
export function isoDate(text: string): string | undefined {
  const numeric =
    /^\s*(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?=$|[T\s])/.exec(text) ??
    /^\s*(\d{4})(\d{2})(\d{2})\b/.exec(text);
  if (numeric !== null) return assemble(Number(numeric[1]), toNumber(numeric[2]), toNumber(numeric[3]));
  const american = /\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/.exec(text);
  if (american !== null) return assemble(Number(american[3]), monthOf(american[1]), Number(american[2]));
  const british = /\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b/.exec(text);
  if (british !== null) return assemble(Number(british[3]), monthOf(british[2]), Number(british[1]));
  const month = /\b([A-Za-z]{3,9})\.?,?\s+(\d{4})\b/.exec(text);
  return month === null || monthOf(month[1]) === undefined
    ? undefined
    : assemble(Number(month[2]), monthOf(month[1]), undefined);
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function monthOf(name: string | undefined): number | undefined {
  const said = (name ?? "").toLowerCase().replace(/^sept$/, "sep");
  const index = said.length < 3 ? -1 : months.findIndex((month) => month.startsWith(said));
  return index === -1 ? undefined : index + 1;
}

function assemble(year: number, month: number | undefined, day: number | undefined): string | undefined {
  if (year < 1000 || year > 2200 || month === 0 || day === 0) return undefined;
  if (month === undefined) return String(year);
  if (month > 12) return undefined;
  const yearMonth = `${year}-${String(month).padStart(2, "0")}`;
  if (day === undefined) return yearMonth;
  return day > new Date(Date.UTC(year, month, 0)).getUTCDate()
    ? undefined
    : `${yearMonth}-${String(day).padStart(2, "0")}`;
}
