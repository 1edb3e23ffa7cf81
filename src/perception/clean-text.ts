/**
 * Characters that carry no text: soft hyphen, zero-width space, joiner and non-joiner at word edges, BOM, direction
 * marks, tag characters.
 */
const invisible = /[\u00AD\u200B\u2060\uFEFF\u200E\u200F\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed here
const control = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;

/**
 * Text as it will be searched and quoted: one space between words, no invisible characters, no space before a comma.
 *
 * Contract: pure; never changes letters, digits or punctuation.
 */
export function cleanText(text: string): string {
  return text.replace(invisible, "").replace(control, " ").replace(/\s+/gu, " ").trim();
}

/** The same for code: line ends and indentation stay. */
export function cleanCode(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(invisible, "")
    .replace(/[\t ]+$/gm, "")
    .replace(/^\n+|\s+$/g, "");
}
