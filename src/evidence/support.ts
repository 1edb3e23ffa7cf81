/**
 * The support cascade, cheapest step first; each settles a claim or hands it on: citation, quote, numbers, names with
 * negation and direction, containment.
 */
import type { ClaimCheck } from "../report/index.ts";
import type { Claim } from "./claims.ts";
import { checkComputed } from "./computed.ts";
import { findDates } from "./dates.ts";
import { judgeCompared, judgeRanked } from "./judge-compared.ts";
import { judgeExtreme, judgeNumbers, judgeTrend, judgeValue } from "./judge-numbers.ts";
import { judgeSign } from "./judge-sign.ts";
import { judgeNames, judgeWords, withoutRewritten, wordsBesideNumbers } from "./judge-words.ts";
import { namesAmong } from "./noun-names.ts";
import { otherParts } from "./numbered-parts.ts";
import { findQuantities } from "./quantities.ts";
import { type Passage, standingOf } from "./standing.ts";
import { judgeStrength } from "./strength.ts";
import type { Settled, SupportContext } from "./support-context.ts";
import { holdsVerbatim, quotesIt } from "./verbatim.ts";

/**
 * Checks one claim against the evidence it cites.
 *
 * Contract: pure but for `loadParsed`; the step and one sentence of reason say what settled it; a factual claim without
 * citation is unsupported.
 */
export function checkClaim(claim: Claim, context: SupportContext): ClaimCheck {
  const settled = settle(claim, context);
  return { claim: claim.text, place: claim.place, evidenceIds: claim.evidenceIds, ...settled };
}

function settle(claim: Claim, context: SupportContext): Settled {
  if (claim.evidenceIds.length === 0) return failed("citation", "No evidence is cited.");
  const passages: Passage[] = [];
  for (const id of claim.evidenceIds) {
    const evidence = context.evidence.get(id);
    const source = evidence && context.sources.get(evidence.sourceId);
    if (!evidence || !source)
      return failed("citation", `Citation ${id} leads to no ${evidence ? "source" : "evidence"}.`);
    const parsed = context.loadParsed(source.id);
    if (!parsed) return failed("citation", `The text of ${source.title} is not stored.`);
    const standing = standingOf(evidence, source, parsed);
    if (!standing.ok) return failed("quote", standing.reason);
    passages.push(standing.passage);
  }
  const cited = claim.evidenceIds.flatMap((id) => context.evidence.get(id) ?? []);
  return (
    (claim.kind === "sentence" ? checkComputed(claim.text, cited) : undefined) ?? judgeClaim(claim, passages, context)
  );
}

const failed = (step: ClaimCheck["step"], reason: string): Settled => ({ support: "unsupported", step, reason });

/** Steps 2 to 4 for a claim whose citations all stand. */
function judgeClaim(claim: Claim, passages: readonly Passage[], context: SupportContext): Settled {
  if (claim.kind !== "sentence" || claim.value) return judgeValue(claim, passages, context);
  if (passages.some((passage) => holdsVerbatim(passage, claim.text))) {
    return { support: "supported", step: "quote", reason: "The sentence stands literally in the cited text." };
  }
  if (passages.some((passage) => quotesIt(passage, claim.text))) {
    return { support: "supported", step: "quote", reason: "The quotation stands literally in the cited text." };
  }
  const numbers = judgeNumbers(claim, passages, context);
  if (numbers) return numbers;
  const text = passages.map((passage) => `${passage.window}\n${passage.about}`).join("\n");
  const missing = [...namesAmong(judgeNames(claim.text, text), claim, context), ...otherParts(claim.text, text)];
  const trend =
    judgeTrend(claim.text, passages) ??
    judgeExtreme(claim, passages, context) ??
    judgeSign(claim.text, passages, context.language) ??
    judgeCompared(claim.text, passages, context.language) ??
    judgeRanked(claim.text, passages, context.language);
  if (trend) return trend;
  const typed = passages.some((passage) => passage.quantities.length > 0);
  // The numbers of typed evidence are settled; what is left to find are the words of its headers.
  const words = typed
    ? wordsBesideNumbers(claim.text, context.language)
    : withoutRewritten(claim.text, text, context.language);
  const judged = judgeWords(words, { text, missing, typed, ...(context.language && { language: context.language }) });
  const holdsWords = !typed && (judged.support === "supported" || judged.support === "partly");
  return (holdsWords ? judgeStrength(claim.text, text, context.language) : undefined) ?? judged;
}

/**
 * Steps 2 to 4 for a claim and one text, without store or citation.
 *
 * Contract: as `checkClaim` for a quote of the whole text.
 */
export function judgeText(claim: string, text: string, language?: string): Settled {
  const options = { spelled: true, ...(language && { language }) };
  const numbers = findQuantities(text, options);
  const passage: Passage = {
    exact: text,
    window: text,
    about: "",
    cited: [],
    nearby: numbers,
    dates: findDates(text, language),
    quantities: [],
  };
  const context: SupportContext = {
    evidence: new Map(),
    sources: new Map(),
    loadParsed: () => undefined,
    ...(language && { language }),
  };
  return judgeClaim({ kind: "sentence", text: claim, place: "", evidenceIds: [], factual: true }, [passage], context);
}
