import {
  type Block,
  type Cell,
  type Inline,
  type Report,
  reportBlocks,
  type Section,
  walkBlocks,
  walkCitations,
} from "../../report/index.ts";

/**
 * A report after an edit: with exactly the evidence, sources and pictures that it still shows, and no mention of a
 * table, chart or figure that went.
 */
export function settled(edited: Report): Report {
  const report = withoutDeadMentions(edited);
  const blocks = reportBlocks(report);
  const inConflicts = report.conflicts.flatMap(({ positions }) => positions.flatMap(({ evidenceIds }) => evidenceIds));
  const cited = new Set([...walkCitations(blocks), ...inConflicts]);
  const evidence = report.evidence.filter(({ id }) => cited.has(id));
  const read = new Set(evidence.map(({ sourceId }) => sourceId));
  const pages = report.pages.filter(
    ({ sourceId, page }) =>
      read.has(sourceId) && evidence.some((item) => item.sourceId === sourceId && (item.locator.page ?? 1) === page),
  );
  const shown = new Set([
    ...[...walkBlocks(blocks)].flatMap((block) => (block.type === "figure" ? [block.assetId] : [])),
    ...evidence.flatMap(({ content }) => (content.type === "region" ? [content.assetId] : [])),
    ...pages.map(({ assetId }) => assetId),
  ]);
  return {
    ...report,
    evidence,
    pages,
    sources: report.sources.filter(({ id }) => read.has(id)),
    assets: report.assets.filter(({ id }) => shown.has(id)),
  };
}

function withoutDeadMentions(report: Report): Report {
  const ids = new Set([...walkBlocks(reportBlocks(report))].flatMap((block) => ("id" in block ? [block.id] : [])));
  const inlines = (given: readonly Inline[]): readonly Inline[] =>
    given.flatMap((inline): readonly Inline[] => {
      if (inline.type === "reference") return ids.has(inline.targetId) ? [inline] : [];
      return "children" in inline ? [{ ...inline, children: inlines(inline.children) }] : [inline];
    });
  const cells = (row: readonly Cell[]): readonly Cell[] =>
    row.map((cell) => ({ ...cell, children: inlines(cell.children) }));
  const block = (given: Block): Block => {
    if (given.type === "figure" || given.type === "chart") return { ...given, caption: inlines(given.caption) };
    if (given.type === "table") {
      const { caption, header, rows } = given;
      return { ...given, caption: inlines(caption), header: cells(header), rows: rows.map(cells) };
    }
    if (given.type === "paragraph") return { ...given, children: inlines(given.children) };
    if (given.type === "list") return { ...given, items: given.items.map((item) => item.map(block)) };
    return given.type === "quote" || given.type === "callout"
      ? { ...given, children: given.children.map(block) }
      : given;
  };
  const section = (given: Section): Section => ({
    ...given,
    blocks: given.blocks.map(block),
    sections: given.sections.map(section),
  });
  return { ...report, summary: report.summary.map(block), sections: report.sections.map(section) };
}
