/** A box in points. */
export interface MeasuredBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Shared area of two boxes as a share of the smaller one, 0 to 1; touching within a point is no overlap. */
export function overlapShare(left: MeasuredBox, right: MeasuredBox): number {
  const width = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
  const height = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  if (width <= 1 || height <= 1) return 0;
  const smaller = Math.min(left.width * left.height, right.width * right.height);
  return smaller <= 0 ? 0 : (width * height) / smaller;
}

/** Contrast of two colours `RRGGBB`, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastRatio(left: string, right: string): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The least contrast for text of a size: 3 for large text (24 px, or 18.7 px bold), 4.5 for the rest. */
export function leastContrast(points: number, bold: boolean): number {
  return points >= 18 || (bold && points >= 14) ? 3 : 4.5;
}

/** How far a picture is stretched: |ln(displayed proportion ÷ its own)|. */
export function distortion(
  shown: { readonly width: number; readonly height: number },
  own: { readonly width: number; readonly height: number },
): number {
  return Math.abs(Math.log(shown.width / shown.height / (own.width / own.height)));
}

/** More than this is seen as stretched. */
export const mostDistortion = 0.03;

/** The size of a picture in pixels; undefined when the bytes are no picture. */
export async function pictureSize(bytes: Uint8Array): Promise<{ width: number; height: number } | undefined> {
  const { default: sharp } = await import("sharp");
  try {
    const { width, height } = await sharp(bytes).metadata();
    return { width, height };
  } catch {
    // Not a picture that can be measured: the contract above says what it becomes.
    return undefined;
  }
}
