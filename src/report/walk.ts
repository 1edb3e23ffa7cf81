import type { Block, Inline, Report, Section } from "./model.ts";

/** Every block, parents before children, in reading order. */
export function* walkBlocks(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.type === "list") for (const item of block.items) yield* walkBlocks(item);
    if (block.type === "quote" || block.type === "callout") yield* walkBlocks(block.children);
  }
}

/** The inline content that stands directly in a block: its text, caption and cells. */
export function inlinesOf(block: Block): readonly Inline[] {
  if (block.type === "paragraph") return block.children;
  if (block.type === "table") {
    return [...block.caption, ...[block.header, ...block.rows].flatMap((row) => row.flatMap((cell) => cell.children))];
  }
  if (block.type === "figure" || block.type === "chart") return block.caption;
  return [];
}

/** Every inline, parents before children. */
export function* walkInlines(inlines: readonly Inline[]): Generator<Inline> {
  for (const inline of inlines) {
    yield inline;
    if ("children" in inline) yield* walkInlines(inline.children);
  }
}

/** Evidence ids in order of citation, chart points included; ids repeat as often as they are cited. */
export function* walkCitations(blocks: readonly Block[]): Generator<string> {
  for (const block of walkBlocks(blocks)) {
    for (const inline of walkInlines(inlinesOf(block))) if (inline.type === "citation") yield* inline.evidenceIds;
    if (block.type === "chart") {
      for (const series of block.series) for (const point of series.points) yield* point.evidenceIds;
    }
  }
}

/** All blocks of the report in reading order: summary, then sections depth first. */
export function reportBlocks(report: Pick<Report, "summary" | "sections">): readonly Block[] {
  const inSection = (section: Section): readonly Block[] => [...section.blocks, ...section.sections.flatMap(inSection)];
  return [...report.summary, ...report.sections.flatMap(inSection)];
}

/** Plain text of inline content; citations and references leave nothing. */
export function textOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("children" in inline ? textOf(inline.children) : "value" in inline ? inline.value : ""))
    .join("");
}
