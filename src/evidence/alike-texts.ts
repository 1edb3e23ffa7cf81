import { findDates } from "./dates.ts";
import { findQuantities } from "./quantities.ts";
import { type PrintedValue, sameQuantity } from "./same-quantity.ts";
import { contentStems } from "./words.ts";

/** Share of content words that two texts have in common. */
export const similarity = (first: string, second: string): number => overlap(contentWords(first), contentWords(second));

/** Share of words that two texts have in common (Dice). */
export function overlap(first: ReadonlySet<string>, second: ReadonlySet<string>): number {
  if (first.size + second.size === 0) return 0;
  const common = [...first].filter((word) => second.has(word)).length;
  return (2 * common) / (first.size + second.size);
}

/** The words of a text that carry content, without numbers and inflection. */
export const contentWords = (text: string): ReadonlySet<string> =>
  new Set(contentStems(text).filter((word) => !/\d/.test(word)));

/** Whether two texts give the same numbers and times, whatever their order and rounding. */
export function sameNumbers(
  first: string,
  second: string,
  isSame: (one: PrintedValue, other: PrintedValue) => boolean = sameQuantity,
): boolean {
  const [a, b] = [findQuantities(first, { spelled: true }), findQuantities(second, { spelled: true })];
  const [whenA, whenB] = [timesOf(first), timesOf(second)];
  const isIn = (one: (typeof a)[number], all: typeof a) => all.some((other) => isSame(one, other));
  return whenA === whenB && a.every((one) => isIn(one, b)) && b.every((one) => isIn(one, a));
}

/** The dates of a text in comparable form. */
export const timesOf = (text: string): string =>
  findDates(text)
    .map(({ iso }) => iso)
    .sort()
    .join("|");
