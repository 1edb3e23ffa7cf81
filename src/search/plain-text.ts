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

/** An ISO 8601 date from what services write; undefined when it is no date. */
export function isoDate(value: string | number | null | undefined): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  // The day as written; converting to UTC could move it.
  const written =
    typeof value === "string" ? /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d/])/.exec(value.trim())?.[0] : undefined;
  if (written !== undefined) return written;
  const date = new Date(typeof value === "number" ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

/** The address at which a DOI resolves. */
export function doiAddress(doi: string): string {
  return `https://doi.org/${encodeURIComponent(doi).replaceAll("%2F", "/")}`;
}
