import type { Box } from "../../report/index.ts";
import { printable } from "../../report/printable.ts";
import { childPool } from "../child/pool.ts";
import { maxPixels } from "./measure.ts";

/** Something to draw on a picture; places are fractions of it. */
export interface Mark {
  readonly box: Box;
  /** At most a few words. */
  readonly label?: string;
}

const timeoutMs = 15_000;

/**
 * A copy of a picture with boxes and labels drawn on it, as PNG.
 *
 * Contract: runs in a child process; undefined for bytes that are no picture; rejects only with the abort reason.
 */
export async function annotateImage(
  bytes: Uint8Array,
  { marks, signal }: { readonly marks: readonly Mark[]; readonly signal: AbortSignal },
): Promise<Uint8Array | undefined> {
  const outcome = await childPool().run<Uint8Array>("image-annotate", { bytes, marks }, { timeoutMs, signal });
  return outcome.state === "ok" ? outcome.value : undefined;
}

/** Draws the marks, in a child; its input is checked by whoever sends it. */
export async function annotateTask(input: unknown): Promise<Uint8Array> {
  // The only sender is `annotateImage`, compiled together with this task.
  const { bytes, marks } = input as { readonly bytes: Uint8Array; readonly marks: readonly Mark[] };
  const { default: sharp } = await import("sharp");
  const upright = await sharp(bytes, { limitInputPixels: maxPixels }).rotate().toBuffer({ resolveWithObject: true });
  const overlay = Buffer.from(drawMarks(marks, upright.info));
  return sharp(upright.data)
    .composite([{ input: overlay, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

/** The marks as an SVG of the picture's size, with a white rim so that they show on dark and light. */
export function drawMarks(
  marks: readonly Mark[],
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const line = Math.max(2, Math.round(Math.max(width, height) / 300));
  const size = line * 7;
  const drawn = marks.map(({ box, label = "" }) => {
    const [left, top, right, bottom] = ordered(box);
    const at = `x="${left * width}" y="${top * height}" width="${(right - left) * width}" height="${(bottom - top) * height}"`;
    const above = top * height > size * 1.3;
    const y = above ? top * height - line * 2 : Math.min(bottom * height + size, height - line);
    const rect = (colour: string, stroke: number): string =>
      `<rect ${at} fill="none" stroke="${colour}" stroke-width="${stroke}"/>`;
    const text = `<text x="${left * width}" y="${y}" font-family="sans-serif" font-size="${size}" fill="#c00" stroke="white" stroke-width="${line}" paint-order="stroke">${escapeXml(label)}</text>`;
    return rect("white", line * 2) + rect("#c00", line) + (label === "" ? "" : text);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn.join("")}</svg>`;
}

/** Within the picture, its corners in their order: a model gives any. */
function ordered([left, top, right, bottom]: Box): Box {
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  const [x, y] = [[left, right].map(within), [top, bottom].map(within)];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}

function escapeXml(text: string): string {
  // XML holds no control characters at all.
  return printable(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
