import { basename, relative, sep } from "node:path";
import type { Gap } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import { isName } from "../evidence/index.ts";
import {
  type Asset,
  labelsFor,
  type Report,
  reportBlocks,
  type Section,
  type Source,
  type Verification,
} from "../report/index.ts";
import { walkCitations } from "../report/walk.ts";
import { loadBrief } from "./brief.ts";
import { contained } from "./contain.ts";
import { loadDraft } from "./draft.ts";
import { viewEvidence } from "./evidence-view.ts";
import { loadVisuals } from "./illustrate.ts";
import { limitationsOf, otherLanguagesOf } from "./limitations.ts";
import { loadConflicts, loadOutline } from "./outline.ts";
import { saveRevision } from "./revisions.ts";
import type { Services } from "./services.ts";

/** Of a report that was not checked yet; `verify` replaces it. */
export const unverified: Verification = {
  score: 0,
  claims: 0,
  citations: 0,
  unresolved: 0,
  supported: 0,
  partly: 0,
  unsupported: 0,
  contradicted: 0,
  uncited: 0,
  checks: [],
};

/** Joins the drafted sections, writes the summary over them, and makes the first revision of the report. */
export async function compose(
  input: {
    readonly evidenceIds: readonly string[];
    readonly gaps: readonly Gap[];
    readonly failures: readonly Failure[];
    /** What ended the search before its end; empty when nothing did. */
    readonly searchEnd: string;
  },
  services: Services,
): Promise<{ revision: number }> {
  const brief = await loadBrief(services);
  const outline = await loadOutline(services);
  const conflicts = await loadConflicts(services);
  const { gaps, failures, searchEnd } = input;
  const drafted = await Promise.all(
    outline.sections.map(async ({ id, title }) => ({ id, title, blocks: await loadDraft(id, services) })),
  );
  const sections: readonly Section[] = drafted
    .filter((section) => section.blocks.length > 0)
    .map((section) => ({ ...section, sections: [] }));
  const evidence = viewEvidence(outline.summaryEvidenceIds, services);
  const summary = await services.analyst.summarise({ brief, outline, sections, evidence, conflicts, gaps });
  const isLost = sections.length === 0 && services.models === undefined;
  const otherLanguages = isLost ? otherLanguagesOf(brief, services.library.list()) : [];
  const report: Report = {
    schemaVersion: 1,
    title: outline.title,
    question: brief.follows?.asked ?? brief.asked ?? brief.question,
    language: brief.language,
    created: services.started,
    summary,
    sections,
    sources: [],
    evidence: [],
    assets: await shownAssets(sections, services),
    pages: [],
    conflicts,
    limitations: limitationsOf({ brief, gaps, failures, searchEnd, otherLanguages }),
    verification: unverified,
    generator: services.generator,
  };
  await saveRevision(0, withCited(await withinWords(report, services), services), services);
  return { revision: 0 };
}

/** The report held against everything that was read. */
export async function withinWords(report: Report, services: Services): Promise<Report> {
  const brief = await loadBrief(services);
  const evidence = services.evidence.all();
  const ids = new Set(evidence.map(({ sourceId }) => sourceId));
  const sources = [...ids].flatMap((id) => services.library.get(id)?.source ?? []);
  // The slides of a document carry its title, which is a stranger's too.
  const isAsked = brief.deck === undefined || isName(brief.question);
  return contained(report, {
    evidence,
    sources,
    trusted: [isAsked ? brief.question : labelsFor(brief.language).source],
  });
}

async function shownAssets(sections: readonly Section[], services: Services): Promise<readonly Asset[]> {
  const shown = new Set(
    sections.flatMap((section) => section.blocks.flatMap((block) => (block.type === "figure" ? [block.assetId] : []))),
  );
  const visuals = await loadVisuals(services);
  return visuals.flatMap(({ asset }) => (asset && shown.has(asset.id) ? [asset] : []));
}

/** The report with exactly the evidence and sources that it cites. */
export function withCited(report: Report, services: Pick<Services, "evidence" | "library" | "request">): Report {
  const inConflicts = report.conflicts.flatMap(({ positions }) =>
    positions.flatMap((position) => position.evidenceIds),
  );
  const ids = [...new Set([...walkCitations(reportBlocks(report)), ...inConflicts])];
  const views = viewEvidence(ids, services);
  const sources = new Map(views.map(({ source }) => [source.id, shownSource(source, services.request.library)]));
  return { ...report, evidence: views.map(({ evidence }) => evidence), sources: [...sources.values()] };
}

/** A report is handed on, so it names a file below the library the user gave, not by its place on this machine. */
export function shownSource(source: Source, library: readonly string[]): Source {
  const { path } = source;
  if (path === undefined) return source;
  const root = library.find((candidate) => path.startsWith(`${candidate}${sep}`));
  return { ...source, path: root ? relative(root, path) : basename(path) };
}
