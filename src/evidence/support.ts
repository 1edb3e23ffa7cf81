/**
 * The support cascade, cheapest step first; each settles a claim or hands it on: citation, quote, numbers, names with
 * negation and direction, containment.
 */
import type { ClaimCheck, Evidence, Quantity, Source, Support } from "../report/index.ts";
import type { Claim } from "./claims.ts";
import { isReversedComparison } from "./comparative.ts";
import { checkComputed } from "./computed.ts";
import { type Containment, containmentIn, containmentOf } from "./containment.ts";
import { type FoundDate, findDates } from "./dates.ts";
import { type Derivation, derivationOf, recompute } from "./derivations.ts";
import { directionOf, isNegated, oppositeDirections, withoutDirection } from "./direction.ts";
import { hasName, haystackOf, namesIn } from "./names.ts";
import { foldText } from "./normalise.ts";
import { oppositeWords } from "./opposites.ts";
import type { ParsedSource } from "./parsed-source.ts";
import { printQuantity } from "./print-quantity.ts";
import { findQuantities } from "./quantities.ts";
import { type PrintedValue, sameQuantity } from "./same-quantity.ts";
import { sentencesOf } from "./sentences.ts";
import { type Passage, standingOf } from "./standing.ts";
import { contentStems } from "./words.ts";

/** What claims are checked against. */
export interface SupportContext {
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly sources: ReadonlyMap<string, Source>;
  loadParsed(sourceId: string): ParsedSource | undefined;
  readonly derivations?: readonly Derivation[];
  /** BCP 47 tag of the claims. */
  readonly language?: string;
}

type Settled = Pick<ClaimCheck, "support" | "step" | "reason">;

/** Shares of a claim's content words that must stand in typed evidence. */
const supportedFrom = 0.6;
const partlyFrom = 0.4;

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
  const missing = judgeNames(claim.text, text);
  const trend = judgeTrend(claim.text, passages) ?? judgeExtreme(claim, passages, context);
  if (trend) return trend;
  const typed = passages.some((passage) => passage.quantities.length > 0);
  // The numbers of typed evidence are settled; what is left to find are the words of its headers.
  const words = typed ? wordsBesideNumbers(claim.text, context.language) : claim.text;
  return judgeWords(words, { text, missing, typed, ...(context.language && { language: context.language }) });
}

const aboutChange =
  /\b(?:months?|quarters?|years?|ended|fiscal|percent|compared|from|to|versus|change|decline|growth|total|reported|highest|lowest|times)\b/giu;

