/** Steps 3 and 4 of the cascade: names, negation, direction, opposites, and how much of the claim the text holds. */
import type { Support } from "../report/index.ts";
import { comparing, isReversedComparison, isTurnedAround } from "./comparative.ts";
import { type Containment, containmentIn, containmentOf, sharesIn } from "./containment.ts";
import { findDates } from "./dates.ts";
import { isNegated, oppositeDirections, withoutDirection } from "./direction.ts";
import { namesAndOwners } from "./name-mentions.ts";
import { hasName, haystackOf } from "./names.ts";
import { oppositeWords } from "./opposites.ts";
import { findQuantities } from "./quantities.ts";
import { sentencesOf } from "./sentences.ts";
import type { Settled } from "./support-context.ts";
import { contentStems, wordsOf } from "./words.ts";

/** Shares of a claim's content words that must stand in typed evidence. */
const supportedFrom = 0.6;
const partlyFrom = 0.4;

/** Names of a claim that stand nowhere in the evidence. */
export function judgeNames(claim: string, text: string): readonly string[] {
  const haystack = haystackOf(text);
  return namesAndOwners(claim).filter((name) => !hasName(name, haystack));
}

const aboutChange = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    "months?|quarters?|years?|ended|fiscal|percent|compared|from|to|versus|change|decline|growth|total|reported|highest|lowest|times",
    "höchste[rs]?|niedrigste[rs]?|werte?|anstieg|gegenüber|fache|monate?n?|quartale?|jahre?s?|unverändert|davon",
    "mois|trimestres?|années?|terminés|inchangée?|rapport|valeur|élevée|basse|fois",
    "meses|trimestres?|años?|cambios|frente|valor|alto|bajo|veces",
  ].join("|")})(?![\\p{L}\\p{N}])`,
  "giu",
);

/** A claim without its numbers, dates and words of change, which the steps before have dealt with. */
export function wordsBesideNumbers(claim: string, language: string | undefined): string {
  const spans = [
    ...findQuantities(claim, { spelled: true, ...(language && { language }) }),
    ...findDates(claim, language),
  ].sort((a, b) => a.start - b.start);
  const rest = spans.reduceRight((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, claim);
  return withoutDirection(rest).replace(aboutChange, " ");
}

/** A claim without the numbers and dates that the evidence writes otherwise ("1.2 TWh" for "1,210 GWh"): they are settled. */
export function withoutRewritten(claim: string, evidence: string, language: string | undefined): string {
  const held = new Set(contentStems(evidence));
  const spans = [
    ...findQuantities(claim, { spelled: true, ...(language && { language }) }),
    ...findDates(claim, language),
  ].filter((span) => !contentStems(span.text).every((stem) => held.has(stem)));
  return spans
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, claim);
}

/** Steps 3 and 4: missing names, opposite direction or negation in the nearest sentence, containment. */
export function judgeWords(
  claim: string,
  evidence: {
    readonly text: string;
    readonly missing: readonly string[];
    readonly typed: boolean;
    readonly language?: string;
  },
): Settled {
  const contained = containmentOf(claim, evidence.text, evidence.language);
  const opposed = contradiction(claim, contained, evidence);
  if (opposed) return { support: "contradicted", step: "names", reason: opposed };
  const share = evidence.typed ? contained.whole : contained.local;
  const verdict = evidence.typed ? verdictOf(share, supportedFrom) : verdictOf(...proseScore(contained));
  if (evidence.missing.length > 0) {
    const reason = `${evidence.missing.map((name) => `“${name}”`).join(", ")} ${evidence.missing.length === 1 ? "is" : "are"} not named in the cited evidence.`;
    return { support: verdict === "unsupported" ? "unsupported" : "partly", step: "names", reason };
  }
  const reason = `${Math.round(share * 100)} % of the claim's words stand in the cited passage.`;
  return { support: verdict, step: "containment", reason };
}

function verdictOf(score: number, least: number): Support {
  return score >= least ? "supported" : score >= least - (supportedFrom - partlyFrom) ? "partly" : "unsupported";
}

