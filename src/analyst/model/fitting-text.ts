import { type ModelRole, textTokens } from "../../models/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { type Helm, roomFor } from "./helm.ts";

/** Tags, source and place of one piece of evidence in a prompt. */
const tokensAround = 60;

/** The first pieces of evidence whose whole text fits into a call; the outline put the important ones first. */
export function fittingText(
  evidence: readonly EvidenceView[],
  role: ModelRole,
  helm: Pick<Helm, "models">,
): readonly EvidenceView[] {
  let left = roomFor(role, helm);
  return evidence.filter(({ evidence: { content } }) => {
    const text = content.type === "quote" ? content.exact : content.type === "region" ? content.reading : content.row;
    left -= textTokens(text) + tokensAround;
    return left > 0;
  });
}
