import { contentStems, stemOf, wordsOf } from "./words.ts";

/** "Iron is more reactive than copper": what is compared, on which side, by what. */
interface Compared {
  readonly left: ReadonlySet<string>;
  readonly right: ReadonlySet<string>;
  /** `more` also for "-er". */
  readonly degree: "more" | "less";
  readonly quality: ReadonlySet<string>;
}

const withMore =
  /^(?<left>.*?)\b(?<degree>more|less|fewer)\b(?<quality>(?:\s+[\p{L}-]+){1,5}?)\s+than\s+(?<right>.+)$/iu;
const inflected = /^(?<left>.*?)\b(?<degree>\p{L}{3,}er|better|worse)\s+than\s+(?<right>.+)$/iu;

function readComparison(sentence: string): Compared | undefined {
  const groups = (withMore.exec(sentence) ?? inflected.exec(sentence))?.groups;
  if (!groups) return undefined;
  const degree = groups.degree?.toLowerCase() ?? "";
  return {
    left: new Set(contentStems(groups.left ?? "")),
    right: new Set(contentStems(groups.right ?? "")),
    degree: degree === "less" || degree === "fewer" ? "less" : "more",
    quality: new Set(wordsOf(groups.quality ?? degree).map(stemOf)),
  };
}

/**
 * Whether a claim compares two things the other way round than every comparison of the same two in the evidence.
 *
 * Contract: false without "than" in both, for other qualities ("heavier" and "older"), and when one sentence agrees.
 */
export function isReversedComparison(claim: string, sentences: readonly string[]): boolean {
  const own = readComparison(claim);
  if (!own) return false;
  const orders = sentences.flatMap((sentence) => {
    const other = readComparison(sentence);
    return other && !/\?\s*$/u.test(sentence) ? (orderOf(own, other) ?? []) : [];
  });
  return orders.length > 0 && orders.every((order) => order === "reversed");
}

function orderOf(own: Compared, other: Compared): "same" | "reversed" | undefined {
  if (![...own.quality].some((stem) => other.quality.has(stem))) return undefined;
  const sides = {
    straight: meet(own.left, other.left, own.right) && meet(own.right, other.right, own.left),
    crossed: meet(own.left, other.right, own.right) && meet(own.right, other.left, own.left),
  };
  if (sides.straight === sides.crossed) return undefined;
  return sides.straight === (own.degree === other.degree) ? "same" : "reversed";
}

/** Whether two sides share a word that the claim's other side has not. */
function meet(side: ReadonlySet<string>, other: ReadonlySet<string>, opposite: ReadonlySet<string>): boolean {
  return [...side].some((stem) => other.has(stem) && !opposite.has(stem));
}
