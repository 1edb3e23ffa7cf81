import { loadBrief } from "./brief.ts";
import { bank } from "./gather.ts";
import { loadChapter } from "./open.ts";
import type { Services } from "./services.ts";

/** Reads one chapter of the document and banks what it says and shows. */
export async function digest(
  { chapterId }: { readonly chapterId: string },
  services: Services,
): Promise<{ evidenceIds: readonly string[] }> {
  const { sourceId, chapter } = await loadChapter(chapterId, services);
  const stored = services.library.get(sourceId);
  if (!stored) return { evidenceIds: [] };
  const findings = await services.analyst.digest({ brief: await loadBrief(services), chapter, stored });
  const sources = new Map([[sourceId, stored]]);
  const evidence = findings.flatMap((finding) => bank(finding, chapterId, sources, services));
  await services.evidence.add(evidence);
  const total = services.evidence.all().length;
  services.emit({ type: "evidence-added", subQuestionId: chapterId, count: evidence.length, total });
  return { evidenceIds: evidence.map(({ id }) => id) };
}
