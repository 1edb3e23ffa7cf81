/** Step 2 of the cascade: numbers, dates, and what cited series say of rise, fall and extremes. */
import type { Quantity } from "../report/index.ts";
import { type Binding, bindNumbers } from "./binding.ts";
import { missedFactor } from "./changed.ts";
import type { Claim } from "./claims.ts";
import { type FoundDate, findDates } from "./dates.ts";
import { derivationOf, recompute } from "./derivations.ts";
import { directionOf } from "./direction.ts";
import { judgeWords } from "./judge-words.ts";
import { misfiled } from "./misfiled.ts";
import { foldText } from "./normalise.ts";
import { printQuantity } from "./print-quantity.ts";
import { findQuantities } from "./quantities.ts";
import { type PrintedValue, sameQuantity } from "./same-quantity.ts";
import type { Passage } from "./standing.ts";
import type { Settled, SupportContext } from "./support-context.ts";

/** A table cell or chart point: its number must be a cited number, literally or derived from cited ones. */
export function judgeValue(claim: Claim, passages: readonly Passage[], context: SupportContext): Settled {
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
  const fault = misfiled(claim, context);
  if (fault) return { support: "contradicted", step: "numbers", reason: fault };
  const [binding] = bindNumbers(claim, [{ printed: value, ...endOf(claim) }], { passages, ...context });
  const cited = binding?.cited ?? [];
  const isForeign = (binding?.foreign.length ?? 0) > 0;
  if ((literal && !isForeign) || cited.some((other) => sameQuantity(value, other, { rounded: "first" }))) {
    return { support: "supported", step: "numbers", reason: "The number equals the cited one." };
  }
  const formula = derivationOf(value, binding?.operands ?? []) ?? declared(value, claim, context);
  if (formula) return { support: "supported", step: "numbers", reason: `Derived from the cited numbers: ${formula}.` };
  if (binding && isForeign) return foreignTo(claim.text, [binding]);
  const other = cited.find((quantity) => quantity.unit === value.unit);
  return {
    support: other ? "contradicted" : "unsupported",
    step: "numbers",
    reason: other
      ? `The cited number is ${printQuantity(other)}, not ${printQuantity(value)}.`
      : "The number does not stand in the cited evidence.",
  };
}

/** A cell's number comes after all that its headers say. */
function endOf(claim: Claim): { readonly start: number; readonly end: number } {
  const end = `${claim.headers ?? ""} ${claim.subject ?? ""}`.length;
  return { start: end, end };
}

/**
 * A number of the cited evidence that is somebody else's, of another time or of another measure there. Whose it is tells
 * the way the sentence is built, which rules read worse than readers: the number itself stands.
 */
