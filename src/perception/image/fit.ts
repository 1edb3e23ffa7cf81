import type { Box } from "../../report/index.ts";
import { childPool } from "../child/pool.ts";
import { maxPixels } from "./measure.ts";

/** What a picture must keep to be sent somewhere. */
export interface ImageLimits {
  /** Longest side in pixels. */
  readonly maxSide: number;
  readonly maxBytes: number;
  /** Media types that are taken; the first one is made where the picture has none of them. */
  readonly types: readonly string[];
}

/** A picture that keeps its limits; sizes in pixels. */
export interface FittedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

interface FitInput {
  readonly bytes: Uint8Array;
  readonly box?: Box;
  readonly limits: ImageLimits;
}

const timeoutMs = 15_000;

/**
 * A picture, or the part of it in `box`, within limits: cut out of the original at full resolution, made smaller only as
 * far as needed, never larger.
 *
 * Contract: runs in a child process; undefined for bytes that are no picture; rejects only with the abort reason.
 */
export async function fitImage(
  bytes: Uint8Array,
  { box, limits, signal }: { readonly box?: Box; readonly limits: ImageLimits; readonly signal: AbortSignal },
): Promise<FittedImage | undefined> {
  const input: FitInput = { bytes, limits, ...(box ? { box } : {}) };
  const outcome = await childPool().run<FittedImage>("image-fit", input, { timeoutMs, signal });
  return outcome.state === "ok" ? outcome.value : undefined;
}

/** Cuts and shrinks, in a child: in steps, until the bytes keep the limit too. */
export async function fitTask(input: unknown): Promise<FittedImage> {
  // The only sender is `fitImage`, compiled together with this task.
  const { bytes, box, limits } = input as FitInput;
  const { default: sharp } = await import("sharp");
  const upright = await sharp(bytes, { limitInputPixels: maxPixels }).rotate().toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const area = box ? pixelsOf(box, width, height) : { left: 0, top: 0, width, height };
  const mediaType =
    limits.types.includes("image/png") || !limits.types.includes("image/jpeg") ? "image/png" : "image/jpeg";
  // A photograph is smaller as JPEG, where that is taken.
  const kinds = limits.types.includes("image/jpeg") ? new Set([mediaType, "image/jpeg"]) : [mediaType];
  for (let side = Math.min(limits.maxSide, Math.max(area.width, area.height)); ; side = Math.floor(side * 0.75)) {
    const pipeline = sharp(upright.data)
      .extract(area)
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "white" });
    for (const kind of kinds) {
      const encoded =
        kind === "image/png" ? pipeline.clone().png({ compressionLevel: 8 }) : pipeline.clone().jpeg({ quality: 85 });
      const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
      const isLast = side < 64;
      if (data.length <= limits.maxBytes || isLast)
        return { bytes: data, mediaType: kind, width: info.width, height: info.height };
    }
  }
}

/** A box of fractions as whole pixels inside the picture, at least one pixel wide and high. */
function pixelsOf(
  [left, top, right, bottom]: Box,
  width: number,
  height: number,
): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const x = within(Math.floor(left * width), width - 1);
  const y = within(Math.floor(top * height), height - 1);
  return {
    left: x,
    top: y,
    width: Math.max(1, within(Math.ceil(right * width), width) - x),
    height: Math.max(1, within(Math.ceil(bottom * height), height) - y),
  };
}
