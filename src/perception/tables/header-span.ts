import { centerX, overlapX, widthOf } from "../layout/geometry.ts";
import type { Rect, Ruling } from "../layout/item.ts";
import type { Line, Segment } from "../layout/line.ts";
import { type Column, columnsUnder } from "./columns.ts";
import type { Marks } from "./marks.ts";

/** What decides over the columns of one header text. */
export interface HeaderContext {
  /** All header lines, from top to bottom. */
  readonly lines: readonly Line[];
  readonly columns: readonly Column[];
  readonly marks: Marks;
}

/** Rules of neighbouring cells are drawn with gaps up to this, in points. */
const ruleGap = 8;
const sameHeight = 1.5;

/**
 * The columns a header text stands for. A rule below it says exactly what it spans, also when the rule is drawn in
 * pieces, one a cell: then the text is centred over the pieces. Without a rule its overlap and centring decide.
 */
export function spanOf(segment: Segment, line: Line, context: HeaderContext): readonly number[] {
  const { columns } = context;
  const rules = rulesBelow(segment, line, context.marks.rules);
  const blocked = blockersOf(segment, context.lines, rules[0]?.top ?? line.bottom);
  const reach = chainUnder(segment, rules, blocked);
  const ruled = reach ? columns.flatMap((column, index) => (isUnder(column, reach) ? [index] : [])) : [];
  if (ruled.length > 0) return ruled;
  const beside = line.segments.filter((other) => other !== segment);
  return columnsUnder(columns, segment, (index) => index > 0 && !beside.some((other) => isOver(other, columns[index])));
}

function isOver(segment: Rect, column: Column | undefined): boolean {
  return column !== undefined && Math.min(column.right, segment.right) > Math.max(column.left, segment.left);
}

function isUnder(column: Column, reach: Pick<Rect, "left" | "right">): boolean {
  const middle = (column.left + column.right) / 2;
  return middle > reach.left - 2 && middle < reach.right + 2;
}

/** The rules of the first height below the text, from left to right. */
function rulesBelow(segment: Segment, line: Line, rules: readonly Ruling[]): readonly Ruling[] {
  const isNear = (rule: Ruling) => rule.top > segment.bottom - 3 && rule.top < segment.bottom + line.size * 2.6;
  const below = rules.filter((rule) => isNear(rule) && overlapX(rule, segment) > 0);
  const top = Math.min(...below.map((rule) => rule.top));
  const level = rules.filter((rule) => Math.abs(rule.top - top) <= sameHeight);
  return [...level].sort((a, b) => a.left - b.left);
}

/** Other header texts between this one and the rule: what they stand over is theirs. */
function blockersOf(segment: Segment, lines: readonly Line[], ruleTop: number): readonly Segment[] {
  const between = lines.filter((line) => line.bottom > segment.top + 1 && line.top < ruleTop);
  return between
    .flatMap((line) => line.segments)
    .filter(
      (other) => other !== segment && overlapX(other, segment) < Math.min(widthOf(other), widthOf(segment)) * 0.5,
    );
}

/** The longest chain of rules over which the text is centred. */
function chainUnder(
  segment: Segment,
  rules: readonly Ruling[],
  blocked: readonly Segment[],
): Pick<Rect, "left" | "right"> | undefined {
  const middle = centerX(segment);
  let best: { readonly left: number; readonly right: number } | undefined;
  for (let first = 0; first < rules.length; first += 1) {
    for (let last = first; last < rules.length; last += 1) {
      const [from, to, before] = [rules[first], rules[last], rules[last - 1]];
      if (!from || !to || (last > first && before && to.left - before.right > ruleGap)) break;
      const chain = { left: from.left, right: to.right };
      if (middle < chain.left || middle > chain.right) continue;
      if (blocked.some((other) => centerX(other) > chain.left && centerX(other) < chain.right)) continue;
      const isCentred = first === last || Math.abs((chain.left + chain.right) / 2 - middle) < centring(chain);
      if (isCentred && (!best || chain.right - chain.left > best.right - best.left)) best = chain;
    }
  }
  return best;
}

/** Cell paddings make the centre miss the middle of the rules by a few points. */
function centring({ left, right }: Pick<Rect, "left" | "right">): number {
  return Math.max(5, (right - left) * 0.03);
}
