import { printable } from "./format.ts";

/** A field: numbers are printed plainly, words are guarded against being run as a formula. */
export type CsvValue = string | number;

/**
 * Comma-separated values by RFC 4180: CRLF, quotes doubled, a field quoted where it must be.
 *
 * Contract: a text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV injection");
 * numbers, also those written as text such as `-1,204` or `+3.5%`, stay as they are.
 */
export function csvLines(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}

function csvField(value: CsvValue): string {
  if (typeof value === "number") return String(value);
  const text = harmless(printable(value));
  return /[",\r\n]/.test(text) || /^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function harmless(text: string): string {
  const isNumber = /^[-+]?[\d.,\s\u00a0\u202f]*\d(?:\.\d*)?\s?%?$/.test(text);
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) && !isNumber ? `'${text}` : text;
}
