import { createHash } from "node:crypto";

const maxSlugWords = 5;

/** `2026-03-14-solid-state-batteries-4f2a`: date, words of the question, four hex digits of `seed`. */
export function runIdOf(question: string, now: Date, seed: string): string {
  const words = question
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(
      (word) => word.length > 2 && !/^(the|and|how|what|did|does|from|for|with|are|was|were|has|have)$/.test(word),
    )
    .slice(0, maxSlugWords);
  const slug = words.join("-").slice(0, 60) || "question";
  const suffix = createHash("sha256").update(seed).digest("hex").slice(0, 4);
  return `${now.toISOString().slice(0, 10)}-${slug}-${suffix}`;
}
