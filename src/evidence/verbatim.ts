import { foldText } from "./normalise.ts";
import type { Passage } from "./standing.ts";
import { contentStems } from "./words.ts";

/** Whether a claim stands word for word in what a passage cites, and says the same there. */
export function holdsVerbatim(passage: Passage, text: string): boolean {
  const bare = (value: string): string =>
    foldText(value)
      .replace(/[\s.…"'“”]+$/u, "")
      .replace(/^["'“”\s]+/u, "")
      .toLowerCase();
  const parts = bare(passage.exact).split(bare(text));
  return parts.slice(0, -1).some((before) => !cutOff.test(before));
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
export function quotesIt(passage: Passage, claim: string): boolean {
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
