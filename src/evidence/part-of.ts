/** Numbers of a whole and of its part: "1,200 employees, including 300 in Leeds". */
import { type FoundQuantity, findQuantities } from "./quantities.ts";
import { compatibleUnits, sameQuantity } from "./same-quantity.ts";
import { contentStems } from "./words.ts";

/** Where a sentence goes over from a whole to a part of it. */
const marks =
  /(?<!\p{L})(?:including|among them|of (?:whom|which|them|these)|davon|darunter|dont|parmi lesquels|de (?:los|las) cuales|entre ellos)(?!\p{L})|其中|うち|منها/giu;

const numbersOf = (text: string, language: string | undefined): readonly FoundQuantity[] =>
  findQuantities(text, { spelled: true, ...(language && { language }) });

/**
 * A number of a whole that the claim gives for what only the part is said of.
 *
 * Contract: undefined unless the sentence tells a whole and a part in numbers, and the claim has the whole's number, not
 * the part's, beside words that only the part has.
 */
export function wholeForPart(claim: string, sentence: string, language?: string): string | undefined {
  const found = [...sentence.matchAll(marks)];
  const own = found.length > 0 ? numbersOf(claim, language) : [];
  for (const { index } of found) {
    // "…, 300 of them in Leeds": the part's number may stand right before the mark.
    const lead = /[,;，；(]\s?[^,;，；(]{0,24}$/u.exec(sentence.slice(0, index));
    const at = lead && /\p{N}/u.test(lead[0]) ? lead.index : index;
    const [whole, part] = [sentence.slice(0, at), sentence.slice(at)];
    const [wholes, parts] = [numbersOf(whole, language), numbersOf(part, language)];
    const number = own.find((one) => wholes.some((other) => sameQuantity(one, other, { rounded: "first" })));
    const isBoth = parts.length > 0 && own.some((one) => parts.some((other) => sameQuantity(one, other)));
    if (!number || isBoth || !parts.some(({ unit }) => compatibleUnits(unit, number.unit))) continue;
    const [inWhole, inPart] = [new Set(contentStems(whole)), new Set(contentStems(part))];
    const words = contentStems(claim).filter((stem) => !/\p{N}/u.test(stem));
    if (words.some((stem) => inPart.has(stem) && !inWhole.has(stem))) return number.text;
  }
  return undefined;
}
