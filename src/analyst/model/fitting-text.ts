import { type ModelRole, textTokens } from "../../models/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { contentText, fullList, handled } from "./evidence-list.ts";
import { type Helm, roomFor } from "./helm.ts";
import { shrunk } from "./shrunk.ts";

/** Tags, source and place of one piece of evidence in a prompt. */
const tokensAround = 60;

/**
 * The first pieces of evidence whose whole text fits into a call with what stands `beside` it; the outline put the
 * important ones first.
 */
export function fittingText(
  evidence: readonly EvidenceView[],
  role: ModelRole,
  { models, beside = "" }: Pick<Helm, "models"> & { readonly beside?: string },
): readonly EvidenceView[] {
  const room = roomFor(role, { models }) - textTokens(beside);
  let left = room;
  const likely = evidence.filter(({ evidence: item }) => {
    left -= item.content.type === "cell" ? tokensPerCell : textTokens(contentText(item)) + tokensAround;
    return left > 0;
  });
  return shrunk(likely, (some) => textTokens(fullList(handled(some))) <= room);
}

/** Cells of one line share a block, so the tokens of each are few. */
const tokensPerCell = 15;
