import { measureImage } from "../image/measure.ts";
import type { Rect } from "../layout/item.ts";
import type { Turn } from "../layout/turned.ts";
import type { PagePng } from "../pdf/engine.ts";

/** A figure cut out of the picture of its page. */
export interface CroppedFigure {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly perceptualHash: string;
}

/** Pixels per inch of the page pictures that figures are cut from: small labels of charts stay readable. */
export const cropDpi = 150;
const margin = 4;

/** Cuts a figure given in points out of a page picture drawn at `cropDpi`, upright. Runs in a child process. */
export async function cropFigure(picture: PagePng, figure: Rect & { readonly turn?: Turn }): Promise<CroppedFigure> {
  const { default: sharp } = await import("sharp");
  const cut = sharp(picture.png).extract(pixelsOf(picture, figure));
  const upright = figure.turn ? cut.rotate(-figure.turn) : cut;
  const bytes = await upright.png({ compressionLevel: 8 }).toBuffer();
  return { bytes, ...(await measureImage(bytes)) };
}

function pixelsOf(picture: PagePng, rect: Rect): { left: number; top: number; width: number; height: number } {
  const pixel = (points: number, most: number) => Math.round(Math.min(most, Math.max(0, (points * cropDpi) / 72)));
  const left = pixel(rect.left - margin, picture.width - 1);
  const top = pixel(rect.top - margin, picture.height - 1);
  const right = pixel(rect.right + margin, picture.width);
  const bottom = pixel(rect.bottom + margin, picture.height);
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}
