/** Step 3 of the cascade: whether a claim says more, or of another, than the sentences of the same matter do. */
import { otherwiseBounded } from "./bounded.ts";
import { changeForLevel } from "./by-or-to.ts";
import { inventedCause, withoutCauses } from "./caused.ts";
import { hasSwappedNumbers, hasTurnedShare, isTurnedChange, withoutFactors, wrongFactor } from "./changed.ts";
import { droppedCondition } from "./conditions.ts";
import { sharesIn } from "./containment.ts";
import { inventedExclusion } from "./exclusive.ts";
import { stillPlanned, unhedged, withoutHedges } from "./hedged.ts";
import { withoutRewritten } from "./judge-words.ts";
import { numberOfAnother } from "./mixed-numbers.ts";
import { wholeForPart } from "./part-of.ts";
import { widenedQuantity, withoutQuantifiers } from "./quantified.ts";
import { misrankedIn } from "./ranked.ts";
import { hasTurnedRoles } from "./roles.ts";
import { sentencesOf } from "./sentences.ts";
import type { Settled } from "./support-context.ts";

type Fault = Pick<Settled, "support" | "reason">;
type Rule = (claim: string, sentence: string, language: string | undefined) => Fault | undefined;

const partly = (reason: string): Fault => ({ support: "partly", reason });
const contradicted = (reason: string): Fault => ({ support: "contradicted", reason });

const rules: readonly Rule[] = [
  (claim, sentence, language) =>
    hasSwappedNumbers(claim, sentence, language)
      ? contradicted(`The evidence gives these numbers the other way round: “${sentence}”`)
      : undefined,
  (claim, sentence, language) =>
    isTurnedChange(claim, sentence, language)
      ? contradicted(`The evidence changes the other way: “${sentence}”`)
      : undefined,
  (claim, sentence, language) => {
    const number = changeForLevel(claim, sentence, language);
    return number
      ? contradicted(`“${number}” is by how much in one of claim and evidence, and to what in the other: “${sentence}”`)
      : undefined;
  },
  (claim, sentence, language) =>
    hasTurnedShare(claim, sentence, language)
      ? contradicted(`The evidence gives a share of something else: “${sentence}”`)
      : undefined,
  (claim, sentence) =>
    hasTurnedRoles(claim, sentence)
      ? contradicted(`The evidence has it done the other way round: “${sentence}”`)
      : undefined,
  (claim, sentence, language) => {
    const word = wrongFactor(claim, sentence, language);
    return word ? contradicted(`The numbers of the evidence do not give “${word}”: “${sentence}”`) : undefined;
  },
  (claim, sentence, language) => {
    const fault = otherwiseBounded(claim, sentence, language);
    if (!fault) return undefined;
    const reason = `The evidence says something else of “${fault.number}”: “${sentence}”`;
    return fault.isOpposite ? contradicted(reason) : partly(reason);
  },
  (claim, sentence, language) => {
    const number = wholeForPart(claim, sentence, language);
    return number ? partly(`“${number}” is of the whole, the claim speaks of a part: “${sentence}”`) : undefined;
  },
  (claim, sentence) => {
    const fault = misrankedIn(claim, sentence);
    if (!fault) return undefined;
    const reason = `The claim says “${fault.own}”, the evidence “${fault.told}”.`;
    return fault.isOther ? contradicted(reason) : partly(reason);
  },
  (claim, sentence) => {
    const words = widenedQuantity(claim, sentence);
    return words ? partly(`The claim says “${words[0]}”, the evidence “${words[1]}”.`) : undefined;
  },
  (claim, sentence) => {
    const word = unhedged(claim, sentence);
    return word ? partly(`The claim tells as a fact what the evidence does not (“${word}”).`) : undefined;
  },
  (claim, sentence) => {
    const word = stillPlanned(claim, sentence);
    return word ? partly(`The claim plans (“${word}”) what the evidence tells as done.`) : undefined;
  },
  (claim, sentence) => {
    const word = droppedCondition(claim, sentence);
    return word ? partly(`The claim leaves out the evidence's condition (“${word}”).`) : undefined;
  },
  (claim, sentence) => {
    const word = inventedExclusion(claim, sentence);
    return word ? partly(`The claim leaves out all others (“${word}”), the evidence does not.`) : undefined;
  },
  (claim, sentence) => {
    const word = inventedCause(claim, sentence);
    return word ? partly(`The claim tells a cause (“${word}”), the evidence does not.`) : undefined;
  },
];

/** From this share of a claim's words on a sentence is taken to speak of the same. */
const sameMatterFrom = 0.75;
/** A sentence that holds nearly as much as the best one may be what the claim rests on. */
const nearlyBest = 0.1;

/**
 * What a claim says beyond the evidence's sentences of the same matter, by its first fault.
 *
 * Contract: undefined when no single sentence holds most of the claim's words, and for a fault that one of those that
 * do has not: one that says it as the claim does is enough.
 */
export function judgeStrength(claim: string, text: string, language?: string): Settled | undefined {
  const sentences = sentencesOf(text, language).map((sentence) => sentence.text);
  const other = numberOfAnother(claim, sentences, language);
  if (other) return { ...partly(`The evidence gives that number to another (“${other}”).`), step: "names" };
  const told = withoutFactors(withoutRewritten(claim, text, language));
  const bare = withoutCauses(withoutHedges(withoutQuantifiers(told)));
  const shares = sharesIn(bare, sentences);
  const least = Math.max(sameMatterFrom, Math.max(0, ...shares) - nearlyBest);
  const same = sentences.filter((_sentence, index) => (shares[index] ?? 0) >= least);
  for (const rule of rules) {
    const faults = same.map((sentence) => rule(claim, sentence, language));
    const [first] = faults;
    if (first && faults.every((fault) => fault !== undefined)) return { ...first, step: "names" };
  }
  return undefined;
}
