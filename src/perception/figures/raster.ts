import { areaOf, heightOf, overlapX, overlapY, union, widthOf } from "../layout/geometry.ts";
import type { PageContent, PlacedImage, Rect } from "../layout/item.ts";
import type { DroppedFigure, FigureRegion } from "./model.ts";

const smallestSide = 36;
const smallestArea = 0.008;
const scanArea = 0.85;
const widestAspect = 8;
const repeatedOn = 3;

/** Hashes of images that stand on so many pages that they are logos or decoration. */
export function repeatedImages(pages: readonly PageContent[]): ReadonlySet<string> {
  const seen = new Map<string, Set<number>>();
  for (const page of pages) {
    for (const image of page.images) seen.set(image.hash, (seen.get(image.hash) ?? new Set()).add(page.number));
  }
  return new Set([...seen].flatMap(([hash, numbers]) => (numbers.size >= repeatedOn ? [hash] : [])));
}

/** Raster images that a reader would call a figure; strips of one picture are joined first. */
export function rasterFigures(
  page: PageContent,
  repeated: ReadonlySet<string>,
): { readonly figures: readonly FigureRegion[]; readonly dropped: readonly DroppedFigure[] } {
  const figures: FigureRegion[] = [];
  const dropped: DroppedFigure[] = [];
  for (const strip of joinStrips(page.images)) {
    const why = rejection(strip, page, repeated);
    if (why) dropped.push({ page: page.number, rect: strip.rect, why });
    else figures.push({ ...strip.rect, page: page.number, kind: "photo" });
  }
  return { figures, dropped };
}

interface Strip {
  readonly rect: Rect;
  readonly images: readonly PlacedImage[];
}

function rejection({ rect, images }: Strip, page: PageContent, repeated: ReadonlySet<string>): string | undefined {
  const share = areaOf(rect) / (page.width * page.height);
  const sides = [widthOf(rect), heightOf(rect)];
  if (images.every((image) => repeated.has(image.hash))) return "repeats on three or more pages: logo or decoration";
  if (share > scanArea) return "covers the page: a scan or a background";
  if (Math.min(...sides) < smallestSide || share < smallestArea) return "too small for a figure: icon or bullet";
  if (Math.max(...sides) > Math.min(...sides) * widestAspect) return "too long and thin for a figure: rule or banner";
  return undefined;
}

/** Only pieces with aligned edges that abut are one picture; a looser rule would join the photos of a grid. */
function joinStrips(images: readonly PlacedImage[]): readonly Strip[] {
  const strips: { rect: Rect; images: PlacedImage[] }[] = [];
  for (const image of [...images].sort((a, b) => a.top - b.top || a.left - b.left)) {
    const strip = strips.find((other) => abuts(other.rect, image));
    if (strip) {
      strip.rect = union([strip.rect, image]);
      strip.images.push(image);
    } else strips.push({ rect: union([image]), images: [image] });
  }
  return strips;
}

function abuts(a: Rect, b: Rect): boolean {
  const isColumn = Math.abs(a.left - b.left) < 2 && Math.abs(a.right - b.right) < 2 && Math.abs(overlapY(a, b)) < 1.5;
  const isRow = Math.abs(a.top - b.top) < 2 && Math.abs(a.bottom - b.bottom) < 2 && Math.abs(overlapX(a, b)) < 1.5;
  return isColumn || isRow;
}
