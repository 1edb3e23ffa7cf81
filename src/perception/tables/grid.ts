import { holds, overlapX, overlapY, union } from "../layout/geometry.ts";
import type { PageContent, Rect, Ruling, Word } from "../layout/item.ts";
import { toLines } from "../layout/line.ts";
import { type GridCell, toGridTable } from "./grid-table.ts";
import type { LaidTable } from "./model.ts";
import { isNumeric } from "./number-text.ts";
import { cellSegment, toTableLine } from "./table-line.ts";

/**
 * Tables drawn as grids: rules that cross each other make rows and columns, and a border that is missing between two
 * cells makes them one (the "lattice" way of Camelot and Tabula, here on the rules themselves, not on pixels).
 */
export function findGrids(page: PageContent, words: readonly Word[]): readonly LaidTable[] {
  if (page.rulings.length > mostRulings) return [];
  return connected(page.rulings).flatMap((rulings) => {
    const table = readGrid(rulings, words, page);
    return table ? [table] : [];
  });
}

const mostRulings = 4_000;
const mostColumns = 40;
const mostRows = 200;
/** Ends of rules miss each other by a line's width. */
const tolerance = 3;
const fewestCells = 4;
const leastFilled = 0.35;
const borderShare = 0.6;

function readGrid(rulings: readonly Ruling[], words: readonly Word[], page: PageContent): LaidTable | undefined {
  const xs = positions(rulings.filter((rule) => !rule.isHorizontal).map((rule) => (rule.left + rule.right) / 2));
  const ys = positions(rulings.filter((rule) => rule.isHorizontal).map((rule) => (rule.top + rule.bottom) / 2));
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 2 || rows < 2 || columns > mostColumns || rows > mostRows) return undefined;
  const frame = { left: xs[0] ?? 0, right: xs.at(-1) ?? 0, top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0 };
  if (frame.bottom - frame.top > page.height * 0.97 && frame.right - frame.left > page.width * 0.97) return undefined;
  const inside = words.filter((word) => holds(frame, word));
  const cells = mergeCells(xs, ys, rulings).map((cell) => withText(cell, inside));
  const filled = cells.filter((cell) => cell.text !== "");
  if (filled.length < fewestCells || filled.length < cells.length * leastFilled) return undefined;
  if (cells.some((cell) => (cell.left > 0 && isStack(cell)) || cell.numbersInLine >= 2)) return undefined;
  return toGridTable(cells, { columns, rows, frame, page: page.number });
}

/**
 * Several numbers below each other in one cell: the grid draws columns only, and other rules must find the rows. Beside
 * each other with gaps: it draws rows only.
 */
function isStack(cell: GridCell): boolean {
  return cell.lines.length >= 3 && cell.lines.filter(isNumeric).length >= 3;
}

/** Rules that touch or cross belong together. */
function connected(rulings: readonly Ruling[]): readonly (readonly Ruling[])[] {
  const parent = rulings.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== undefined && parent[root] !== root) root = parent[root] ?? root;
    parent[index] = root;
    return root;
  };
  const horizontal = rulings.flatMap((rule, index) => (rule.isHorizontal ? [{ rule, index }] : []));
  const vertical = rulings.flatMap((rule, index) => (rule.isHorizontal ? [] : [{ rule, index }]));
  for (const across of horizontal) {
    for (const down of vertical) {
      const meets = overlapX(across.rule, down.rule) > -tolerance && overlapY(across.rule, down.rule) > -tolerance;
      if (meets) parent[rootOf(across.index)] = rootOf(down.index);
    }
  }
  const groups = new Map<number, Ruling[]>();
  rulings.forEach((rule, index) => {
    groups.set(rootOf(index), [...(groups.get(rootOf(index)) ?? []), rule]);
  });
  return [...groups.values()].filter((group) => group.length >= 5);
}

/** Distinct positions, those of one line joined. */
function positions(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.filter((value, index) => index === 0 || value - (sorted[index - 1] ?? 0) > tolerance);
}

type Span = Pick<GridCell, "left" | "right" | "top" | "bottom"> & { readonly rect: Rect };

/** Elementary cells joined over missing borders, first across, then down where the widths agree. */
function mergeCells(xs: readonly number[], ys: readonly number[], rulings: readonly Ruling[]): readonly Span[] {
  const rows = ys.slice(1).map((bottom, row) => mergeAcross({ xs, rulings }, ys[row] ?? 0, { bottom, row }));
  const merged: Span[] = [];
  for (const span of rows.flat()) {
    const above = merged.findIndex(
      (other) => other.bottom === span.top - 1 && other.left === span.left && other.right === span.right,
    );
    const other = merged[above];
    const isOpen = other && !hasBorder(rulings, { from: span.rect.left, to: span.rect.right, at: span.rect.top }, true);
    if (other && isOpen) merged[above] = { ...other, bottom: span.bottom, rect: union([other.rect, span.rect]) };
    else merged.push(span);
  }
  return merged;
}

function mergeAcross(
  { xs, rulings }: { readonly xs: readonly number[]; readonly rulings: readonly Ruling[] },
  top: number,
  { bottom, row }: { readonly bottom: number; readonly row: number },
): readonly Span[] {
  const spans: Span[] = [];
  xs.slice(1).forEach((right, column) => {
    const left = xs[column] ?? 0;
    const previous = spans.at(-1);
    const isOpen = previous && !hasBorder(rulings, { from: top, to: bottom, at: left }, false);
    if (previous && isOpen) {
      spans[spans.length - 1] = { ...previous, right: column, rect: { ...previous.rect, right } };
    } else spans.push({ left: column, right: column, top: row, bottom: row, rect: { left, right, top, bottom } });
  });
  return spans;
}

interface Border {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

function hasBorder(rulings: readonly Ruling[], { from, to, at }: Border, isHorizontal: boolean): boolean {
  const drawn = rulings.reduce((sum, rule) => {
    if (rule.isHorizontal !== isHorizontal) return sum;
    const place = isHorizontal ? (rule.top + rule.bottom) / 2 : (rule.left + rule.right) / 2;
    if (Math.abs(place - at) > tolerance + 1) return sum;
    const [start, end] = isHorizontal ? [rule.left, rule.right] : [rule.top, rule.bottom];
    return sum + Math.max(0, Math.min(end, to) - Math.max(start, from));
  }, 0);
  return drawn > (to - from) * borderShare;
}

function withText(span: Span, words: readonly Word[]): GridCell {
  const own = words.filter((word) => holds(span.rect, word));
  const rows = toLines(own).map((line) => toTableLine(line).segments.map((segment) => cellSegment(segment.words).text));
  const lines = rows.map((texts) => texts.join(" "));
  return {
    ...span,
    text: lines.reduce(joinWrapped, "").trim(),
    lines,
    numbersInLine: Math.max(0, ...rows.map((texts) => texts.filter(isNumeric).length)),
    isBold: own.length > 0 && own.every((word) => word.isBold),
    ...(own.length > 0 ? { ink: union(own) } : {}),
  };
}

function joinWrapped(above: string, below: string): string {
  const isBroken = /\p{Ll}-$/u.test(above) && /^\p{Ll}/u.test(below);
  return isBroken ? above.slice(0, -1) + below : `${above} ${below}`;
}
