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
  /** Share of the claim's neighbouring content words that stand near each other in three neighbouring sentences. */
  readonly near: number;
  /** How many different content words the claim has. */
  readonly words: number;
  readonly sentence: string;
}

const windowSentences = 3;
/** Content words between two neighbours of the claim, at most. */
const nearWords = 5;
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
  if (total === 0) return { local: 1, whole: 1, single: 1, near: 1, words: 0, sentence: sentences[0] ?? "" };
  const stems = sentences.map(contentStems);
  const sets = stems.map((list) => new Set(list));
  const share = (members: readonly ReadonlySet<string>[]): number =>
    wanted.reduce((sum, stem) => sum + (members.some((set) => set.has(stem)) ? weightOf(stem) : 0), 0) / total;
  const singles = sets.map((set) => share([set]));
  const single = Math.max(0, ...singles);
  const windows = sets.map((_set, index) => share(sets.slice(index, index + windowSentences)));
  return {
    local: Math.max(0, ...windows),
    whole: share(sets),
    single,
    near: nearness(contentStems(claim), stems),
    words: wanted.length,
    sentence: sentences[singles.indexOf(single)] ?? "",
  };
}

/** Share of a claim's content that each sentence holds alone; 1 for a claim without content words. */
export function sharesIn(claim: string, sentences: readonly string[]): readonly number[] {
  const wanted = [...new Set(contentStems(claim))];
  const total = wanted.reduce((sum, stem) => sum + weightOf(stem), 0);
  return sentences.map((sentence) => {
    const held = new Set(contentStems(sentence));
    const sum = wanted.reduce((found, stem) => found + (held.has(stem) ? weightOf(stem) : 0), 0);
    return total === 0 ? 1 : sum / total;
  });
}

/** The best share over all windows; 0 for a claim of one content word. */
function nearness(claim: readonly string[], sentences: readonly (readonly string[])[]): number {
  const pairs = claim.slice(1).map((stem, index) => [claim[index] ?? "", stem] as const);
  const distinct = pairs.filter(([first, second]) => first !== second);
  if (distinct.length === 0) return 0;
  const shares = sentences.map((_stems, index) => {
    const places = placesOf(sentences.slice(index, index + windowSentences).flat());
    return distinct.filter((pair) => standsNear(pair, places)).length / distinct.length;
  });
  return Math.max(0, ...shares);
}

function placesOf(stems: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, stem] of stems.entries()) {
    const known = places.get(stem);
    if (known) known.push(index);
    else places.set(stem, [index]);
  }
  return places;
}

function standsNear(pair: readonly [string, string], places: ReadonlyMap<string, readonly number[]>): boolean {
  const seconds = places.get(pair[1]) ?? [];
  return (places.get(pair[0]) ?? []).some((first) => seconds.some((second) => Math.abs(first - second) <= nearWords));
}

/** What a content word counts. */
export function weightOf(stem: string): number {
  return /\d/.test(stem) ? numberWeight : 1;
}
