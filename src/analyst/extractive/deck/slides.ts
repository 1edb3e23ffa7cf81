import { pathSeparator } from "../../../evidence/index.ts";
import { sentencesOf } from "../../../library/index.ts";
import type { Block } from "../../../report/index.ts";
import type { Analyst, EvidenceView, Outline, OutlineSection, VisualRequirement } from "../../analyst.ts";
import { groupBy } from "../group-by.ts";
import { quoteViews } from "../quotations.ts";
import { listOf, type Sentence } from "../sentence.ts";
import { capitalise } from "../words.ts";

/** Points of a summary; more is no summary. */
const mostPoints = 5;
/** The summary of fewer would say the same as they. */
const leastSections = 3;
/** Periods that make a development. */
const leastPeriods = 4;

/** A section for each chapter that told or showed something, in the order of the document. */
export function slideOutline({ brief, plan, evidence }: Parameters<Analyst["outline"]>[0]): Outline {
  const sections = plan.subQuestions.flatMap(({ id, question }): readonly OutlineSection[] => {
    const own = evidence.filter((view) => view.evidence.subQuestionIds.includes(id));
    if (own.length === 0) return [];
    const evidenceIds = own.map((view) => view.evidence.id);
    const visuals = visualsOf(own, { id, title: question });
    return [{ id, title: question, purpose: question, subQuestionIds: [id], evidenceIds, visuals }];
  });
  const leads =
    sections.length >= leastSections ? sections.flatMap(({ evidenceIds }) => leadOf(evidenceIds, evidence)) : [];
  return { title: brief.question, summaryEvidenceIds: leads, sections };
}

/** The most telling sentence of a section. */
function leadOf(evidenceIds: readonly string[], evidence: readonly EvidenceView[]): readonly string[] {
  const own = new Set(evidenceIds);
  return quoteViews(evidence.filter((view) => own.has(view.evidence.id)))
    .slice(0, 1)
    .map((view) => view.evidence.id);
}

/** What a chart of one measure shows; nothing for several. */
function measureOf(views: readonly EvidenceView[]): string {
  const [only = "", ...more] = new Set(views.map(({ evidence }) => evidence.quantities?.[0]?.metric ?? ""));
  return more.length === 0 ? capitalise(only.split(pathSeparator).at(-1) ?? "") : "";
}

function visualsOf(
  own: readonly EvidenceView[],
  section: { readonly id: string; readonly title: string },
): readonly VisualRequirement[] {
  const cells = own.filter(({ evidence }) => evidence.content.type === "cell");
  const tables = groupBy(cells, ({ evidence }) => (evidence.content.type === "cell" ? evidence.content.tableId : ""));
  const drawn = [...tables.values()].map((views, index): VisualRequirement => {
    const ends = new Set(views.map(({ evidence }) => evidence.quantities?.[0]?.periodEnd));
    const isChart = !ends.has(undefined) && ends.size >= leastPeriods;
    return {
      id: `${section.id}-table${index + 1}`,
      role: "evidence",
      form: isChart ? "chart" : "excerpt",
      title: (isChart && measureOf(views)) || section.title,
      evidenceIds: views.map(({ evidence }) => evidence.id),
      ...(isChart && { mark: ends.size > 6 ? ("line" as const) : ("bar" as const) }),
    };
  });
  const pictures = own.flatMap(({ evidence: { id, content } }, index): readonly VisualRequirement[] => {
    if (content.type !== "region") return [];
    const title = content.reading.split("\n")[0] ?? section.title;
    return [{ id: `${section.id}-figure${index + 1}`, role: "evidence", form: "figure", title, evidenceIds: [id] }];
  });
  return [...drawn, ...pictures];
}

/** The visuals of a section, then its sentences as they stand in the document. */
export function slideBlocks({ evidence, visuals }: Parameters<Analyst["write"]>[0]): readonly Block[] {
  return [...visuals, ...listOf(quoteViews(evidence).map(verbatim))];
}

/** What the sections say first: one sentence of each, the first ones of a long document. */
export function slideSummary({ evidence }: Parameters<Analyst["summarise"]>[0]): readonly Block[] {
  return listOf(quoteViews(evidence).slice(0, mostPoints).map(verbatim));
}

/** A quote as one bullet; of two sentences each carries its citation. */
function verbatim({ evidence: { id, content }, source }: EvidenceView): readonly Sentence[] {
  if (content.type !== "quote") return [];
  // A line end inside a quote is layout, not the end of a sentence.
  return sentencesOf(content.exact.replace(/\s+/gu, " "), source.language)
    .map((sentence) => sentence.trim())
    .filter((text) => text !== "")
    .map((text) => ({ text, evidenceIds: [id] }));
}
