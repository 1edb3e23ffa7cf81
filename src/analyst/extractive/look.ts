import type { Analyst } from "../analyst.ts";
import { isScaffolding } from "./scaffolding.ts";
import { contentTerms } from "./words.ts";

const minShared = 0.3;

/** Judges a picture by its caption and the words in it; what it shows beyond words, it does not claim to see. */
export const look: Analyst["look"] = async ({ subQuestion, caption, words }) => {
  const { relevant } = readWords({ caption, words, purpose: subQuestion.topics.join(" ") });
  return { relevant, reading: words };
};

/** Whether caption and words speak of a purpose, and both as one reading. */
export function readWords({
  caption,
  words,
  purpose,
}: {
  readonly caption: string;
  readonly words: string;
  readonly purpose: string;
}): { readonly relevant: boolean; readonly reading: string } {
  const wanted = new Set(contentTerms(purpose).filter((term) => !isScaffolding(term)));
  const said = new Set(contentTerms(`${caption} ${words}`));
  const shared = [...wanted].filter((term) => said.has(term)).length;
  const reading = [caption.trim(), words.replace(/\s+/g, " ").trim()].filter((part) => part !== "").join("\n");
  return { relevant: wanted.size > 0 && shared / wanted.size >= minShared, reading };
}