/** Weight of word order beside word overlap, and the score that claims of five content words need. */
const nearWeight = 0.2;
const proseFrom = 0.54;
/** A long claim holds more that no page says in the same words; what it may leave out a word, and the limits. */
const reliefPerWord = 0.01;
const proseLimits = [0.4, 0.57] as const;

/**
 * How much of a claim stands in prose, and how much must. All four numbers are measured on 2,004 claims with known
 * support (Factcheck-Bench, WiCE); neighbouring values give the same within half a point.
 */
function proseScore({ local, near, words }: Containment): readonly [score: number, least: number] {
  const score = words < 2 ? local : (1 - nearWeight) * local + nearWeight * near;
  const [lowest, highest] = proseLimits;
  return [score, Math.min(highest, Math.max(lowest, proseFrom - reliefPerWord * (words - 5)))];
}

/** Words that deny and are no stop words: that the evidence lacks them is what is asked, not a word it does not have. */
const denials =
  /(?<!\p{L})(?:never|none|neither|cannot|no(?:body|thing|where| one)|hardly|scarcely|kaum|\p{L}+n['’]t|niemals|kein\p{L}*|niemand\p{L}*|jamais|personne|nunca|nadie|ningun\p{L}*|ningún|никогда|никто|нет|ليس(?:ت|وا)?|لم|لن|لا)(?!\p{L})|没有|并未|未|不|ない|않|못|없/giu;

const longestDenial = 60;
const clauseEnds = /[;:]\s|,\s|\s(?:but|while|whereas|although|though|aber|während|mais|pero)\s/u;

/** The part of the sentence that alone holds as much of the claim: what another part denies is another matter. */
function clauseOf(claim: string, { sentence }: Containment): string {
  const clauses = sentence.split(clauseEnds);
  if (clauses.length < 2) return sentence;
  // Where the denial stands is what is asked.
  const affirmed = claim.replace(denials, " ");
  const [whole = 0, ...shares] = sharesIn(affirmed, [sentence, ...clauses]);
  return clauses.find((_part, index) => (shares[index] ?? 0) >= whole) ?? sentence;
}

/** From this share of a claim's words on a sentence is taken to speak of the same. */
const sameMatterFrom = 0.75;
/** Denial needs more, for sentences deny many things beside. */
const sameStatementFrom = 0.85;

const wholeWord = (word: string): RegExp => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, "iu");

function contradiction(
  claim: string,
  contained: Containment,
  evidence: { readonly text: string; readonly typed: boolean; readonly language?: string },
): string | undefined {
  const { sentence, single } = contained;
  if (evidence.typed) return undefined;
  const denied = isNegated(claim, evidence.language) !== isNegated(clauseOf(claim, contained), evidence.language);
  const opposed = oppositeWords(claim, sentence);
  // "Not illegal" and "legal" agree.
  const isConverse = opposed && isTurnedAround(claim, sentence, [wholeWord(opposed[0]), wholeWord(opposed[1])]);
  const besides = opposed && !isConverse && wordsOf(claim).filter((word) => word !== opposed[0]);
  if (besides && !denied && containmentIn(besides.join(" "), [sentence]).single >= sameMatterFrom)
    return `The claim says “${opposed[0]}”, the evidence “${opposed[1]}”: “${sentence}”`;
  // What is asked is whether they speak of the same but for the way it went.
  const isOpposite = oppositeDirections(claim, sentence) && !isTurnedAround(claim, sentence, [comparing, comparing]);
  if (isOpposite && containmentIn(withoutDirection(claim), [sentence]).single >= sameMatterFrom)
    return `The evidence says the opposite direction: “${sentence}”`;
  const bare = denied ? containmentIn(claim.replace(denials, " "), [sentence]).single : single;
  if (bare < sameMatterFrom) return undefined;
  const sentences = sentencesOf(evidence.text, evidence.language).map(({ text }) => text);
  if (isReversedComparison(claim, sentences)) return "The evidence compares the same the other way round.";
  // What the parser left as one long line of a list or menu denies many things.
  if (wordsOf(sentence).length > longestDenial) return undefined;
  return denied && !opposed && bare >= sameStatementFrom
    ? `One of claim and evidence denies what the other says: “${sentence}”`
    : undefined;
}
