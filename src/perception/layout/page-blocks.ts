import { captionOf as captionOfFigure } from "../figures/caption.ts";
import { wordsInFigures } from "../figures/find.ts";
import type { FigureRegion } from "../figures/model.ts";
import { buildTable } from "../tables/build.ts";
import { captionOf, type TableCaption } from "../tables/caption.ts";
import { findColumns } from "../tables/columns.ts";
import { findGrids } from "../tables/grid.ts";
import { bandOf, isInGrid, type Marks, marksOf } from "../tables/marks.ts";
import type { LaidTable } from "../tables/model.ts";
import { findRuns, type Run, withHeaderLines } from "../tables/runs.ts";
import { toTableLine } from "../tables/table-line.ts";
import { splitTight } from "../tables/tight.ts";
import type { LaidBlock, TextBlock } from "./block.ts";
import { holds, overlapX } from "./geometry.ts";
import type { PageContent, Rect, Word } from "./item.ts";
import { type Line, toLines } from "./line.ts";
import { headingKey, joinLines, type TextGroup, type TextStyle, toTextGroups } from "./paragraphs.ts";
import { toRegions } from "./regions.ts";
import { askewText, rectBack, turnedParts, turnOf } from "./turned.ts";

/** What is known about a page before its text is laid out. */
export interface PagePlan {
  readonly page: PageContent;
  /** Places of head and foot to leave out. */
  readonly running: readonly Rect[];
  readonly figures: readonly FigureRegion[];
}

/**
 * One page to blocks in reading order; figures stand before the first block below their top, and what is printed
 * sideways beside the text follows it.
 */
export function toPageBlocks({ page, running, figures }: PagePlan, style: TextStyle): readonly LaidBlock[] {
  const kept = page.words.filter((word) => !running.some((line) => holds(line, word)));
  const upright = kept.filter(isUpright);
  const drawn = wordsInFigures(upright, figures);
  const marks = marksOf(page);
  const written = upright.filter((word) => !drawn.has(word));
  const grids = findGrids(page, written);
  const words = written.filter((word) => !grids.some((grid) => holds(grid, word)));
  const blocks = toRegions(words, page.rulings).flatMap((region) => regionBlocks(region.lines, { page, marks, style }));
  const turned = kept.filter((word) => !isUpright(word));
  const loose = turned.filter((word) => !figures.some((figure) => holds(figure, word)));
  const placed = withFigures(withGrids(blocks, grids, style), figures, { ...page, words: [...drawn, ...turned] });
  return [...placed, ...asideBlocks({ ...page, words: loose }, style)];
}

/** Text printed sideways: paragraphs that head nothing and interrupt nothing. */
function asideBlocks(page: PageContent, style: TextStyle): readonly LaidBlock[] {
  return turnedParts(page).flatMap(({ turn, page: upright }) =>
    toTextGroups(toLines(upright.words), style).map((group) => {
      const text = joinLines(group.lines, style);
      const size = group.lines.at(-1)?.size ?? 0;
      const place = rectBack(group, turn, upright);
      return { type: "paragraph", page: page.number, ...place, text, size, isAside: true } as const;
    }),
  );
}

/** Tables drawn as grids stand before the first block below their top that is not beside them. */
function withGrids(blocks: readonly LaidBlock[], grids: readonly LaidTable[], style: TextStyle): readonly LaidBlock[] {
  let placed = [...blocks];
  for (const grid of grids) {
    const at = placed.findIndex((block) => topOf(block) >= grid.top - 2 && overlapX(rectOf(block), grid) > 0);
    const index = at < 0 ? placed.length : at;
    const above = textsBefore(placed.slice(0, index));
    const { used, ...caption } = captionOf(above, grid, style.bodySize);
    const table = { type: "table", page: grid.page, table: { ...grid, ...caption } } as const;
    placed = [...placed.slice(0, index), table, ...placed.slice(index)];
    placed = placed.filter((block) => !used.some((other) => other === block));
  }
  return placed;
}

/** The text blocks at the end of a list, back to the last table or figure. */
function textsBefore(blocks: readonly LaidBlock[]): readonly TextBlock[] {
  const from = blocks.findLastIndex((block) => block.type === "table" || block.type === "figure");
  return blocks.slice(from + 1).flatMap((block) => (block.type === "table" || block.type === "figure" ? [] : [block]));
}

