import { areaOf, holds, intersection } from "../layout/geometry.ts";
import type { PageContent, Word } from "../layout/item.ts";
import type { DroppedFigure, FigureRegion } from "./model.ts";
import { rasterFigures } from "./raster.ts";
import { vectorFigures } from "./vector.ts";

/** Raster and vector figures of one page, and what was taken for none. */
export function findFigures(
  page: PageContent,
  repeated: ReadonlySet<string>,
): { readonly figures: readonly FigureRegion[]; readonly dropped: readonly DroppedFigure[] } {
  const raster = rasterFigures(page, repeated);
  const vector = vectorFigures(page);
  const drawn = vector.figures.filter(
    (figure) => !raster.figures.some((image) => intersection(image, figure) > areaOf(figure) * 0.5),
  );
  return { figures: [...raster.figures, ...drawn], dropped: [...raster.dropped, ...vector.dropped] };
}

/** Words that are part of a drawing; photos with text over them keep it in the text. */
export function wordsInFigures(words: readonly Word[], figures: readonly FigureRegion[]): ReadonlySet<Word> {
  const drawings = figures.filter((figure) => figure.kind === "chart" || figure.kind === "diagram");
  return new Set(words.filter((word) => drawings.some((figure) => holds(figure, word))));
}
