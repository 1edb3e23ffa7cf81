import type { Analyst, Brief, EvidenceView } from "../../analyst/index.ts";
import { clusterSources } from "../../evidence/index.ts";
import { type Refusal, type Report, type ReportEdit, walkCitations } from "../../report/index.ts";
import type { RunFolder } from "../../runs/index.ts";
import { contained } from "../contain.ts";
import { type Edited, nameOf, withBlocks } from "./apply-edit.ts";
import type { EditWords } from "./edit-words.ts";
import { sectionsOf } from "./find-place.ts";

interface RewriteContext {
  readonly words: EditWords;
  readonly folder: RunFolder;
  readonly loadAnalyst?: (() => Promise<Analyst>) | undefined;
}

/** Has one section written anew from the evidence it cites; its tables, charts and figures stay. */
export async function rewriteSection(
  report: Report,
  { sectionId, wish }: Extract<ReportEdit, { type: "rewrite" }>,
  { words, folder, loadAnalyst }: RewriteContext,
): Promise<Edited | Refusal> {
  const section = sectionsOf(report).find((one) => one.section.id === sectionId)?.section;
  const analyst = await loadAnalyst?.();
  const brief = await folder.readJson<Brief>("brief.json");
  if (!analyst || !brief) return { refused: words.needsModel };
  if (!section) return { refused: words.onlySections };
  const evidence = viewsOf([...new Set(walkCitations(section.blocks))], report);
  const blocks = await analyst.write({
    brief,
    section: {
      id: section.id,
      title: section.title,
      purpose: wish,
      subQuestionIds: [],
      evidenceIds: evidence.map((view) => view.evidence.id),
      visuals: [],
    },
    titles: report.sections.map(({ title }) => title),
    evidence,
    conflicts: report.conflicts,
    visuals: section.blocks.filter(({ type }) => type === "table" || type === "chart" || type === "figure"),
  });
  const written = withBlocks(report, sectionId, blocks);
  const origins = { evidence: report.evidence, sources: report.sources, trusted: [brief.question, wish, report.title] };
  const held = contained({ ...written, summary: [], sections: [{ ...section, blocks, sections: [] }] }, origins);
  const kept = held.sections[0]?.blocks ?? [];
  if (kept.length === 0) return { refused: words.noNumbers(nameOf(sectionId, report, words)) };
  return { report: withBlocks(report, sectionId, kept), change: words.rewritten(nameOf(sectionId, report, words)) };
}

function viewsOf(ids: readonly string[], report: Report): readonly EvidenceView[] {
  const sources = new Map(report.sources.map((source) => [source.id, source]));
  const clusters = clusterSources(report.sources, new Map());
  return ids.flatMap((id) => {
    const evidence = report.evidence.find((item) => item.id === id);
    const source = evidence && sources.get(evidence.sourceId);
    return evidence && source ? [{ evidence, source, clusterId: clusters.get(source.id) ?? source.id }] : [];
  });
}
