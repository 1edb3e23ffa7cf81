import type { Rect, Ruling, Shape } from "./item.ts";

/** Rectangles thinner than this are drawn lines, in points. */
const rulingThickness = 2.5;
const shortestRuling = 5;
/** Pieces of one line (borders of neighbouring table cells) abut within this. */
const pieceGap = 1.6;

/** White and fully transparent paint cannot be seen. Colours are ARGB hex. */
export function isVisible(color: string | undefined): boolean {
  return color === undefined || !(/^..ffffff$/i.test(color) || /^00/.test(color));
}

/** Sorts drawn lines and shapes into rulings, joined from their pieces, and other shapes. */
export function toGraphics(
  strokes: readonly Rect[],
  shapes: readonly Shape[],
): { readonly rulings: readonly Ruling[]; readonly shapes: readonly Shape[] } {
  const thin = shapes.filter((shape) => isThin(shape) && !shape.hasCurve && isVisible(shape.color));
  const pieces = [...strokes.filter(isThin), ...thin].map(toRuling);
  const rulings = [
    ...join(pieces.filter((piece) => piece.isHorizontal)),
    ...join(pieces.filter((piece) => !piece.isHorizontal).map(flip)).map(flip),
  ];
  return { rulings: rulings.filter(isLongEnough), shapes: shapes.filter((shape) => !isThin(shape)) };
}

function isThin(rect: Rect): boolean {
  return Math.min(rect.right - rect.left, rect.bottom - rect.top) <= rulingThickness;
}

function toRuling(rect: Rect): Ruling {
  const { left, top, right, bottom } = rect;
  return { left, top, right, bottom, isHorizontal: right - left >= bottom - top };
}

function isLongEnough(ruling: Ruling): boolean {
  return Math.max(ruling.right - ruling.left, ruling.bottom - ruling.top) >= shortestRuling;
}

/** Joins collinear horizontal pieces that abut or overlap. */
function join(pieces: readonly Ruling[]): readonly Ruling[] {
  const sorted = [...pieces].sort((a, b) => Math.round(a.top) - Math.round(b.top) || a.left - b.left);
  const joined: Ruling[] = [];
  for (const piece of sorted) {
    const index = joined.findLastIndex(
      (other, at) =>
        at >= joined.length - 40 && Math.abs(other.top - piece.top) <= 1 && piece.left - other.right <= pieceGap,
    );
    const other = joined[index];
    if (!other || other.left > piece.left + 1) {
      joined.push(piece);
      continue;
    }
    joined[index] = {
      ...other,
      right: Math.max(other.right, piece.right),
      bottom: Math.max(other.bottom, piece.bottom),
    };
  }
  return joined;
}

function flip(ruling: Ruling): Ruling {
  return { ...ruling, left: ruling.top, top: ruling.left, right: ruling.bottom, bottom: ruling.right };
}
