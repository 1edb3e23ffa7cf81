import type { Asset } from "../report/index.ts";
import type { RenderContext } from "./renderer.ts";

/** A picture as Office files hold it. */
export interface Picture {
  readonly type: "png" | "jpg";
  readonly bytes: Uint8Array;
  /** Pixels of the picture itself. */
  readonly width: number;
  readonly height: number;
}

/** Longest side kept; 2,000 pixels print at 300 dpi on the width of an A4 page. */
const longestSide = 2000;

/**
 * Loads the pictures of the given assets in a form that Word and PowerPoint draw.
 *
 * Contract: PNG and JPEG of moderate size keep their bytes, everything else becomes PNG; a picture whose bytes cannot be
 * decoded is left out of the map, so that the figure shows its description instead; a lost asset rejects.
 */
export async function loadPictures(
  assets: readonly Asset[],
  context: RenderContext,
): Promise<ReadonlyMap<string, Picture>> {
  const pictures = new Map<string, Picture>();
  for (const asset of assets) {
    context.signal.throwIfAborted();
    const picture = await toPicture(await context.loadAsset(asset.id));
    if (picture) pictures.set(asset.id, picture);
  }
  return pictures;
}

async function toPicture(bytes: Uint8Array): Promise<Picture | undefined> {
  const { default: sharp } = await import("sharp");
  try {
    const image = sharp(bytes);
    const { format, width, height, orientation } = await image.metadata();
    const upright = orientation === undefined || orientation === 1;
    if ((format === "png" || format === "jpeg") && upright && Math.max(width, height) <= longestSide) {
      return { type: format === "png" ? "png" : "jpg", bytes, width, height };
    }
    const resized = image
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true });
    const { data, info } = await resized.png().toBuffer({ resolveWithObject: true });
    return { type: "png", bytes: data, width: info.width, height: info.height };
  } catch {
    // sharp rejects bytes that are no picture; the contract above says what becomes of them.
    return undefined;
  }
}

/** The size of a picture inside a frame, keeping its proportions and never enlarging it beyond `scale` pixels per unit. */
export function fitInside(
  picture: { readonly width: number; readonly height: number },
  frame: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const factor = Math.min(frame.width / picture.width, frame.height / picture.height);
  return { width: picture.width * factor, height: picture.height * factor };
}
