import { holdsCondition } from "./conditions.ts";
import { isNegated } from "./direction.ts";
import { foldText } from "./normalise.ts";
import { findQuantities } from "./quantities.ts";
import type { Passage } from "./standing.ts";
import { contentStems } from "./words.ts";

/**
 * Whether a claim stands word for word in what a passage cites, and says the same there.
 *
 * Contract: not for words that are cut out of a longer word or number ("5 million" of "1.5 million"), nor for a part of
 * a sentence whose other part denies it or sets a condition; such a claim is left to the other steps.
 */
export function holdsVerbatim({ exact }: Pick<Passage, "exact">, text: string): boolean {
  const [own, all] = [bare(text), bare(exact)];
  if (own === "") return false;
  const numbers = findQuantities(all);
  for (let start = all.indexOf(own); start >= 0; start = all.indexOf(own, start + 1)) {
    const span = { start, end: start + own.length };
    if (!cutsWord(all, span) && !numbers.some((number) => cutsSpan(number, span)) && !isTurned(all, span)) return true;
  }
  return false;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const bare = (value: string): string =>
  foldText(value)
    .replace(/[\s.…"'“”]+$/u, "")
    .replace(/^["'“”\s]+/u, "")
    .toLowerCase();

const cutsSpan = (whole: Span, { start, end }: Span): boolean =>
  [start, end].some((at) => whole.start < at && at < whole.end);

/** Two characters that are of one word or number; a number keeps its sign and the range it is an end of. */
const joinedLetters = /^(?:[\p{L}\p{N}]{2}|-\p{N}|\p{N}-)$/u;
/** Scripts that do not part words, or glue particles to them. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}]/u;

function cutsWord(text: string, { start, end }: Span): boolean {
  return [start, end].some((at) => {
    const pair = `${[...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ""}${[...text.slice(at, at + 2)][0] ?? ""}`;
    return joinedLetters.test(pair) && !unspaced.test(pair);
  });
}

/** Whether the rest of the sentence takes back what a part of it says. */
function isTurned(text: string, { start, end }: Span): boolean {
  const lead = /[^.!?。！？]*$/u.exec(text.slice(0, start))?.[0] ?? "";
  const rest = /^[^.!?。！？]*/u.exec(text.slice(end))?.[0] ?? "";
  const own = text.slice(start, end);
  const depends = !holdsCondition(own) && holdsCondition(`${lead}${own}${rest}`);
  return cutOff.test(lead) || isNegated(lead) || depends;
}

/** What stands before words that no longer say what they said when it is cut off: "not all …", "it is untrue that …". */
const cutOff =
  /(?<!\p{L})(?:not|nearly|almost|hardly|scarcely|nicht|kaum|fast|pas|presque|casi|no|(?:suggest|claim|alleg|den|doubt|speculat|suspect|hypothesi[sz]|possible|unlikely|untrue|false|myth|unclear)\p{L}*\s(?:that|whether|if))\s$/u;

/** Words beside a quotation that need not stand in the source's title: "according to", "states". */
const attributionWords = 3;

const oneQuotation = /^([^“„«]{0,200})[“„«]\s?(.{12,})[”“»]\s?\.?$/su;
/** The name of the source may stand in quotation marks too. */
const lastQuotation = /^(.{0,200}[”“»].{0,20}?)[“„«]\s?([^“„«]{12,})[”“»]\s?\.?$/su;

/** Whether a claim is one quotation that stands in the passage, led by no more than the name of its source. */
export function quotesIt(passage: Pick<Passage, "exact" | "about">, claim: string): boolean {
  const parts = [oneQuotation, lastQuotation].map((form) => form.exec(claim.trim()) ?? []);
  const [, before = "", quote = ""] =
    parts.find(([, , part = ""]) => part !== "" && holdsVerbatim(passage, part)) ?? [];
  if (quote === "") return false;
  const about = new Set(contentStems(passage.about));
  // A file name beside a title is no number of the claim.
  const words = before.replace(/\([^()]*\.\p{L}{2,5}\)/gu, " ").replace(/\.(\p{L}{2,5})(?=[\s,:]|$)/gu, " $1");
  const foreign = contentStems(words).filter((stem) => !about.has(stem));
  return foreign.length <= attributionWords && !foreign.some((stem) => /\p{Nd}/u.test(stem));
}
