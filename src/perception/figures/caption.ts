import type { LaidBlock } from "../layout/block.ts";
import { isCaptionStart } from "../layout/caption-line.ts";
import { overlapX, widthOf } from "../layout/geometry.ts";
import type { FigureRegion } from "./model.ts";

const farthest = 60;
const farthestTitle = 28;
const longestCaption = 600;

/** The "Figure N" text nearest to the figure, else a title right above it. Column neighbours do not count. */
export function captionOf(figure: FigureRegion, blocks: readonly LaidBlock[]): string | undefined {
  const texts = blocks.flatMap((block) => (block.type === "table" || block.type === "figure" ? [] : [block]));
  const near = texts.filter((block) => block.page === figure.page && overlapX(block, figure) > widthOf(block) * 0.4);
  const distance = (block: { top: number; bottom: number }): number =>
    Math.max(block.top - figure.bottom, figure.top - block.bottom, 0);
  const captions = near.filter((block) => isCaptionStart(block.text) && distance(block) < farthest);
  const [caption] = captions.sort((a, b) => distance(a) - distance(b));
  if (caption) return caption.text.slice(0, longestCaption);
  const above = near.filter((block) => block.bottom <= figure.top + 4 && distance(block) < farthestTitle);
  const title = above.findLast((block) => block.type === "heading" || block.text.length < 120);
  return title?.text;
}
