import { type ModelRole, textTokens } from "../../models/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { handled, shortList } from "./evidence-list.ts";
import { type Helm, roomFor } from "./helm.ts";
import { shrunk } from "./shrunk.ts";

/** Tokens of one line of evidence in a list, measured over filings and web pages. */
export const tokensPerLine = 110;
/** Beyond this an outline gets no better, only dearer. */
export const maxLines = 240;

/**
 * As much evidence as a list in a prompt can hold with what stands `beside` it: each sub-question in turn gives its next
 * piece, so that none is squeezed out.
 */
export function fitting(
  evidence: readonly EvidenceView[],
  role: ModelRole,
  { models, beside = "" }: Pick<Helm, "models"> & { readonly beside?: string },
): readonly EvidenceView[] {
  const room = roomFor(role, { models }) - textTokens(beside);
  const likely = inTurns(evidence, Math.max(1, Math.min(maxLines, Math.floor(room / tokensPerLine))));
  // The letters of other alphabets and long names of rows take more than a line usually does.
  const chosen = new Set(shrunk(likely, (some) => textTokens(shortList(handled(some))) <= room));
  return evidence.filter((view) => chosen.has(view));
}

/** The first pieces of every sub-question in turn. */
function inTurns(evidence: readonly EvidenceView[], limit: number): readonly EvidenceView[] {
  const queues = new Map<string, EvidenceView[]>();
  for (const view of evidence) {
    const [key = ""] = view.evidence.subQuestionIds;
    queues.set(key, [...(queues.get(key) ?? []), view]);
  }
  const longest = Math.max(...[...queues.values()].map((queue) => queue.length));
  const turns = Array.from({ length: longest }, (_, turn) =>
    [...queues.values()].flatMap((queue) => queue.slice(turn, turn + 1)),
  ).flat();
  return turns.slice(0, limit);
}
