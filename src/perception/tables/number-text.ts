/** How numbers and their fragments look in table cells. */

const currency = /^(?:[$€£¥₹]|US\$|C\$|A\$|USD|EUR|GBP|CHF|R\$|kr)$/;
const closing = /^(?:[)\]]?%|[)\]]|pts?\.?|bps)$/;
const dash = /^[-–—−‒]+$/;
const missing = /^(?:n\/?[am]|n\.[am]\.?|nm|\*+|\.{1,3}|…|:|x|nil)$/i;
const number =
  /^[([]?\s*[-–—−+~<>≤≥]?\s*(?:[$€£¥₹]|US\$|EUR|USD)?\s*[([]?[-–—−+]?\d[\d.,'’\u00a0\u2009\s]*\s*[)\]]?\s*(?:%|pts?\.?|bps|x|[*†‡]+|[€$£])?\s*[)\]]?(?:\s*\([a-z0-9]\))?$/i;
const year = /^(?:FY\s?)?(?:19|20)\d\d(?:[-–/](?:\d\d|\d{4}))?(?:\s?[EeFfPpRr*])?$/;

/** What stands before or behind a number as a fragment of its own: `$`, `US$`, `EUR`. */
export function isCurrency(text: string): boolean {
  return currency.test(text);
}

/** What stands behind a number as a fragment of its own: `)`, `%`, `)%`. */
export function isClosing(text: string): boolean {
  return closing.test(text);
}

/** A dash alone, which tables print for nothing or zero. */
export function isDash(text: string): boolean {
  return dash.test(text);
}

/** A number, possibly with sign, currency, brackets, percent or note mark; dashes and "n/a" count, words do not. */
export function isNumeric(text: string): boolean {
  const trimmed = text.trim();
  return number.test(trimmed) || dash.test(trimmed) || missing.test(trimmed);
}

/** A year or a span of years, as headers carry them. */
export function isYear(text: string): boolean {
  return year.test(text.trim());
}

/** Joins the words of a cell: currency to what follows, closing fragments to what precedes, all else by spaces. */
export function joinCellWords(words: readonly string[]): string {
  let text = "";
  let previous = "";
  for (const word of words) {
    const glued = text === "" || isGlued(previous, word);
    text += glued ? word : ` ${word}`;
    previous = word;
  }
  return text;
}

function isGlued(previous: string, word: string): boolean {
  if (/^[$€£¥₹(]+$/.test(previous)) return true;
  return isClosing(word) && /[\d)–—-]$/.test(previous);
}
