import { BadFileError } from "../child/messages.ts";
import { maxPixels } from "./measure.ts";

/** OCR reads letters of 20 to 40 pixels best; screenshots and charts are smaller and are enlarged. */
const readableWidth = 1_800;
const largestScale = 3;
const largestSide = 5_000;
const shownWidth = 1_600;

/** The picture as OCR reads it best: upright, on white, neither tiny nor huge. Runs only in a child process. */
export async function toReadablePng(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const { width, height } = await sharp(bytes, { limitInputPixels: maxPixels }).metadata();
  const scale = Math.min(largestScale, Math.max(1, readableWidth / width), largestSide / Math.max(width, height));
  return sharp(bytes, { limitInputPixels: maxPixels })
    .rotate()
    .flatten({ background: "white" })
    .resize({ width: Math.max(1, Math.round(width * scale)), fit: "inside" })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/**
 * Draws a vector picture as PNG. librsvg runs no scripts and, given bytes, loads nothing from outside. Runs only in a
 * child process.
 */
export async function toShownPng(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  try {
    return await sharp(bytes, { limitInputPixels: maxPixels })
      .resize({ width: shownWidth, height: shownWidth, fit: "inside" })
      .flatten({ background: "white" })
      .png()
      .toBuffer();
  } catch (error) {
    throw new BadFileError("invalid", `Not a picture that can be drawn: ${String(error)}`, { cause: error });
  }
}
