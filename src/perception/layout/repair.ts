import type { PageContent, Word } from "./item.ts";

/**
 * Mends two faults of italic text layers: the overhang of an "f" swallows the space behind it ("ofConsolidation"), and a
 * ligature that the font does not name leaves a gap ("Ef ect"). Only words that the document itself writes elsewhere are
 * put in place, so nothing is invented.
 */
export function repairItalics(pages: readonly PageContent[]): readonly PageContent[] {
  const isItalic = (word: Word): boolean => /italic|oblique/i.test(word.font);
  if (!pages.some((page) => page.words.some(isItalic))) return pages;
  const known = new Set<string>();
  for (const page of pages) {
    for (const word of page.words) if (!isItalic(word)) known.add(keyOf(word.text));
  }
  return pages.map((page) =>
    page.words.some(isItalic) ? { ...page, words: repairWords(page.words, { isItalic, known }) } : page,
  );
}

interface Repair {
  isItalic(word: Word): boolean;
  readonly known: ReadonlySet<string>;
}

function repairWords(words: readonly Word[], repair: Repair): readonly Word[] {
  const repaired: Word[] = [];
  for (const word of words) {
    const previous = repaired.at(-1);
    const joined = previous && repair.isItalic(word) ? withLigature(previous, word, repair.known) : undefined;
    if (joined) repaired[repaired.length - 1] = joined;
    else repaired.push(...(repair.isItalic(word) ? withSpace(word, repair.known) : [word]));
  }
  return repaired;
}

const ligatures = ["f", "i", "l", "fi", "fl"];

function withLigature(left: Word, right: Word, known: ReadonlySet<string>): Word | undefined {
  if (!left.text.endsWith("f") || !right.continues || !/^\p{Ll}/u.test(right.text)) return undefined;
  if (known.has(keyOf(left.text)) && known.has(keyOf(right.text))) return undefined;
  const text = ligatures.map((part) => left.text + part + right.text).find((whole) => known.has(keyOf(whole)));
  return text === undefined ? undefined : { ...left, text, right: right.right };
}

function withSpace(word: Word, known: ReadonlySet<string>): readonly Word[] {
  const match = /^(\p{L}*f)(\p{L}{2,}\P{L}*)$/u.exec(word.text);
  const [, head = "", tail = ""] = match ?? [];
  if (!match || known.has(keyOf(word.text)) || !known.has(keyOf(head)) || !known.has(keyOf(tail))) return [word];
  const middle = word.left + ((word.right - word.left) * head.length) / word.text.length;
  return [
    { ...word, text: head, right: middle },
    { ...word, text: tail, left: middle + word.size * 0.2, continues: true },
  ];
}

function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, "");
}
