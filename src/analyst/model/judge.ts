import { z } from "zod";
import type { ClaimCheck } from "../../report/index.ts";
import type { Analyst, Judgement } from "../analyst.ts";
import { dataBlock, dataLine } from "./data-block.ts";
import { evidenceWords, fullList, handled } from "./evidence-list.ts";
import { fittingText } from "./fitting-text.ts";
import { answerOf, type Helm } from "./helm.ts";
import { ownWordsOf } from "./own-words.ts";
import { briefWords } from "./prompts/brief-text.ts";
import { judgePrompt } from "./prompts/judge.ts";
import { isBlind, namesKnown, speaksOf } from "./speaks-of.ts";

const answer = z.object({
  verdicts: z.array(
    z.object({
      sentence: z.coerce.number().int(),
      support: z.enum(["supported", "partly", "unsupported", "contradicted"]),
      reason: z.string().max(400).catch(""),
    }),
  ),
});
/** Letters of a sentence as a judge sees it. */
const longestClaim = 900;
/** Sentences judged in one call. */
const perCall = 12;

/**
 * Verdicts by the model on what the rules left open; a sentence without a verdict keeps that of the rules.
 *
 * Contract: no verdict makes evidence support a sentence that it does not even speak of, or one with a name that nobody
 * gives.
 */
export function judgeWith(helm: Helm): Analyst["judge"] {
  return async ({ brief, checks, evidence }) => {
    const chunks = [...apart(checks, { brief, evidence })].flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / perCall) }, (_, index) =>
        group.slice(index * perCall, (index + 1) * perCall),
      ),
    );
    return (await Promise.all(chunks.map((chunk) => askVerdicts(chunk, { brief, evidence }, helm)))).flat();
  };
}

/**
 * Sentences that only their meaning ties to evidence in another language are judged apart, each source's alone: a text that
 * talks a judge round must not bear on what hangs on another.
 */
function apart(
  checks: readonly ClaimCheck[],
  { brief, evidence }: Pick<Parameters<Analyst["judge"]>[0], "brief" | "evidence">,
): Iterable<readonly ClaimCheck[]> {
  const byId = new Map(evidence.map((view) => [view.evidence.id, view]));
  const options = { least: leastShared, language: brief.language, trusted: briefWords(brief) };
  const groups = new Map<string, ClaimCheck[]>();
  for (const check of checks) {
    const views = check.evidenceIds.flatMap((id) => byId.get(id) ?? []);
    const sources = new Set(views.map(({ source }) => source.id));
    const key = isBlind(check.claim, views, options) ? [...sources].sort().join(" ") : "";
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return groups.values();
}

async function askVerdicts(
  chunk: readonly ClaimCheck[],
  { brief, evidence }: Pick<Parameters<Analyst["judge"]>[0], "brief" | "evidence">,
  helm: Helm,
): Promise<readonly Judgement[]> {
  const cited = new Set(chunk.flatMap(({ evidenceIds }) => evidenceIds));
  const own = evidence.filter((view) => cited.has(view.evidence.id));
  const beside = chunk.map(
    ({ claim, evidenceIds }) => `${dataLine(claim, longestClaim)} ${evidenceIds.map(() => "e100, ")}`,
  );
  const given = handled(fittingText(own, "judge", { ...helm, beside: beside.join("\n") }));
  const lines = chunk.map(({ claim, evidenceIds }, index) => {
    const names = evidenceIds.flatMap((id) => given.nameOf.get(id) ?? []).join(", ");
    return `${index + 1}. ${dataLine(claim, longestClaim)}\n   cites: ${names}`;
  });
  const sentences = dataBlock("data", {}, lines.join("\n"));
  const messages = judgePrompt(`${fullList(given)}\n\nSentences:\n${sentences}`);
  const value = await answerOf({ role: "judge", stage: "verify", messages, maxOutputTokens: 1_500 }, answer, helm);
  const byId = new Map(evidence.map((view) => [view.evidence.id, view]));
  return (value?.verdicts ?? []).flatMap(({ sentence, support, reason }): readonly Judgement[] => {
    const check = chunk[sentence - 1];
    if (!check) return [];
    const views = check.evidenceIds.flatMap((id) => byId.get(id) ?? []);
    const trusted = briefWords(brief);
    const spoken = { least: leastShared, language: brief.language, trusted };
    if (support === "supported" && !speaksOf(check.claim, views, spoken)) return [];
    const { claim, place, evidenceIds } = check;
    if (!namesKnown(claim, views, spoken))
      return [{ claim, place, evidenceIds, support: "unsupported", reason: strangeName }];
    const mayRemark = () =>
      ownWordsOf({ trusted: [check.claim, ...trusted], material: views.map(evidenceWords) }).mayRemark(reason);
    return [{ claim, place, evidenceIds, support, reason: reason !== "" && mayRemark() ? reason : "" }];
  });
}

const strangeName = "A name in it stands neither in the evidence nor in its source.";

/** Share of a claim's words that its evidence must have, so that a judge who was talked round supports nothing else. */
const leastShared = 0.5;
