import { wholeDays } from "./period.ts";

/** Elements between whose contents there is a gap. */
const gaps = /<\/?(?:p|br|div|li|ul|ol|td|tr|th|h[1-6]|blockquote|pre|jats:(?:p|title|sec|list|list-item))\b[^>]*>/gi;

/** The words of a fragment of HTML or JATS, entities resolved, in one line. */
export async function plainText(markup: string | null | undefined): Promise<string> {
  if (!markup) return "";
  const { load } = await import("cheerio/slim");
  const document = load(markup.replace(gaps, " "), null, false);
  document("script, style").remove();
  return document.root().text().replace(/\s+/g, " ").trim();
}

/** Cuts at a word's end near `length` characters. */
export function shorten(text: string, length = 500): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const space = cut.lastIndexOf(" ");
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}

/**
 * An ISO 8601 date from what services write; seconds of the epoch as numbers.
 *
 * Contract: as precise as what was written (`circa 1890` is the year alone), the day as written, never moved by a time
 * zone; undefined when it is no date of the calendar.
 */
export function isoDate(value: string | number | null | undefined): string | undefined {
  if (typeof value !== "number") return value ? writtenDate(value.trim()) : undefined;
  const date = new Date(value * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

function writtenDate(text: string): string | undefined {
  const iso = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d/])/.exec(text)?.[0];
  if (iso !== undefined) return inCalendar(iso);
  const slashed = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?!\d)/.exec(text);
  if (slashed) return dateFrom(slashed[1], slashed[2], slashed[3]);
  const dayFirst = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})(?!\d)/i.exec(text);
  if (dayFirst && monthOf(dayFirst[2])) return dateFrom(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  const [, name, day, year] = /\b([a-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})(?!\d)/i.exec(text) ?? [];
  if (monthOf(name)) return dateFrom(year, monthOf(name), day);
  const years = new Set(text.match(/(?<!\d)(?:1[5-9]|20)\d\d(?![\ds])/g));
  return years.size === 1 ? [...years][0] : undefined;
}

function monthOf(name = ""): string | undefined {
  const index = months.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? undefined : String(index + 1);
}

function dateFrom(...parts: readonly (string | undefined)[]): string | undefined {
  return inCalendar(parts.flatMap((part) => (part === undefined ? [] : [part.padStart(2, "0")])).join("-"));
}

const inCalendar = (date: string): string | undefined =>
  wholeDays({ from: date, to: undefined }).from === undefined ? undefined : date;

/** The address at which a DOI resolves; slashes stay, everything else is escaped. */
export function doiAddress(doi: string): string {
  return `https://doi.org/${encodeURIComponent(doi).replaceAll("%2F", "/")}`;
}
