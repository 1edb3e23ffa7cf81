import type { FoundQuantity } from "./quantities.ts";

// What numbers that stand beside each other say together: parts of one number, and the ends of a range.

/** Floating-point dust of 117.154 × 1e6 taken off. */
export function round(value: number): number {
  return Number(value.toPrecision(15));
}

/** "1億2,000万": parts of falling scale with nothing between them are one number. */
export function joinCompounds(found: readonly FoundQuantity[], text: string): readonly FoundQuantity[] {
  const joined: FoundQuantity[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    if (
      last &&
      (last.end === next.start || (/[만억조]$/u.test(last.text) && next.start === last.end + 1)) &&
      last.unit === "" &&
      next.value < last.scale &&
      /[千万萬亿億兆천만억조]$/u.test(last.text)
    ) {
      joined[joined.length - 1] = {
        ...next,
        value: last.value + next.value,
        start: last.start,
        text: text.slice(last.start, next.end),
      };
    } else joined.push(next);
  }
  return joined;
}

const rangeMark = /^\s?(?:-|–|—|to|and|or|bis|und|oder|à|et|ou|a|y|o|至|到|~|から)\s?(?:\p{Sc}|[A-Z]{3})?\s?$/iu;
const listMark = /^\s?(?:and|und|y|et)\s/iu;

/** "5–10 %", "between 2 and 3 million", "$5 to 10 billion": both ends have the unit and the scale that one of them shows. */
export function joinRanges(folded: string, found: readonly FoundQuantity[]): readonly FoundQuantity[] {
  const joined = [...found];
  for (const [index, quantity] of found.entries()) {
    const next = found[index + 1];
    if (!next || !isRange(folded, quantity, next)) continue;
    const unit = quantity.unit === "" ? next.unit : quantity.unit;
    const factor = sharedScale(quantity, next);
    joined[index] = {
      ...quantity,
      unit,
      value: round(quantity.value * factor),
      step: quantity.step * factor,
      rangeWith: next.value,
    };
    joined[index + 1] = { ...next, unit: next.unit === "" ? unit : next.unit };
  }
  return joined;
}

function isRange(folded: string, first: FoundQuantity, second: FoundQuantity): boolean {
  const between = folded.slice(first.end, second.start);
  if (!rangeMark.test(between)) return false;
  if (first.unit !== "" && second.unit !== "" && first.unit !== second.unit) return false;
  return (
    !listMark.test(between) || /\b(?:between|zwischen|entre)\s(?:\S+\s){0,3}\S*$/iu.test(folded.slice(0, first.start))
  );
}

/** The scale word of the second number for a first one without: "5 to 10 million", but not "500,000 to 1 million". */
function sharedScale(first: FoundQuantity, second: FoundQuantity): number {
  if (first.scale !== 1 || second.scale === 1) return 1;
  const scaled = Math.abs(first.value * second.scale);
  return scaled <= 20 * Math.abs(second.value) ? second.scale : 1;
}
