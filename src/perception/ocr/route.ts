import { areaOf } from "../layout/geometry.ts";
import type { PageContent } from "../layout/item.ts";

const sparseCharacters = 400;
const leastInk = 0.03;

/**
 * Whether OCR can give a page something its text layer does not. Pages with enough text of their own get worse by OCR
 * (measured), and an almost empty page without pictures has nothing to read.
 */
export function needsOcr(page: PageContent): boolean {
  if (page.ocrReasons.includes("scanned") || page.ocrReasons.includes("garbled")) return true;
  if (page.ocrReasons.length === 0) return false;
  const characters = page.words.reduce((sum, word) => sum + word.text.length, 0);
  if (characters >= sparseCharacters) return false;
  const pageArea = page.width * page.height;
  const pictures = page.images.reduce((sum, image) => sum + areaOf(image), 0);
  return pictures > pageArea * leastInk || page.shapes.filter((shape) => shape.hasCurve).length > 200;
}