function foreignTo(words: string, bindings: readonly Binding[]): Settled {
  const of = bindings.flatMap(({ foreign }) =>
    foreign.slice(0, 1).map(({ passage, entities, metric }) => {
      const period = passage.quantities[0]?.period;
      return [entities[0], metric, period].filter((part) => part !== undefined).join(", ");
    }),
  );
  const told = of.filter((part) => part !== "");
  return {
    support: bindings.some(({ contradicted }) => contradicted) ? "contradicted" : "unsupported",
    step: "names",
    reason: `${words} stands in the cited evidence only for something else${told.length > 0 ? ` (${[...new Set(told)].join("; ")})` : ""}.`,
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
export function judgeNumbers(claim: Claim, passages: readonly Passage[], context: SupportContext): Settled | undefined {
  const options = { spelled: true, ...(context.language && { language: context.language }) };
  const wanted = findQuantities(claim.text, options);
  const bindings = bindNumbers(
    claim,
    wanted.map((printed) => ({ printed, start: printed.start, end: printed.end })),
    { passages, language: context.language },
  );
  const uncovered = wanted.flatMap((quantity, index) => {
    const binding = bindings[index];
    return binding && !isCovered(quantity, claim, { binding, passages, context }) ? [{ quantity, binding }] : [];
  });
  const foreign = uncovered.filter(({ binding }) => binding.foreign.length > 0);
  if (foreign.length > 0)
    return foreignTo(
      foreign.map(({ quantity }) => `“${quantity.text}”`).join(", "),
      foreign.map(({ binding }) => binding),
    );
  const missing = uncovered.map(({ quantity }) => quantity);
  const dates = passages.flatMap((passage) => passage.dates);
  const missingDates = findDates(claim.text, context.language).filter(
    (date) => !hasDate(date, dates) && !hasYearAsNumber(date, passages),
  );
  if (missing.length + missingDates.length === 0) return undefined;
  const words = [...missing.map((quantity) => quantity.text), ...missingDates.map((date) => date.text)];
  const reason = `${words.map((word) => `“${word}”`).join(", ")} ${words.length === 1 ? "does" : "do"} not stand in the cited evidence.`;
  // "Five kinds: …" counts what the sentence lists itself; who reads can count too.
  const separators = claim.text.match(/[,;、，；]|\s(?:and|und|et|y)\s|和/giu)?.length ?? 0;
  const onlyCounts =
    missingDates.length === 0 &&
    missing.every(({ spelled, unit, value }) => spelled && unit === "" && value - 1 <= separators);
  const someStand = missing.length < wanted.length || (missing.length === 0 && wanted.length > 0);
  return { support: someStand ? "partly" : "unsupported", step: onlyCounts ? "names" : "numbers", reason };
}

interface Against {
  readonly binding: Binding;
  readonly passages: readonly Passage[];
  readonly context: SupportContext;
}

function isCovered(quantity: ReturnType<typeof findQuantities>[number], claim: Claim, against: Against): boolean {
  const { binding, passages, context } = against;
  const options = { rounded: "first", ignoreSign: !signTells(quantity, claim, passages) } as const;
  if ([...binding.cited, ...binding.nearby].some((other) => sameQuantity(quantity, other, options))) return true;
  const derived = isBareCount(quantity, claim) ? undefined : derivationOf(quantity, binding.operands);
  if (derived ?? declared(quantity, claim, context)) return true;
  // "Half of" that the evidence says in words of which no rule makes a share.
  if (quantity.spelled && quantity.unit === "%" && standsInWords(quantity.text, passages)) return true;
  // "In four quarters", "three of the sources": a count of what is cited.
  const counted = new Set([claim.evidenceIds.length, new Set(passages.map((passage) => passage.about)).size]);
  const following = claim.text.slice(quantity.end, quantity.end + 30);
  const counts =
    /^\s*(?:(?!and\b|or\b)\p{Ll}+\s)?(?:of\s|independent\s|reports?\b|sources?\b|documents?\b|quarters?\b|periods?\b|companies\b|filings?\b)/iu.test(
      following,
    );
  return quantity.scale === 1 && counts && [...counted].some((count) => quantity.value <= count);
}

/** "Two plants": a small count that the difference of any two numbers could be; "three times" is a ratio. */
function isBareCount({ spelled, unit, scale, end }: ReturnType<typeof findQuantities>[number], claim: Claim): boolean {
  const isRatio = /^\s?-?(?:times|fold|mal|fois|veces)(?!\p{L})|^倍/iu.test(claim.text.slice(end));
  return spelled === true && unit === "" && scale === 1 && !isRatio;
}

function standsInWords(words: string, passages: readonly Passage[]): boolean {
  const wanted = foldText(words)
    .toLowerCase()
    .replace(/\s(?:of|the)$/u, "");
  return !/\d/.test(wanted) && passages.some(({ window }) => foldText(window).toLowerCase().includes(wanted));
}

/** Words that say in place of a sign which way a number counts. */
const signWords =
  /(?<!\p{L})(?:loss(?:es)?|deficits?|shortfalls?|negative|minus|below|under|outflows?|verlust\p{L}*|defizit\p{L}*|negativ\p{L}*|unter|pertes?|déficits?|négati\p{L}*|moins|pérdidas?|déficit|negativ[oa]s?|menos|bajo|perdit[ae]|убыт\p{L}*|дефицит\p{L}*|минус)(?!\p{L})|亏损|赤字|零下|负|損失|マイナス|적자|영하|خسارة|عجز|سالب/iu;

/**
 * Whether a minus must stand in the evidence as well: the claim prints one, or speaks of a temperature, and no word on
 * either side says the same, as "fell by 3 %" does of "(3)%". Costs are printed with a minus and told without.
 */
function signTells({ value, unit }: PrintedValue, claim: Claim, passages: readonly Passage[]): boolean {
  if (value >= 0 && !/^°[CF]$/.test(unit)) return false;
  const texts = [claim.text, ...passages.flatMap(({ exact, about }) => [exact, about])];
  return texts.every((text) => !signWords.test(text) && !["down", "mixed"].includes(directionOf(text)));
}

/** "A law of 1983 obliged …": the year of a claim may stand in evidence as a number that no rule takes for a date. */
function hasYearAsNumber({ iso, precision }: FoundDate, passages: readonly Passage[]): boolean {
  if (precision !== "year") return false;
  const bare = (quantity: PrintedValue): boolean =>
    quantity.unit === "" && quantity.step === 1 && String(quantity.value) === iso;
  return passages.some(({ cited, nearby }) => cited.some(bare) || nearby.some(bare));
}

/** A date stands in the evidence when one of them refines the other; a quarter when its year does and no other quarter. */
function hasDate(date: FoundDate, dates: readonly Pick<FoundDate, "iso" | "precision" | "from">[]): boolean {
  const year = date.iso.slice(0, 4);
  const hasYear = dates.some((other) => other.iso.slice(0, 4) === year);
  // "April 9th" in a text of 2011.
  if (date.precision === "day" && hasYear && dates.some((other) => other.iso === `-${date.iso.slice(4)}`)) return true;
  if (date.precision === "month-day") return dates.some((other) => other.iso.endsWith(date.iso.slice(2)));
  if (date.precision === "quarter" || date.precision === "half") return hasYear && !isOtherPart(date, dates);
  if (date.fiscal) return hasYear;
  if (date.precision === "decade") return dates.some((other) => other.iso.slice(0, 3) === date.iso.slice(0, 3));
  return dates.some(
    (other) =>
      other.iso.startsWith(date.iso) ||
      (other.iso.length > 4 && date.iso.startsWith(other.iso)) ||
      (other.from !== undefined && isWithin(date.iso, other.from, other.iso)),
  );
}

/** Whether all that the evidence tells of the year are other quarters or halves of it. */
function isOtherPart(date: FoundDate, dates: readonly Pick<FoundDate, "iso" | "precision">[]): boolean {
  const year = date.iso.slice(0, 4);
  const told = dates.filter((other) => other.iso.slice(0, 4) === year);
  const [from, to] = monthsOf(date);
  return told.every((other) => {
    const [first, last] = monthsOf(other);
    return (other.precision === "quarter" || other.precision === "half") && (last < from || first > to);
  });
}

/** First and last month of a quarter or half that is named by its end. */
function monthsOf({ iso, precision }: Pick<FoundDate, "iso" | "precision">): readonly [number, number] {
  const last = Number(iso.slice(5, 7));
  return [last - (precision === "half" ? 5 : 2), last];
}

/** A month or day inside a span of months or days; of a span of years only its ends are said. */
function isWithin(iso: string, from: string, to: string): boolean {
  return from.length === 4 ? iso === from : iso >= from && iso.slice(0, to.length) <= to;
}

/** "Highest" and "lowest" against all cited numbers of the same metric. */
export function judgeExtreme(
  claim: Claim,
  passages: readonly Passage[],
  { language }: SupportContext,
): Settled | undefined {
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
export function judgeTrend(claim: string, passages: readonly Passage[]): Settled | undefined {
  const direction = directionOf(claim);
  if (direction !== "up" && direction !== "down") return undefined;
  const quantities = passages
    .flatMap((passage) => passage.quantities)
    .filter((quantity) => quantity.periodEnd !== undefined);
  const [first, ...rest] = [...quantities].sort((a, b) => ((a.periodEnd ?? "") < (b.periodEnd ?? "") ? -1 : 1));
  const last = rest.at(-1);
  if (!first || !last || rest.some((other) => !sameSeries(first, other)) || first.periodEnd === last.periodEnd)
    return undefined;
  const factor = rest.length === 1 ? missedFactor(claim, first.value, last.value) : undefined;
  if (factor)
    return {
      support: "contradicted",
      step: "numbers",
      reason: `The cited numbers ${printQuantity(first)} and ${printQuantity(last)} do not give “${factor}”.`,
    };
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
