import { z } from "zod";
import type { ClaimCheck } from "../../report/index.ts";
import type { Analyst, EvidenceView, Judgement } from "../analyst.ts";
import { fullList, handled } from "./evidence-list.ts";
import { fittingText } from "./fitting-text.ts";
import { answerOf, type Helm } from "./helm.ts";
import { judgePrompt } from "./prompts/judge.ts";

const answer = z.object({
  verdicts: z.array(
    z.object({
      sentence: z.coerce.number().int(),
      support: z.enum(["supported", "partly", "unsupported", "contradicted"]),
      reason: z.string().max(400).catch(""),
    }),
  ),
});
/** Sentences judged in one call. */
const perCall = 12;

/** Verdicts by the model on what the rules left open; a sentence without a verdict keeps that of the rules. */
export function judgeWith(helm: Helm): Analyst["judge"] {
  return async ({ checks, evidence }) => {
    const chunks = Array.from({ length: Math.ceil(checks.length / perCall) }, (_, index) =>
      checks.slice(index * perCall, (index + 1) * perCall),
    );
    return (await Promise.all(chunks.map((chunk) => askVerdicts(chunk, evidence, helm)))).flat();
  };
}

async function askVerdicts(
  chunk: readonly ClaimCheck[],
  evidence: readonly EvidenceView[],
  helm: Helm,
): Promise<readonly Judgement[]> {
  const cited = new Set(chunk.flatMap(({ evidenceIds }) => evidenceIds));
  const given = handled(
    fittingText(
      evidence.filter((view) => cited.has(view.evidence.id)),
      "judge",
      helm,
    ),
  );
  const lines = chunk.map(({ claim, evidenceIds }, index) => {
    const names = evidenceIds.flatMap((id) => given.nameOf.get(id) ?? []).join(", ");
    return `${index + 1}. ${claim}\n   cites: ${names}`;
  });
  const messages = judgePrompt(`${fullList(given)}\n\nSentences:\n${lines.join("\n")}`);
  const value = await answerOf({ role: "judge", stage: "verify", messages, maxOutputTokens: 1_500 }, answer, helm);
  return (value?.verdicts ?? []).flatMap(({ sentence, support, reason }) => {
    const check = chunk[sentence - 1];
    return check ? [{ claim: check.claim, place: check.place, support, reason }] : [];
  });
}
