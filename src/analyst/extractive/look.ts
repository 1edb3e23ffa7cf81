import type { Analyst } from "../analyst.ts";
import { isScaffolding } from "./scaffolding.ts";
import { contentTerms } from "./words.ts";

const minShared = 0.3;

/** Judges a picture by its caption and the words in it; what it shows beyond words, it does not claim to see. */
export async function look(input: Parameters<Analyst["look"]>[0]): ReturnType<Analyst["look"]> {
  const { caption, ocrText, purpose } = input;
  const wanted = new Set(contentTerms(purpose).filter((term) => !isScaffolding(term)));
  const said = new Set(contentTerms(`${caption} ${ocrText}`));
  const shared = [...wanted].filter((term) => said.has(term)).length;
  const reading = [caption.trim(), ocrText.replace(/\s+/g, " ").trim()].filter((part) => part !== "").join("\n");
  return { relevant: wanted.size > 0 && shared / wanted.size >= minShared, reading };
}
