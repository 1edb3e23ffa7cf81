/** A claim made of two sentences: the words of one with the number of another. */
import { type FoundQuantity, findQuantities } from "./quantities.ts";
import { compatibleUnits, sameQuantity } from "./same-quantity.ts";
import { contentStems, isStopWord } from "./words.ts";

/** Fewer words of a claim say too little of whom it speaks. */
const leastWords = 2;
const firstWord = /^["“„«'(\s]*(\p{Lu}[\p{L}\p{M}'’-]*)/u;

/**
 * Whom the evidence gives a claim's number to, where a sentence with all of the claim's words gives another number.
 *
 * Contract: prefers silence to a false alarm: only for claims of one number, and where every sentence with that number
 * begins with a capitalised word that the claim does not have; a pronoun or an article may go on about the same.
 */
export function numberOfAnother(claim: string, sentences: readonly string[], language?: string): string | undefined {
  const options = { spelled: true, ...(language && { language }) };
  const [own, ...others] = findQuantities(claim, options);
  if (!own || others.length > 0) return undefined;
  const rest = `${claim.slice(0, own.start)} ${claim.slice(own.end)}`;
  const words = new Set(contentStems(rest).filter((stem) => !/\p{N}/u.test(stem)));
  if (words.size < leastWords) return undefined;
  const read = sentences.map((text) => ({ text, stems: new Set(contentStems(text)) }));
  const isOwn = (number: FoundQuantity): boolean => sameQuantity(own, number, { rounded: "first", ignoreSign: true });
  const hasWords = ({ stems }: (typeof read)[number]): boolean => [...words].every((stem) => stems.has(stem));
  // One sentence that says it all as the claim does is enough.
  if (read.some((one) => one.text.includes(own.text) && hasWords(one))) return undefined;
  const isRival = (one: (typeof read)[number]): boolean => {
    if (!hasWords(one)) return false;
    const numbers = findQuantities(one.text, options);
    return numbers.some(({ unit }) => compatibleUnits(unit, own.unit)) && !numbers.some(isOwn);
  };
  if (!read.some(isRival)) return undefined;
  const holding = read.filter(({ text }) => findQuantities(text, options).some(isOwn));
  const names = holding.map(({ text, stems }) => {
    const name = firstWord.exec(text)?.[1];
    const isOther =
      name !== undefined && !isStopWord(name.toLowerCase()) && !contentStems(name).some((one) => words.has(one));
    return isOther && [...words].some((stem) => !stems.has(stem)) ? name : undefined;
  });
  return names.every((name) => name !== undefined) ? names[0] : undefined;
}
