import type { PlacedImage, Rect, Shape } from "../layout/item.ts";
import { type Matrix, multiply } from "./matrix.ts";

/** Drawing commands of a page as pdf.js lists them. */
export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

interface PageGraphics {
  readonly strokes: readonly Rect[];
  readonly shapes: readonly Shape[];
  readonly images: readonly PlacedImage[];
}

const mostShapes = 50_000;
/** Numbers that follow a path command: moveTo, lineTo, curveTo, quadraticCurveTo, closePath. */
const pathArguments = [2, 2, 6, 4, 0];

/** Follows the transformation matrix through the commands and collects boxes of paths and images. */
export function readGraphics(
  operators: Operators,
  ops: Readonly<Record<string, number>>,
  toPage: (matrix: readonly number[]) => Matrix,
): PageGraphics {
  const state = {
    matrix: toPage([1, 0, 0, 1, 0, 0]),
    fill: "ff000000",
    stack: [] as { matrix: Matrix; fill: string }[],
  };
  const strokes: Rect[] = [];
  const shapes: Shape[] = [];
  const images: PlacedImage[] = [];
  operators.fnArray.forEach((operator, index) => {
    const args = listOf(operators.argsArray[index]);
    if (operator === ops.save) state.stack.push({ matrix: state.matrix, fill: state.fill });
    else if (operator === ops.restore) Object.assign(state, state.stack.pop() ?? {});
    else if (operator === ops.transform) state.matrix = multiply(state.matrix, numbersOf(args));
    else if (operator === ops.paintFormXObjectBegin) {
      state.stack.push({ matrix: state.matrix, fill: state.fill });
      const form = numbersOf(listOf(args[0]));
      if (form.length === 6) state.matrix = multiply(state.matrix, form);
    } else if (operator === ops.paintFormXObjectEnd) Object.assign(state, state.stack.pop() ?? {});
    else if (operator === ops.setFillRGBColor) state.fill = colorOf(args);
    else if (operator === ops.paintImageXObject || operator === ops.paintInlineImageXObject)
      images.push(imageOf(args, state.matrix));
    else if (operator === ops.constructPath && shapes.length + strokes.length < mostShapes) {
      const isFilled = args[0] === ops.fill || args[0] === ops.eoFill || args[0] === ops.fillStroke;
      if (args[0] === ops.endPath || args[0] === ops.clip) return;
      for (const part of partsOf(numbersOf(listOf(listOf(args[1])[0])))) {
        const rect = place(part, state.matrix);
        if (!isFilled && !part.hasCurve && Math.min(rect.right - rect.left, rect.bottom - rect.top) < 1)
          strokes.push(rect);
        else shapes.push({ ...rect, isFilled, color: isFilled ? state.fill : "ff000000", hasCurve: part.hasCurve });
      }
    }
  });
  return { strokes, shapes, images };
}

interface PathPart extends Rect {
  readonly hasCurve: boolean;
}

/** Each part of a path that starts with a moveTo, as its box. */
function partsOf(data: readonly number[]): readonly PathPart[] {
  const parts: { points: (readonly [number, number])[]; hasCurve: boolean }[] = [];
  for (let at = 0; at < data.length; ) {
    const command = data[at] ?? 4;
    const count = pathArguments[command] ?? 0;
    if (command === 0 || parts.length === 0) parts.push({ points: [], hasCurve: false });
    const part = parts.at(-1);
    for (let offset = 1; part && offset + 1 <= count; offset += 2) {
      part.points.push([data[at + offset] ?? 0, data[at + offset + 1] ?? 0]);
    }
    if (part && (command === 2 || command === 3)) part.hasCurve = true;
    at += 1 + count;
  }
  return parts
    .filter((part) => part.points.length > 1)
    .map(({ points, hasCurve }) => ({ ...boundsOf(points), hasCurve }));
}

function boundsOf(points: readonly (readonly [number, number])[]): Rect {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

function place(rect: Rect, matrix: Matrix): Rect {
  const corners = [
    [rect.left, rect.top],
    [rect.right, rect.top],
    [rect.left, rect.bottom],
    [rect.right, rect.bottom],
  ] as const;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
  return boundsOf(corners.map(([x, y]) => [a * x + c * y + e, b * x + d * y + f] as const));
}

function imageOf(args: readonly unknown[], matrix: Matrix): PlacedImage {
  const [name, width, height] = args;
  const rect = place({ left: 0, top: 0, right: 1, bottom: 1 }, matrix);
  const pixel = (value: unknown) => (typeof value === "number" ? value : 0);
  return {
    ...rect,
    hash: typeof name === "string" ? name : "inline",
    pixelWidth: pixel(width),
    pixelHeight: pixel(height),
  };
}

/** pdf.js gives colours as `#rrggbb`, older versions as three numbers. */
function colorOf(args: readonly unknown[]): string {
  const [first] = args;
  if (typeof first === "string") return `ff${first.replace("#", "")}`;
  return `ff${numbersOf(args.slice(0, 3))
    .map((part) => Math.round(part).toString(16).padStart(2, "0"))
    .join("")}`;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && "length" in value ? Array.from(value as unknown as ArrayLike<unknown>) : [];
}

function numbersOf(values: readonly unknown[]): readonly number[] {
  return values.map(Number).filter(Number.isFinite);
}
