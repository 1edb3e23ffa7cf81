import { areaOf, centerY, heightOf, median, overlapX, widthOf } from "../layout/geometry.ts";
import type { PageContent, Rect, Ruling } from "../layout/item.ts";

/** A filled stripe that carries one row, as printed HTML tables and zebra stripes have them. */
export type Band = Rect;

/** Drawn hints about tables on one page. */
export interface Marks {
  readonly bands: readonly Band[];
  readonly rules: readonly Ruling[];
  /** Vertical rules: the sides of drawn cells. */
  readonly sides: readonly Ruling[];
}

const tallestBand = 80;
const lowestBand = 5;
const narrowestBand = 60;
const tallestCell = 120;
const fewestSides = 3;

/** Collects row stripes and horizontal rules; white fills count as stripes, for they say where a cell is. */
export function marksOf(page: PageContent): Marks {
  const cells = page.shapes.filter(
    (shape) => shape.isFilled && !shape.hasCurve && heightOf(shape) >= lowestBand && heightOf(shape) <= tallestBand,
  );
  return {
    bands: joinCells(cells),
    rules: page.rulings.filter((ruling) => ruling.isHorizontal),
    sides: page.rulings.filter((ruling) => !ruling.isHorizontal),
  };
}

/** Cells of equal top and bottom that abut form one stripe. */
function joinCells(cells: readonly Rect[]): readonly Band[] {
  const sorted = [...cells].sort((a, b) => a.top - b.top || a.left - b.left);
  const bands: Band[] = [];
  for (const cell of sorted) {
    const index = bands.findLastIndex(
      (band, at) =>
        at >= bands.length - 30 &&
        Math.abs(band.top - cell.top) < 1.2 &&
        Math.abs(band.bottom - cell.bottom) < 1.2 &&
        cell.left - band.right < 2.5,
    );
    const band = bands[index];
    if (band) bands[index] = { ...band, right: Math.max(band.right, cell.right) };
    else bands.push(cell);
  }
  return bands.filter((band) => widthOf(band) >= narrowestBand).filter(isSmallest);
}

/** A fill behind a whole table holds several stripes and is none itself. */
function isSmallest(band: Band, _: number, all: readonly Band[]): boolean {
  const inside = all.filter(
    (other) =>
      other !== band &&
      heightOf(other) < heightOf(band) * 0.7 &&
      other.top >= band.top - 1 &&
      other.bottom <= band.bottom + 1 &&
      overlapX(band, other) > 0 &&
      areaOf(other) > 0,
  );
  return inside.length < 2;
}

/** Index of the stripe a line stands on, or -1. */
export function bandOf(marks: Marks, line: Rect): number {
  const y = centerY(line);
  return marks.bands.findIndex((band) => y > band.top && y < band.bottom && overlapX(band, line) > widthOf(line) * 0.6);
}

/** Whether a line stands in a drawn grid: rules above and below it, and sides that make at least two columns. */
export function isInGrid(marks: Marks, line: Rect): boolean {
  const y = centerY(line);
  const sides = marks.sides.filter((side) => side.top <= y && side.bottom >= y).map((side) => side.left);
  const left = sides.filter((x) => x <= line.left + 2);
  const right = sides.filter((x) => x >= line.left + 2);
  if (left.length === 0 || right.length === 0 || new Set(sides.map(Math.round)).size < fewestSides) return false;
  const across = marks.rules.filter((rule) => overlapX(rule, line) > widthOf(line) * 0.5);
  return (
    across.some((rule) => rule.top <= y && y - rule.top < tallestCell) &&
    across.some((rule) => rule.top >= y && rule.top - y < tallestCell)
  );
}

/** Whether a horizontal rule lies between two vertical positions and crosses this x. */
export function isRuleBetween(marks: Marks, y: { readonly from: number; readonly to: number }, x: number): boolean {
  return marks.rules.some(
    (rule) => rule.top >= y.from - 1 && rule.top <= y.to + 1 && rule.left - 1 <= x && x <= rule.right + 1,
  );
}

/** The usual height of the stripes a table's lines stand on. */
export function bandHeight(bands: readonly Band[]): number {
  return median(bands.map(heightOf));
}
