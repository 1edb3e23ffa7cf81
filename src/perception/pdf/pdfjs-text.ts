import type { Rect, Word } from "../layout/item.ts";
import { type Matrix, multiply } from "./matrix.ts";

/** A text item as pdf.js gives it: a string with the matrix that puts it on the page. */
export interface PlacedText {
  readonly str: string;
  readonly transform: readonly unknown[];
  /** Advance along the line, and height of the font, in points. */
  readonly width: number;
  readonly height: number;
  /** Set from top to bottom, as Chinese and Japanese may be: `height` is the advance then. */
  readonly isVertical?: boolean;
}

/** What reaches below the baseline, in heights of the font. */
const descent = 0.22;

/**
 * The words of an item in page coordinates (origin at the top left, y down), whichever way it is turned.
 *
 * Contract: `toPage` is the page's matrix, page rotation included; letters are taken as equally wide.
 */
export function placeText(item: PlacedText, toPage: Matrix): readonly Omit<Word, "font" | "isBold">[] {
  const [a = 1, b = 0, c = 0, d = -1, x = 0, y = 0] = multiply(toPage, item.transform.map(Number));
  const rise = Math.hypot(c, d);
  const size = Math.round(((item.isVertical ? 0 : item.height) || rise) * 10) / 10;
  const line: Baseline = { x, y, along: unit(a, b), up: unit(c, d), size };
  const boxOf = item.isVertical ? columnBox : lineBox;
  const letter = (item.isVertical ? item.height : item.width) / Math.max(1, item.str.length);
  const rotation = item.isVertical ? 0 : Math.round((Math.atan2(b, a) * 180) / Math.PI);
  let at = 0;
  return item.str
    .split(/\s+/)
    .filter(Boolean)
    .map((text, index) => {
      at = item.str.indexOf(text, at);
      const from = at * letter;
      at += text.length;
      return { text, ...boxOf(line, from, at * letter), size, rotation, continues: index > 0 };
    });
}

interface Baseline {
  readonly x: number;
  readonly y: number;
  /** Unit vectors of the reading direction and of what is up for a letter. */
  readonly along: readonly [number, number];
  readonly up: readonly [number, number];
  readonly size: number;
}

function lineBox({ x, y, along, up, size }: Baseline, from: number, to: number): Rect {
  const corners = [from, to].flatMap((at) =>
    [-descent * size, size].map(
      (rise) => [x + along[0] * at + up[0] * rise, y + along[1] * at + up[1] * rise] as const,
    ),
  );
  const xs = corners.map(([left]) => left);
  const ys = corners.map(([, top]) => top);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function columnBox({ x, y, size }: Baseline, from: number, to: number): Rect {
  return { left: x - size / 2, right: x + size / 2, top: y + from, bottom: y + to };
}

function unit(x: number, y: number): readonly [number, number] {
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}