function withFigures(
  blocks: readonly LaidBlock[],
  figures: readonly FigureRegion[],
  drawn: PageContent,
): readonly LaidBlock[] {
  const placed = [...blocks];
  for (const figure of figures) {
    const caption = captionOfFigure(figure, blocks);
    const text = textIn({ ...drawn, words: drawn.words.filter((word) => holds(figure, word)) });
    const at = placed.findIndex((block) => topOf(block) >= figure.top);
    const laid = { ...figure, text, ...(caption ? { caption } : {}) };
    placed.splice(at < 0 ? placed.length : at, 0, { type: "figure", page: figure.page, figure: laid });
  }
  return placed;
}

/** Lines from top to bottom, then what is turned: axis titles and tick labels from left to right. */
function textIn(page: PageContent): string {
  const lines = toLines(page.words.filter(isUpright)).map((line) => line.text);
  const sideways = turnedParts(page).flatMap((part) => toLines(part.page.words).map((line) => line.text));
  const turned = [...sideways, askewText(page.words)].filter(Boolean).join(" ");
  return [...lines, turned].filter(Boolean).join("\n");
}

function topOf(block: LaidBlock): number {
  return rectOf(block).top;
}

function rectOf(block: LaidBlock): Rect {
  if (block.type === "figure") return block.figure;
  return block.type === "table" ? block.table : block;
}

interface PageLayout {
  readonly page: PageContent;
  readonly marks: Marks;
  readonly style: TextStyle;
}

function isUpright(word: Word): boolean {
  return turnOf(word) === 0;
}

function regionBlocks(lines: readonly Line[], layout: PageLayout): readonly LaidBlock[] {
  const blocks: LaidBlock[] = [];
  let from = 0;
  let previous: Omit<TableCaption, "used"> | undefined;
  for (const { run, table } of findTables(lines, layout)) {
    const above = textBlocks(lines.slice(from, run.start), layout);
    const { used, ...own } = captionOf(above, table, layout.style.bodySize);
    // A second table right below the first, with nothing between, continues under its caption.
    const caption = above.length === 0 && previous ? previous : own;
    previous = caption;
    const kept = above.filter((block) => !used.includes(block));
    blocks.push(...kept, { type: "table", page: table.page, table: { ...table, ...caption } });
    from = run.end;
  }
  return [...blocks, ...textBlocks(lines.slice(from), layout)];
}

interface FoundTable {
  readonly run: Run;
  readonly table: LaidTable;
}

function findTables(lines: readonly Line[], { page, marks }: PageLayout): readonly FoundTable[] {
  const tableLines = splitTight(lines).map(toTableLine);
  const isMarked = (line: Line) => bandOf(marks, line) >= 0 || isInGrid(marks, line);
  const found: FoundTable[] = [];
  for (const bare of findRuns(tableLines, isMarked)) {
    const floor = found.at(-1)?.run.end ?? 0;
    const run = withHeaderLines(bare, tableLines, findColumns(bare.lines), floor);
    const table = buildTable(run.lines, page.number, marks);
    if (table) found.push({ run, table });
  }
  return found;
}

function textBlocks(lines: readonly Line[], { page, style }: PageLayout): readonly TextBlock[] {
  return toTextGroups(lines, style).map((group) => toTextBlock(group, page.number, style));
}

function toTextBlock(group: TextGroup, page: number, style: TextStyle): TextBlock {
  const { left, top, right, bottom } = group;
  const block = { page, left, top, right, bottom, text: joinLines(group.lines, style) };
  return group.type === "heading"
    ? { ...block, type: "heading", rank: rankOf(group, style) }
    : { ...block, type: group.type, size: group.lines.at(-1)?.size ?? 0 };
}

const outlineRank = 100_000;
/** Words that say how far up a heading stands, whatever its size. */
const partWords = [
  /^(?:part|chapter|title|annex|appendix)\s+[\dIVXA-Z]+\b/i,
  /^(?:item|section|article)\s+\d/i,
  /^(?:note)\s+\d/i,
];

/** Larger is more important: the outline's word first, then size, part words, weight and slant. */
function rankOf(group: TextGroup, style: TextStyle): number {
  const [line] = group.lines;
  if (!line) return 0;
  const level = style.outline.get(headingKey(group.lines.map(({ text }) => text).join(" ")));
  if (level !== undefined) return outlineRank - level;
  const part = partWords.findIndex((pattern) => pattern.test(line.text));
  const isItalic = /italic|oblique/i.test(line.font);
  const weight = (line.isBold ? 2 : 0) + (isItalic ? 0 : 1);
  return Math.round(line.size * 2) * 16 + (part < 0 ? 0 : (3 - part) * 4) + weight;
}
