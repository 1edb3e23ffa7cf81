import type { Brief, EvidenceView } from "../../src/analyst/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import type { Block } from "../../src/report/index.ts";
import { inlinesOf, textOf, walkBlocks } from "../../src/report/walk.ts";
import { gatherFor } from "./sample-filings.ts";

/** What a reader of a report sees first, as plain text. */
export interface ShortReport {
  readonly brief: Brief;
  readonly title: string;
  readonly headings: readonly string[];
  /** One entry a paragraph or item. */
  readonly summary: readonly string[];
  readonly body: readonly string[];
  readonly evidence: readonly EvidenceView[];
  readonly gaps: readonly string[];
  readonly figures: readonly string[];
}

export const sourcesOf = (...given: readonly StoredSource[]): ReadonlyMap<string, StoredSource> =>
  new Map(given.map((entry) => [entry.source.id, entry]));

const textsOf = (blocks: readonly Block[]): readonly string[] =>
  [...walkBlocks(blocks)].map((block) => textOf(inlinesOf(block))).filter((text) => text !== "");

/** Asks the embedded analyst over sources, from the brief to the summary. */
export async function reportOf(
  question: string,
  sources: ReadonlyMap<string, StoredSource>,
  length: Brief["length"] = "standard",
): Promise<ShortReport> {
  const analyst = createExtractiveAnalyst();
  const gathered = await gatherFor(question, sources, length);
  const { brief, evidence } = gathered;
  const { gaps } = await analyst.assess({ ...gathered, round: 1 });
  const outline = await analyst.outline({ ...gathered, conflicts: [], gaps });
  const sections = await Promise.all(
    outline.sections.map(async (section) => {
      const own = evidence.filter(({ evidence: { id } }) => section.evidenceIds.includes(id));
      const blocks = await analyst.write({ brief, section, evidence: own, conflicts: [], visuals: [] });
      return { id: section.id, title: section.title, blocks };
    }),
  );
  const summary = await analyst.summarise({ brief, outline, sections, evidence, conflicts: [], gaps });
  return {
    brief,
    title: outline.title,
    headings: outline.sections.map(({ title }) => title),
    summary: textsOf(summary),
    body: textsOf(sections.flatMap(({ blocks }) => blocks)),
    evidence,
    gaps: gaps.map(({ reason }) => reason),
    figures: outline.sections.flatMap(({ visuals }) =>
      visuals.flatMap((visual) => (visual.form === "figure" ? [visual.title] : [])),
    ),
  };
}
