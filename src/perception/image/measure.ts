import { BadFileError } from "../child/messages.ts";

/** What a picture's pixels say about it. */
export interface ImageFacts {
  readonly mediaType: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly perceptualHash: string;
}

/** A picture of more pixels is refused before it is decoded: 100 megapixels take 400 MB. */
export const maxPixels = 100_000_000;

const mediaTypes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  svg: "image/svg+xml",
  tiff: "image/tiff",
};

/**
 * Type, size and difference hash: 64 bits, each whether a pixel of the picture shrunk to 9 × 8 greys is darker than its
 * right neighbour (dHash, after N. Krawetz). Runs only in a child process; throws `BadFileError` for what is no picture.
 */
export async function measureImage(bytes: Uint8Array): Promise<ImageFacts> {
  const { default: sharp } = await import("sharp");
  try {
    const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: "truncated" });
    const { format, width, height, orientation = 1 } = await image.metadata();
    const greys = await image.greyscale().resize(9, 8, { fit: "fill" }).raw().toBuffer();
    const isTurned = orientation >= 5;
    return {
      mediaType: mediaTypes[format] ?? `image/${format}`,
      width: isTurned ? height : width,
      height: isTurned ? width : height,
      perceptualHash: differenceHash(greys),
    };
  } catch (error) {
    throw new BadFileError("invalid", `Not a readable picture: ${String(error)}`, { cause: error });
  }
}

function differenceHash(greys: Uint8Array): string {
  let bits = 0n;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column;
      bits = (bits << 1n) | ((greys[at] ?? 0) < (greys[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, "0");
}
