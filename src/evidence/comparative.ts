import { contentStems, stemOf, wordsOf } from "./words.ts";

/** "Iron is more reactive than copper": what is compared, on which side, by what. */
interface Compared {
  readonly left: ReadonlySet<string>;
  readonly right: ReadonlySet<string>;
  /** `more` also for "-er". */
  readonly degree: "more" | "less";
  readonly quality: ReadonlySet<string>;
}

/** Comparatives that a noun may follow: "at greater risk than". */
const withNoun =
  "greater|higher|lower|larger|smaller|bigger|fewer|better|worse|longer|shorter|faster|slower|stronger|weaker|older|younger";
const forms: readonly RegExp[] = [
  /^(?<left>.*?)(?<!\p{L})(?<degree>more|less|fewer|mehr|weniger|plus|moins|más|menos)(?!\p{L})(?<quality>(?:\s+[\p{L}-]+){0,5}?)\s+(?:than|als|que)\s+(?<right>.+)$/iu,
  new RegExp(
    `^(?<left>.*?)(?<!\\p{L})(?<degree>${withNoun})(?<quality>(?:\\s+[\\p{L}-]+){1,3}?)\\s+than\\s+(?<right>.+)$`,
    "iu",
  ),
  /^(?<left>.*?)(?<!\p{L})(?<degree>\p{L}{3,}er|better|worse)\s+(?:than|als)\s+(?<right>.+)$/iu,
  /^(?<left>.*?)(?<!\p{L})(?<degree>twice|thrice|half|(?:[\p{L}\d.]+)\stimes)\s+as(?<quality>(?:\s+[\p{L}-]+){1,4}?)\s+as\s+(?<right>.+)$/iu,
];
const lessThan = /^(?:less|fewer|weniger|moins|menos|half)$/u;
/** With a noun the word says only how much of it: "at lower risk" is less of a risk. */
const lessOf = /^(?:lower|smaller|worse|shorter|slower|weaker|younger)$/u;

function readComparison(sentence: string): Compared | undefined {
  const groups = forms.map((form) => form.exec(sentence)?.groups).find((found) => found !== undefined);
  if (!groups) return undefined;
  const degree = groups.degree?.toLowerCase() ?? "";
  const noun = groups.quality?.trim() ?? "";
  const quality = noun || degree;
  return {
    left: new Set(contentStems(groups.left ?? "")),
    right: new Set(contentStems(groups.right ?? "")),
    degree: lessThan.test(degree) || (noun !== "" && lessOf.test(degree)) ? "less" : "more",
    quality: new Set(wordsOf(quality).map(stemOf)),
  };
}

/**
 * Whether a claim compares two things the other way round than every comparison of the same two in the evidence.
 *
 * Contract: false without "than" or "twice as … as" in both, for other qualities ("heavier" and "older"), and when one sentence agrees.
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

/** Where a comparison goes over from one side to the other. */
export const comparing = /(?<!\p{L})(?:than|als|que|exceed(?:s|ed)?|surpass(?:es|ed)?)(?!\p{L})/iu;

/**
 * Whether two sentences name the same two on opposite sides of what parts them: "exports were higher than imports" and
 * "imports were lower than exports", "Norda sold it to Sulvik" and "Sulvik bought it from Norda".
 */
export function isTurnedAround(first: string, second: string, [at, other]: readonly [RegExp, RegExp]): boolean {
  const [own, told] = [sidesOf(first, at), sidesOf(second, other)];
  if (!own || !told) return false;
  const isCrossed = meet(own.left, told.right, own.right) && meet(own.right, told.left, own.left);
  return isCrossed && !(meet(own.left, told.left, own.right) && meet(own.right, told.right, own.left));
}

function sidesOf(text: string, at: RegExp): Pick<Compared, "left" | "right"> | undefined {
  const match = at.exec(text);
  if (!match) return undefined;
  const [left, right] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
  return { left: new Set(contentStems(left)), right: new Set(contentStems(right)) };
}
