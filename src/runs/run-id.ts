import { createHash } from "node:crypto";

const maxSlugWords = 5;
const maxSlugLength = 60;
/**
 * One or two letters or digits of the Latin script say little; two Chinese characters or Korean syllables are a word.
 */
const emptyWord = /^(?:[\p{Script=Latin}\d]{1,2}|the|and|how|what|did|does|from|for|with|are|was|were|has|have)$/u;

/** `2026-03-14-solid-state-batteries-4f2a`: date, words of the question, four hex digits of `seed`. */
export function runIdOf(question: string, now: Date, seed: string): string {
  const words = question
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "" && !emptyWord.test(word))
    .slice(0, maxSlugWords);
  // Cut between characters: half of one is no file name.
  const slug = [...words.join("-").slice(0, maxSlugLength)].filter((character) => isWhole(character)).join("");
  const suffix = createHash("sha256").update(seed).digest("hex").slice(0, 4);
  return `${now.toISOString().slice(0, 10)}-${slug || "question"}-${suffix}`;
}

function isWhole(character: string): boolean {
  return !/^[\ud800-\udfff]$/.test(character);
}