/** A claim without its numbers, dates and words of change, which the steps before have dealt with. */
function wordsBesideNumbers(claim: string, language: string | undefined): string {
  const spans = [
    ...findQuantities(claim, { spelled: true, ...(language && { language }) }),
    ...findDates(claim, language),
  ].sort((a, b) => a.start - b.start);
  const rest = spans.reduceRight((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, claim);
  return withoutDirection(rest).replace(aboutChange, " ");
}

function holdsVerbatim(passage: Passage, text: string): boolean {
  const bare = (value: string): string =>
    foldText(value)
      .replace(/[\s.…"'“”]+$/u, "")
      .replace(/^["'“”\s]+/u, "")
      .toLowerCase();
  return bare(passage.exact).includes(bare(text));
}

/** Words beside a quotation that need not stand in the source's title: "according to", "states". */
const attributionWords = 3;

/** Whether a claim is one quotation that stands in the passage, led by no more than the name of its source. */
function quotesIt(passage: Passage, claim: string): boolean {
  const [, before = "", quote = ""] = /^([^“„«]{0,200})[“„«]\s?(.{12,})[”“»]\s?\.?$/su.exec(claim.trim()) ?? [];
  if (quote === "" || !holdsVerbatim(passage, quote)) return false;
  const about = new Set(contentStems(passage.about));
  // A file name beside a title is no number of the claim.
  const words = before.replace(/\([^()]*\.\p{L}{2,5}\)/gu, " ");
  const foreign = contentStems(words).filter((stem) => !about.has(stem));
  return foreign.length <= attributionWords && !foreign.some((stem) => /\p{Nd}/u.test(stem));
}

/** A table cell or chart point: its number must be a cited number, literally or derived from cited ones. */
function judgeValue(claim: Claim, passages: readonly Passage[], context: SupportContext): Settled {
  const { value } = claim;
  const literal = passages.some((passage) => foldText(passage.exact).includes(foldText(claim.text)));
  if (!value) {
    return literal
      ? { support: "supported", step: "quote", reason: "The cell's words stand in the cited text." }
      : judgeWords(claim.text, {
          text: passages.map((passage) => `${passage.window}\n${passage.about}`).join("\n"),
          missing: [],
          typed: false,
        });
  }
  const cited = passages.flatMap((passage) => passage.cited);
  if (literal || cited.some((other) => sameQuantity(value, other, { rounded: "first" }))) {
    return { support: "supported", step: "numbers", reason: "The number equals the cited one." };
  }
  const formula = derivationOf(value, cited) ?? declared(value, claim, context);
  if (formula) return { support: "supported", step: "numbers", reason: `Derived from the cited numbers: ${formula}.` };
  const other = cited.find((quantity) => quantity.unit === value.unit);
  return {
    support: other ? "contradicted" : "unsupported",
    step: "numbers",
    reason: other
      ? `The cited number is ${printQuantity(other)}, not ${printQuantity(value)}.`
      : "The number does not stand in the cited evidence.",
  };
}

function declared(value: PrintedValue, claim: Claim, context: SupportContext): string | undefined {
  return context.derivations?.find((derivation) => {
    if (!derivation.evidenceIds.every((id) => claim.evidenceIds.includes(id))) return false;
    if (!sameQuantity(value, { value: derivation.value, unit: derivation.unit ?? "" }, { ignoreSign: true }))
      return false;
    const operands = derivation.evidenceIds.map((id) => context.evidence.get(id)?.quantities?.[0]?.value ?? Number.NaN);
    return recompute(derivation, operands);
  })?.formula;
}

/** Step 2: every number and date of the claim, or the problem. */
function judgeNumbers(claim: Claim, passages: readonly Passage[], context: SupportContext): Settled | undefined {
  const options = { spelled: true, ...(context.language && { language: context.language }) };
  const wanted = findQuantities(claim.text, options);
  const missing = wanted.filter((quantity) => !isCovered(quantity, claim, { passages, context }));
  const dates = passages.flatMap((passage) => passage.dates);
  const missingDates = findDates(claim.text, context.language).filter((date) => !hasDate(date, dates));
  if (missing.length + missingDates.length === 0) return undefined;
  const words = [...missing.map((quantity) => quantity.text), ...missingDates.map((date) => date.text)];
  const reason = `${words.map((word) => `“${word}”`).join(", ")} ${words.length === 1 ? "does" : "do"} not stand in the cited evidence.`;
  const someStand = missing.length < wanted.length || (missing.length === 0 && wanted.length > 0);
  return { support: someStand ? "partly" : "unsupported", step: "numbers", reason };
}

interface Against {
  readonly passages: readonly Passage[];
  readonly context: SupportContext;
}

function isCovered(quantity: ReturnType<typeof findQuantities>[number], claim: Claim, against: Against): boolean {
  const { passages, context } = against;
  const cited = passages.flatMap((passage) => passage.cited);
  const options = { rounded: "first", ignoreSign: true } as const;
  if (cited.some((other) => sameQuantity(quantity, other, options))) return true;
  if (passages.some((passage) => passage.nearby.some((other) => sameQuantity(quantity, other, options)))) return true;
  if (derivationOf(quantity, cited) ?? declared(quantity, claim, context)) return true;
  // "In four quarters", "three of the sources": a count of what is cited.
  const counted = new Set([claim.evidenceIds.length, new Set(passages.map((passage) => passage.about)).size]);
  const following = claim.text.slice(quantity.end, quantity.end + 30);
  const counts =
    /^\s*(?:of\s|independent\s|reports?\b|sources?\b|documents?\b|quarters?\b|periods?\b|companies\b|filings?\b)/iu.test(
      following,
    );
  return quantity.scale === 1 && counts && [...counted].some((count) => quantity.value <= count);
}

/** A date stands in the evidence when one of them refines the other; a quarter when its year does. */
function hasDate(date: FoundDate, dates: readonly Pick<FoundDate, "iso" | "precision" | "from">[]): boolean {
  const year = date.iso.slice(0, 4);
  const hasYear = dates.some((other) => other.iso.slice(0, 4) === year);
  // "April 9th" in a text of 2011.
  if (date.precision === "day" && hasYear && dates.some((other) => other.iso === `-${date.iso.slice(4)}`)) return true;
  if (date.precision === "month-day") return dates.some((other) => other.iso.endsWith(date.iso.slice(2)));
  if (date.precision === "quarter" || date.precision === "half" || date.fiscal) {
    return hasYear;
  }
  if (date.precision === "decade") return dates.some((other) => other.iso.slice(0, 3) === date.iso.slice(0, 3));
  return dates.some(
    (other) =>
      other.iso.startsWith(date.iso) ||
      (other.iso.length > 4 && date.iso.startsWith(other.iso)) ||
      (other.from !== undefined && isWithin(date.iso, other.from, other.iso)),
  );
}

/** A month or day inside a span of months or days; of a span of years only its ends are said. */
function isWithin(iso: string, from: string, to: string): boolean {
  return from.length === 4 ? iso === from : iso >= from && iso.slice(0, to.length) <= to;
}

/** Names of a claim that stand nowhere in the evidence. */
function judgeNames(claim: string, text: string): readonly string[] {
  const haystack = haystackOf(text);
  // A sentence's first word may be a name or not; with a possessive it mostly is one.
  const owner = /^["“'‘]?(\p{Lu}\p{Ll}{2,})['’]s\s/u.exec(claim)?.[1];
  const names = [...(owner === undefined ? [] : [owner]), ...namesIn(claim)];
  return [...new Set(names)].filter((name) => !hasName(name, haystack));
}

/** "Highest" and "lowest" against all cited numbers of the same metric. */
function judgeExtreme(claim: Claim, passages: readonly Passage[], { language }: SupportContext): Settled | undefined {
  const extreme = /\b(?:highest|lowest)\b/iu.exec(claim.text)?.[0].toLowerCase();
  if (extreme === undefined) return undefined;
  const cited = passages.flatMap((passage) => passage.quantities);
  const [first, ...rest] = cited;
  if (!first || rest.length === 0 || rest.some((other) => !sameSeries(first, other))) return undefined;
  const values = cited.map(({ value }) => value);
  const wanted = extreme === "highest" ? Math.max(...values) : Math.min(...values);
  const told = findQuantities(claim.text, language ? { language } : {});
  const holds = told.some((quantity) => sameQuantity(quantity, { ...quantity, value: wanted }, { ignoreSign: true }));
  if (holds) return undefined;
  return { support: "contradicted", step: "numbers", reason: `The ${extreme} cited number is another.` };
}

/** A claim of rise or fall against the cited numbers of the same metric, ordered by period. */
function judgeTrend(claim: string, passages: readonly Passage[]): Settled | undefined {
  const direction = directionOf(claim);
  if (direction !== "up" && direction !== "down") return undefined;
  const quantities = passages
    .flatMap((passage) => passage.quantities)
    .filter((quantity) => quantity.periodEnd !== undefined);
  const [first, ...rest] = [...quantities].sort((a, b) => ((a.periodEnd ?? "") < (b.periodEnd ?? "") ? -1 : 1));
  const last = rest.at(-1);
  if (!first || !last || rest.some((other) => !sameSeries(first, other)) || first.periodEnd === last.periodEnd)
    return undefined;
  const change = last.value - first.value;
  const agrees = direction === "up" ? change >= 0 : change <= 0;
  // A sentence about one of several steps, or about a loss, may go against the overall change.
  if (agrees || rest.length > 1 || first.value < 0 || last.value < 0) return undefined;
  return {
    support: "contradicted",
    step: "names",
    reason: `The claim says ${direction}, the cited numbers go from ${printQuantity(first)} to ${printQuantity(last)}.`,
  };
}

function sameSeries(first: Quantity, second: Quantity): boolean {
  return first.unit === second.unit && first.metric === second.metric && first.entity === second.entity;
}

/** Steps 3 and 4: missing names, opposite direction or negation in the nearest sentence, containment. */
function judgeWords(
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

const clauseEnds = /[;:]\s|,\s|\s(?:but|while|whereas|although|though|aber|während|mais|pero)\s/u;

/** The part of the sentence that alone holds as much of the claim: what another part denies is another matter. */
function clauseOf(claim: string, { sentence, single }: Containment): string {
  const clauses = sentence.split(clauseEnds);
  return clauses.length < 2
    ? sentence
    : (clauses.find((part) => containmentIn(claim, [part]).single >= single) ?? sentence);
}

/** From this share of a claim's words on a sentence is taken to speak of the same. */
const sameMatterFrom = 0.75;
/** Denial needs more, for sentences deny many things beside. */
const sameStatementFrom = 0.85;

function contradiction(
  claim: string,
  contained: Containment,
  evidence: { readonly text: string; readonly typed: boolean; readonly language?: string },
): string | undefined {
  const { sentence, single } = contained;
  if (evidence.typed || single < sameMatterFrom) return undefined;
  if (oppositeDirections(claim, sentence)) return `The evidence says the opposite direction: “${sentence}”`;
  const sentences = sentencesOf(evidence.text, evidence.language).map(({ text }) => text);
  if (isReversedComparison(claim, sentences)) return "The evidence compares the same the other way round.";
  const opposed = oppositeWords(claim, sentence);
  const denied = isNegated(claim, evidence.language) !== isNegated(clauseOf(claim, contained), evidence.language);
  // "Not illegal" and "legal" agree.
  if (opposed && !denied) return `The claim says “${opposed[0]}”, the evidence “${opposed[1]}”: “${sentence}”`;
  return denied && !opposed && single >= sameStatementFrom
    ? `One of claim and evidence denies what the other says: “${sentence}”`
    : undefined;
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
