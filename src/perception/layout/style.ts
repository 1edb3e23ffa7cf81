import type { PageContent } from "./item.ts";
import type { TextStyle } from "./paragraphs.ts";

/** The size of most letters of a document, and the words it writes with a hyphen. */
export function styleOf(pages: readonly PageContent[]): TextStyle {
  const letters = new Map<number, number>();
  const hyphenated = new Set<string>();
  for (const page of pages) {
    for (const word of page.words) {
      letters.set(word.size, (letters.get(word.size) ?? 0) + word.text.length);
      if (/\p{L}-\p{L}/u.test(word.text)) hyphenated.add(word.text.toLowerCase().replace(/^\P{L}+|\P{L}+$/gu, ""));
    }
  }
  let bodySize = 0;
  for (const [size, count] of letters) if (count > (letters.get(bodySize) ?? 0)) bodySize = size;
  return { bodySize, hyphenated, outline: new Map() };
}
