import type { Box } from "../report/index.ts";
import type { ModelProfile } from "./profile.ts";

/** How a model writes places in a picture: fractions of it, thousandths, or pixels of the size it was sent. */
export type CoordinateScale = ModelProfile["coordinates"];

/** A picture's size in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Thousandths are written from 0 to 999 by some models and from 0 to 1000 by others; both mean the same place. */
const thousand = 1_000;

/**
 * The boxes that a model wrote, as fractions of the picture, however it wrote them: `[1, 2, 3, 4]`, `[[…], […]]`,
 * `{"x1": …}`, `(…)`, `<bbox>…</bbox>`, `<|begin_of_box|>…<|end_of_box|>`.
 *
 * Contract: corners are put in order and cut at the edges; a box without any area is left out; nothing readable gives
 * nothing.
 */
export function parseBoxes(
  text: string,
  { scale, size }: { readonly scale: CoordinateScale; readonly size: PictureSize },
): readonly Box[] {
  return numbersOf(text).flatMap((corners) => {
    const box = toBox(corners, scaleOf(corners, { scale, size }), size);
    return box ? [box] : [];
  });
}

type Corners = readonly [number, number, number, number];

const number = String.raw`-?\d+(?:\.\d+)?`;
/** What stands between the numbers of a box, `(1,2),(3,4)` and `<1><2><3><4>` among it. */
const gap = String.raw`[\s,;()<>[\]]+`;
const four = new RegExp([1, 2, 3, 4].map(() => `(${number})`).join(gap), "g");
const named = new RegExp(
  String.raw`"?(?:x1|left|x_?min)"?\s*[:=]\s*(${number}).{0,12}?"?(?:y1|top|y_?min)"?\s*[:=]\s*(${number}).{0,12}?"?(?:x2|right|x_?max)"?\s*[:=]\s*(${number}).{0,12}?"?(?:y2|bottom|y_?max)"?\s*[:=]\s*(${number})`,
  "gis",
);

function numbersOf(text: string): readonly Corners[] {
  const plain = text.replace(/<\|(?:begin|end)_of_box\|>/g, " ");
  const found = [...plain.matchAll(named), ...plain.replace(named, " ").matchAll(four)];
  return found.map(([, a, b, c, d]) => [Number(a), Number(b), Number(c), Number(d)]);
}

/** Fractions and pixels give themselves away: nothing above 1, or something above 1000. */
function scaleOf(
  corners: Corners,
  { scale, size }: { readonly scale: CoordinateScale; readonly size: PictureSize },
): CoordinateScale {
  const largest = Math.max(...corners);
  if (largest > 0 && largest <= 1) return "unit";
  if (largest > thousand) return largest <= Math.max(size.width, size.height) ? "pixels" : "thousand";
  return scale === "unit" ? "thousand" : scale;
}

function toBox(
  [left, top, right, bottom]: Corners,
  scale: CoordinateScale,
  { width, height }: PictureSize,
): Box | undefined {
  const across = scale === "pixels" ? width : scale === "thousand" ? thousand : 1;
  const down = scale === "pixels" ? height : scale === "thousand" ? thousand : 1;
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  const xs = [within(left / across), within(right / across)];
  const ys = [within(top / down), within(bottom / down)];
  const box: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return box[2] > box[0] && box[3] > box[1] ? box : undefined;
}

/**
 * The scale in which a model wrote a box whose place is known, for measuring its profile; undefined when the box is
 * nowhere near in any scale.
 */
export function scaleFrom(text: string, known: Box, size: PictureSize): CoordinateScale | undefined {
  const [corners] = numbersOf(text);
  if (!corners) return undefined;
  const scales: readonly CoordinateScale[] = ["unit", "thousand", "pixels"];
  const rated = scales.map((scale) => ({ scale, share: overlap(toBox(corners, scale, size), known) }));
  const best = rated.reduce((first, second) => (second.share > first.share ? second : first));
  return best.share >= leastOverlap ? best.scale : undefined;
}

const leastOverlap = 0.4;

/** Intersection over union of two boxes, 0 to 1. */
export function overlap(first: Box | undefined, second: Box): number {
  if (!first) return 0;
  const width = Math.max(0, Math.min(first[2], second[2]) - Math.max(first[0], second[0]));
  const height = Math.max(0, Math.min(first[3], second[3]) - Math.max(first[1], second[1]));
  const area = ([left, top, right, bottom]: Box): number => (right - left) * (bottom - top);
  const shared = width * height;
  return shared / (area(first) + area(second) - shared);
}
