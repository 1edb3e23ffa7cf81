import { unitsOf } from "../analyst/index.ts";
import { sectionSlideCount, slideCounts } from "../render/index.ts";
import { type Block, type Report, reportBlocks, type Section } from "../report/index.ts";
import { walkBlocks, walkCitations } from "../report/walk.ts";
import { loadBrief } from "./brief.ts";
import { usualSlides } from "./open.ts";
import { loadRevision, saveRevision } from "./revisions.ts";
import type { Services } from "./services.ts";

/** Shortens the first revision to the slides that were asked for; what fits already stays as it is. */
export async function condense(services: Services): Promise<Record<string, never>> {
  const { deck } = await loadBrief(services);
  const slides = services.request.slides ?? deck?.slides ?? usualSlides;
  // A chapter was made to fill one slide.
  const mostEach = deck ? 1 : slides;
  await saveRevision(0, condensed(await loadRevision(0, services), { slides, mostEach }), services);
  return {};
}

/**
 * A report of at most so many slides, and at most so many of each section: each section gets its share, its last
 * sentences go first, its visuals last; when there are more sections than slides, those with the least on them go.
 *
 * Contract: pure; the order of what stays is unchanged; title, sources and appendices stay, and one section at least.
 */
export function condensed(
  report: Report,
  { slides, mostEach }: { readonly slides: number; readonly mostEach: number },
): Report {
  const counts = slideCounts(report);
  if (counts.all <= slides && [...counts.sections.values()].every((count) => count <= mostEach)) return report;
  const own = report.sections.reduce((sum, { id }) => sum + (counts.sections.get(id) ?? 0), 0);
  const summary = shorten(report.summary, 1, (blocks) => sectionSlideCount(asSection(blocks), report));
  const room = Math.max(1, slides - (counts.all - counts.summary - own) - (summary.length > 0 ? 1 : 0));
  const kept = fullest(report.sections, counts.sections, room);
  const shares = sharesOf(
    kept.map(({ id }) => Math.min(mostEach, counts.sections.get(id) ?? 1)),
    room,
  );
  const sections = kept.map((section, index) => {
    const countOf = (blocks: readonly Block[]): number => sectionSlideCount({ ...section, blocks }, report);
    return { ...section, blocks: shorten(section.blocks, shares[index] ?? 1, countOf) };
  });
  return withShown(withinSlides({ ...report, summary, sections }, slides));
}

/** A table that no cut makes small enough goes with its section, unless nothing else is left. */
function withinSlides(report: Report, slides: number): Report {
  const counts = slideCounts(report);
  if (counts.all <= slides || report.sections.length < 2) return report;
  const most = Math.max(...counts.sections.values());
  const widest = report.sections.findLast(({ id }) => counts.sections.get(id) === most);
  return withinSlides({ ...report, sections: report.sections.filter((section) => section !== widest) }, slides);
}

const asSection = (blocks: readonly Block[]): Section => ({ id: "summary", title: "", blocks, sections: [] });

/** As many sections as there are slides for, those that fill most slides, in their order. */
function fullest(sections: readonly Section[], counts: ReadonlyMap<string, number>, most: number): readonly Section[] {
  const filled = sections.filter(({ id }) => (counts.get(id) ?? 0) > 0);
  const ranked = [...filled].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
  const kept = new Set(ranked.slice(0, most));
  return filled.filter((section) => kept.has(section));
}

/** Slides for each, one at least, by highest averages (Sainte-Laguë); none gets more than it fills. */
export function sharesOf(wanted: readonly number[], room: number): readonly number[] {
  const shares = wanted.map(() => 1);
  for (let left = room - wanted.length; left > 0; left--) {
    const open = wanted.map((want, index) => {
      const share = shares[index] ?? 1;
      return share < want ? want / (2 * share + 1) : 0;
    });
    const best = Math.max(0, ...open);
    if (best === 0) break;
    const index = open.indexOf(best);
    shares[index] = (shares[index] ?? 1) + 1;
  }
  return shares;
}

function shorten(
  blocks: readonly Block[],
  most: number,
  countOf: (blocks: readonly Block[]) => number,
): readonly Block[] {
  let kept = blocks;
  while (countOf(kept) > most) {
    const less = withoutLast(kept);
    if (less.length === 0) return kept;
    kept = less;
  }
  return kept;
}

/** Without the last sentence; where only visuals are left, without the last table, because a chart takes one slide. */
function withoutLast(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.findLastIndex(({ type }) => type !== "table" && type !== "chart" && type !== "figure");
  const block = blocks[last];
  if (!block) {
    const table = blocks.findLastIndex(({ type }) => type === "table");
    return blocks.filter((_, index) => index !== (table < 0 ? blocks.length - 1 : table));
  }
  return [...blocks.slice(0, last), ...shorter(block), ...blocks.slice(last + 1)];
}

function shorter(block: Block): readonly Block[] {
  if (block.type === "list" && block.items.length > 1) return [{ ...block, items: block.items.slice(0, -1) }];
  if (block.type === "paragraph") {
    const children = unitsOf(block.children).slice(0, -1).flat();
    return children.length > 0 ? [{ ...block, children }] : [];
  }
  if ((block.type === "quote" || block.type === "callout") && block.children.length > 1)
    return [{ ...block, children: block.children.slice(0, -1) }];
  return [];
}

/** The report with exactly the evidence, sources and pictures that it still shows. */
function withShown(report: Report): Report {
  const blocks = reportBlocks(report);
  const disputed = report.conflicts.flatMap(({ positions }) => positions.flatMap(({ evidenceIds }) => evidenceIds));
  const cited = new Set([...walkCitations(blocks), ...disputed]);
  const evidence = report.evidence.filter(({ id }) => cited.has(id));
  const sourceIds = new Set(evidence.map(({ sourceId }) => sourceId));
  const onPages = new Set(evidence.map(({ sourceId, locator }) => `${sourceId} ${locator.page}`));
  const pages = report.pages.filter(({ sourceId, page }) => onPages.has(`${sourceId} ${page}`));
  const figures = [...walkBlocks(blocks)].flatMap((block) => (block.type === "figure" ? [block.assetId] : []));
  const shown = new Set([...figures, ...pages.map(({ assetId }) => assetId)]);
  return {
    ...report,
    evidence,
    pages,
    sources: report.sources.filter(({ id }) => sourceIds.has(id)),
    assets: report.assets.filter(({ id }) => shown.has(id)),
  };
}
