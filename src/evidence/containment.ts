import { sentencesOf } from "./sentences.ts";
import { contentStems } from "./words.ts";

/** How much of a claim's content a text holds, and the sentence that holds most of it. */
export interface Containment {
  /** Share of the claim's content words in the best three neighbouring sentences, 0 to 1; numbers weigh more. */
  readonly local: number;
  /** The same over the whole text. */
  readonly whole: number;
  /** The same in the best single sentence. */
  readonly single: number;
  readonly sentence: string;
}

const windowSentences = 3;
/** Words with digits carry more: measured on claim and evidence pairs, 1.5 was best of 1 to 2. */
const numberWeight = 1.5;

/** Lexical containment of a claim in a text; 1 for a claim without content words. */
export function containmentOf(claim: string, text: string, language?: string): Containment {
  return containmentIn(
    claim,
    sentencesOf(text, language).map((sentence) => sentence.text),
  );
}

/** As `containmentOf`, over sentences that are already split. */
export function containmentIn(claim: string, sentences: readonly string[]): Containment {
  const wanted = [...new Set(contentStems(claim))];
  const total = wanted.reduce((sum, stem) => sum + weightOf(stem), 0);
  if (total === 0) return { local: 1, whole: 1, single: 1, sentence: sentences[0] ?? "" };
  const sets = sentences.map((sentence) => new Set(contentStems(sentence)));
  const share = (members: readonly ReadonlySet<string>[]): number =>
    wanted.reduce((sum, stem) => sum + (members.some((set) => set.has(stem)) ? weightOf(stem) : 0), 0) / total;
  const singles = sets.map((set) => share([set]));
  const single = Math.max(0, ...singles);
  const windows = sets.map((_set, index) => share(sets.slice(index, index + windowSentences)));
  return {
    local: Math.max(0, ...windows),
    whole: share(sets),
    single,
    sentence: sentences[singles.indexOf(single)] ?? "",
  };
}

/** The sentences that hold most of a claim, best first, by index. */
export function rankSentences(claim: string, sentences: readonly string[]): readonly number[] {
  const wanted = new Set(contentStems(claim));
  const sets = sentences.map((sentence) => new Set(contentStems(sentence)));
  const rarity = (stem: string): number => Math.log(1 + sets.length / (1 + sets.filter((set) => set.has(stem)).length));
  const weights = new Map([...wanted].map((stem) => [stem, rarity(stem) + 0.5]));
  return sets
    .map((set, index) => {
      let score = 0;
      for (const [stem, weight] of weights) if (set.has(stem)) score += weight;
      return { index, score };
    })
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ index }) => index);
}

function weightOf(stem: string): number {
  return /\d/.test(stem) ? numberWeight : 1;
}
