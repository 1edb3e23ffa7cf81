import type { Analyst, Brief } from "../analyst/index.ts";
import type { Block, ClaimCheck, Report, Section } from "../report/index.ts";
import { loadBrief } from "./brief.ts";
import { withCited, withinWords } from "./compose.ts";
import { viewEvidence } from "./evidence-view.ts";
import { loadRevision, saveRevision } from "./revisions.ts";
import type { Services } from "./services.ts";

/** Mends the sentences that failed verification, nothing else, and makes the next revision. */
export async function patch(
  { revision }: { readonly revision: number },
  services: Services,
): Promise<{ revision: number }> {
  const report = await loadRevision(revision, services);
  const brief = await loadBrief(services);
  const evidence = viewEvidence(
    report.evidence.map((item) => item.id),
    services,
  );
  const problems = report.verification.checks.filter((check) => check.support !== "supported");
  const mend = (blocks: readonly Block[]) =>
    mendBlocks(blocks, problems, { analyst: services.analyst, brief, evidence });
  const [summary, sections] = await Promise.all([mend(report.summary), mendSections(report.sections, mend)]);
  const mended: Report = { ...report, summary, sections };
  await saveRevision(revision + 1, withCited(await withinWords(mended, services), services), services);
  return { revision: revision + 1 };
}

/** A section of which nothing is left goes, with its heading. */
async function mendSections(
  sections: readonly Section[],
  mend: (blocks: readonly Block[]) => Promise<readonly Block[]>,
): Promise<readonly Section[]> {
  const mended = await Promise.all(
    sections.map(async (section) => ({
      ...section,
      blocks: await mend(section.blocks),
      sections: await mendSections(section.sections, mend),
    })),
  );
  return mended.filter(({ blocks, sections: below }) => blocks.length + below.length > 0);
}

async function mendBlocks(
  blocks: readonly Block[],
  problems: readonly ClaimCheck[],
  context: { analyst: Analyst; brief: Brief; evidence: ReturnType<typeof viewEvidence> },
): Promise<readonly Block[]> {
  const { analyst, brief, evidence } = context;
  return problems.length > 0 ? analyst.revise({ brief, blocks, problems, evidence }) : blocks;
}
