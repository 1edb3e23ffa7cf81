import type { Chapter, SubQuestion } from "../analyst/index.ts";
import { isName } from "../evidence/index.ts";
import { loadBrief } from "./brief.ts";
import { bank } from "./gather.ts";
import { lookAt } from "./look-at.ts";
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
  const found = await services.analyst.digest({ brief: await loadBrief(services), chapter, stored });
  const sources = new Map([[sourceId, stored]]);
  // Without a model that sees, a picture of a document is taken for what its caption and words say.
  const sees = services.models?.profileOf("look").vision === true;
  const findings = sees ? await lookAt(found, { subQuestion: askOf(chapter), sources }, services) : found;
  const evidence = findings.flatMap((finding) => bank(finding, chapterId, sources, services));
  services.evidence.add(evidence);
  const total = services.evidence.all().length;
  services.emit({ type: "evidence-added", subQuestionId: chapterId, count: evidence.length, total });
  return { evidenceIds: evidence.map(({ id }) => id) };
}

/** What a picture is looked at for; a title that is a sentence is not handed to who looks. */
function askOf({ id, title }: Chapter): SubQuestion {
  const part = isName(title) ? `the part “${title}”` : "this part";
  const question = `What does ${part} of the document show that a slide about it needs?`;
  return { id, question, intent: "what", queries: [], entities: [], topics: [title] };
}
