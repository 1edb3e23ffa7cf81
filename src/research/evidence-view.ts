import type { EvidenceView } from "../analyst/index.ts";
import { clusterSources } from "../evidence/index.ts";
import type { ParsedSource } from "../evidence/parsed-source.ts";
import type { Evidence, Source } from "../report/index.ts";
import type { Services } from "./services.ts";

type ViewServices = Pick<Services, "evidence" | "library">;

/** The evidence of these ids with sources and independence clusters; ids that are gone are left out. */
export function viewEvidence(evidenceIds: readonly string[], services: ViewServices): readonly EvidenceView[] {
  const items = evidenceIds.flatMap((id): readonly Evidence[] => {
    const item = services.evidence.get(id);
    return item ? [item] : [];
  });
  const { sources, parsed } = loadCited(items, services);
  const clusters = clusterSources([...sources.values()], parsed);
  return items.flatMap((evidence) => {
    const source = sources.get(evidence.sourceId);
    return source ? [{ evidence, source, clusterId: clusters.get(source.id) ?? source.id }] : [];
  });
}

/** The same without what the user skipped: a source by its address, path or id, a sub-question by its id. */
export function unskippedEvidence(
  evidenceIds: readonly string[],
  services: ViewServices & Pick<Services, "steering">,
): readonly EvidenceView[] {
  const { steering } = services;
  return viewEvidence(evidenceIds, services).filter(({ evidence: { subQuestionIds }, source: { id, url, path } }) => {
    const isSkipped = subQuestionIds.length > 0 && subQuestionIds.every((one) => steering.skips(one));
    return !isSkipped && !steering.skips(id, url, path);
  });
}

function loadCited(
  items: readonly Evidence[],
  { library }: Pick<Services, "library">,
): { sources: ReadonlyMap<string, Source>; parsed: ReadonlyMap<string, ParsedSource> } {
  const sources = new Map<string, Source>();
  const parsed = new Map<string, ParsedSource>();
  for (const id of new Set(items.map((item) => item.sourceId))) {
    const stored = library.get(id);
    if (!stored) continue;
    sources.set(id, stored.source);
    parsed.set(id, stored.parsed);
  }
  return { sources, parsed };
}
