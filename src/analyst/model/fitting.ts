import type { ModelRole } from "../../models/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { type Helm, roomFor } from "./helm.ts";

/** Tokens of one line of evidence in a list, measured over filings and web pages. */
export const tokensPerLine = 110;
/** Beyond this an outline gets no better, only dearer. */
export const maxLines = 240;

/**
 * As much evidence as a list in a prompt can hold: each sub-question in turn gives its next piece, so that none is
 * squeezed out.
 */
export function fitting(
  evidence: readonly EvidenceView[],
  role: ModelRole,
  helm: Pick<Helm, "models">,
): readonly EvidenceView[] {
  const limit = Math.min(maxLines, Math.floor(roomFor(role, helm) / tokensPerLine));
  if (evidence.length <= limit) return evidence;
  const queues = new Map<string, EvidenceView[]>();
  for (const view of evidence) {
    const [key = ""] = view.evidence.subQuestionIds;
    queues.set(key, [...(queues.get(key) ?? []), view]);
  }
  const longest = Math.max(...[...queues.values()].map((queue) => queue.length));
  const turns = Array.from({ length: longest }, (_, turn) =>
    [...queues.values()].flatMap((queue) => queue.slice(turn, turn + 1)),
  ).flat();
  const chosen = new Set(turns.slice(0, limit));
  return evidence.filter((view) => chosen.has(view));
}
