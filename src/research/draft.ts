import { ExhibitError } from "../errors.ts";
import type { Block } from "../report/index.ts";
import { loadBrief } from "./brief.ts";
import { viewEvidence } from "./evidence-view.ts";
import { loadVisuals } from "./illustrate.ts";
import { loadConflicts, loadOutline } from "./outline.ts";
import type { Services } from "./services.ts";

/** Writes one section from its own evidence only. */
export async function draft(
  { sectionId }: { readonly sectionId: string },
  services: Services,
): Promise<{ draftIds: readonly string[] }> {
  const { sections } = await loadOutline(services);
  const section = sections.find((candidate) => candidate.id === sectionId);
  if (!section) throw new ExhibitError("INTERNAL", `The outline has no section ${sectionId}.`);
  const wanted = new Set(section.visuals.map((visual) => visual.id));
  const visuals = (await loadVisuals(services)).filter((visual) => wanted.has(visual.requirementId));
  const blocks = await services.analyst.write({
    brief: await loadBrief(services),
    section,
    titles: sections.map(({ title }) => title),
    evidence: viewEvidence(section.evidenceIds, services),
    conflicts: await loadConflicts(services),
    visuals: visuals.map((visual) => visual.block),
  });
  await services.folder.writeJson(fileOf(sectionId), blocks);
  services.emit({ type: "section-delta", sectionId, title: section.title });
  return { draftIds: [sectionId] };
}

/** The blocks drafted for a section; empty when it was not drafted. */
export async function loadDraft(sectionId: string, { folder }: Pick<Services, "folder">): Promise<readonly Block[]> {
  return (await folder.readJson<readonly Block[]>(fileOf(sectionId))) ?? [];
}

function fileOf(sectionId: string): string {
  return `drafts/${sectionId}.json`;
}
