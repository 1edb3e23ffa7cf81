import type { SourceBlock, SourceCell, SourceFigure, SourceTable } from "../../evidence/parsed-source.ts";
import type { Locator } from "../../report/index.ts";
import type { LaidBlock, LaidFigure } from "../layout/block.ts";
import { toBox, union } from "../layout/geometry.ts";
import type { Rect } from "../layout/item.ts";
import type { LaidCell, LaidTable } from "../tables/model.ts";
import type { PageSummary } from "./read-task.ts";

const deepest = 6;

/** Laid blocks to source blocks: ids, locators with section path, heading levels. */
export function toSourceBlocks(
  blocks: readonly LaidBlock[],
  pages: readonly PageSummary[],
  assetIds: readonly string[],
): readonly SourceBlock[] {
  const remaining = [...assetIds];
  const sizes = new Map(pages.map((page) => [page.number, page]));
  const levels = headingLevels(blocks);
  const path: { readonly level: number; readonly text: string }[] = [];
  return blocks.flatMap((block, index): readonly SourceBlock[] => {
    const id = `b${index + 1}`;
    const page = sizes.get(block.page);
    if (!page) return [];
    if (block.type === "heading") {
      const level = levels.get(block.rank) ?? 1;
      while ((path.at(-1)?.level ?? 0) >= level) path.pop();
      path.push({ level, text: block.text });
    }
    const section = path.map((entry) => entry.text).join(" › ");
    const locate = (rect: Rect, number = page.number): Locator => ({
      page: number,
      ...(section === "" ? {} : { section }),
      box: toBox(rect, sizes.get(number) ?? page),
    });
    if (block.type === "figure") return [toSourceFigure(block.figure, id, remaining.shift(), locate)];
    return [toSourceBlock(block, id, { locate, level: path.at(-1)?.level ?? 1 })];
  });
}

/**
 * Level 1 is the title: the most important rank of the first page if it occurs nowhere else. Ranks of the document's
 * body become levels 2 to 6; what else the cover sets large heads nothing.
 */
function headingLevels(blocks: readonly LaidBlock[]): ReadonlyMap<number, number> {
  const headings = blocks.flatMap((block) => (block.type === "heading" ? [block] : []));
  const first = blocks[0]?.page;
  const body = new Set(headings.filter((heading) => heading.page !== first).map((heading) => heading.rank));
  const all = [...new Set(headings.map((heading) => heading.rank))].sort((a, b) => b - a);
  const levels = new Map<number, number>();
  const [top] = all;
  let level = 0;
  for (const rank of all) {
    const isCoverOnly = body.size > 0 && !body.has(rank) && rank !== top;
    if (!isCoverOnly) level += 1;
    levels.set(rank, isCoverOnly ? deepest : Math.min(deepest, level));
  }
  return levels;
}

interface BlockPlace {
  /** On the block's own page, if no other is named. */
  locate(rect: Rect, page?: number): Locator;
  readonly level: number;
}

function toSourceBlock(
  block: Exclude<LaidBlock, { type: "figure" }>,
  id: string,
  { locate, level }: BlockPlace,
): SourceBlock {
  if (block.type === "table") return toSourceTable(block.table, id, locate);
  const { text } = block;
  if (block.type === "heading") return { type: "heading", id, level, text, locator: locate(block) };
  const parts = block.parts?.map((part) => ({ from: part.from, locator: locate(part, part.page) }));
  return { type: block.type, id, text, locator: locate(block), ...(parts ? { parts } : {}) };
}

function toSourceFigure(
  figure: LaidFigure,
  id: string,
  assetId: string | undefined,
  locate: (rect: Rect) => Locator,
): SourceFigure {
  return {
    type: "figure",
    id,
    ...(assetId ? { assetId } : {}),
    ...(figure.caption ? { caption: figure.caption } : {}),
    ...(figure.text ? { alt: figure.text } : {}),
    kind: figure.kind,
    locator: locate(union([figure])),
  };
}

function toSourceTable(table: LaidTable, id: string, locate: (rect: Rect) => Locator): SourceTable {
  return {
    type: "table",
    id,
    ...(table.caption ? { caption: table.caption } : {}),
    ...(table.notes ? { notes: table.notes } : {}),
    header: table.header,
    rows: table.rows.map((row) => row.map((cell) => toSourceCell(cell, locate))),
    locator: locate(union([table])),
  };
}

function toSourceCell(cell: LaidCell, locate: (rect: Rect) => Locator): SourceCell {
  return cell.rect ? { text: cell.text, locator: locate(cell.rect) } : { text: cell.text };
}
