import type { Word } from "../layout/item.ts";
import { type Line, lineOf, type Segment, segmentOf } from "../layout/line.ts";
import { isClosing, isCurrency, isNumeric, joinCellWords } from "./number-text.ts";

/** A currency sign stands at the left edge of its cell, so many line heights before its number at the most. */
const currencyReach = 25;
const closingReach = 1.2;
/** Between two numbers, this gap in line heights is enough to tell columns apart. */
const numberGap = 0.6;

/** The line as a row of a table: currency, brackets and percent signs joined to their number, numbers kept apart. */
export function toTableLine(line: Line): Line {
  const words = line.segments.flatMap((segment) => segment.words);
  const groups: Word[][] = [];
  for (const segment of line.segments) groups.push(...splitAtNumbers(segment.words));
  return words.length === 0 ? line : lineOf(joinFragments(groups).map(cellSegment));
}

/** A segment whose text is joined the way cells are. */
export function cellSegment(words: readonly Word[]): Segment {
  const segment = segmentOf(words);
  return { ...segment, text: joinCellWords(segment.text.split(" ")) };
}

function splitAtNumbers(words: readonly Word[]): Word[][] {
  const groups: Word[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (group && previous && !isColumnBreak(group, previous, word)) group.push(word);
    else groups.push([word]);
  }
  return groups;
}

function isColumnBreak(group: readonly Word[], previous: Word, word: Word): boolean {
  const gap = (word.left - previous.right) / Math.max(word.size, 1);
  const follows = isNumeric(previous.text) && group.every((other) => isNumeric(other.text) || isCurrency(other.text));
  if (!follows || gap < numberGap) return false;
  return isCurrency(word.text) || isNumeric(word.text);
}

function joinFragments(groups: readonly Word[][]): Word[][] {
  const joined: Word[][] = [];
  let currency: Word[] = [];
  for (const group of groups) {
    const [first] = group;
    if (!first) continue;
    const previous = joined.at(-1);
    const reach = Math.max(first.size, 1);
    const isNear = previous !== undefined && first.left - (previous.at(-1)?.right ?? 0) < reach * closingReach;
    if (group.length === 1 && isCurrency(first.text)) {
      if (currency.length > 0) joined.push(currency);
      currency = [...group];
    } else if (previous && isNear && group.every((word) => isClosing(word.text))) {
      previous.push(...group);
    } else {
      const at = currency.at(-1);
      const takes = at !== undefined && first.left - at.right < reach * currencyReach && isNumeric(first.text);
      if (at && !takes) joined.push(currency);
      joined.push(takes ? [...currency, ...group] : [...group]);
      currency = [];
    }
  }
  return currency.length > 0 ? [...joined, currency] : joined;
}
