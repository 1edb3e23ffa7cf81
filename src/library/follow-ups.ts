import type { Library, PassageHit } from "./library.ts";
import { nameRuns } from "./parse-query.ts";
import { stopWordsFor } from "./stop-words.ts";
import { termsOf } from "./terms.ts";
import { mentionsOf, titleIndexOf } from "./title-index.ts";

/** A name or term that a passage brings up and the query did not: where the next wave looks. */
export interface FollowUp {
  /** As it stands in the passage. */
  readonly text: string;
  /** The passage that brought it up first. */
  readonly passageId: string;
  /** The sources that are about it, by their title; often none. */
  readonly sourceIds: readonly string[];
  /** 0 to 1: how rare it is, times the score of its passage as a share of the best; half of that when it is no title. */
  readonly weight: number;
}

/** How much a name counts that is no source's title. */
const untitledFactor = 0.5;

/**
 * Names and titles in passages that are not in the query, the most promising first.
 *
 * Contract: pure in library, passages and query; each name once; names of the passage's own source are left out.
 */
export function followUps(library: Library, hits: readonly PassageHit[], query: string): readonly FollowUp[] {
  const best = hits.reduce((most, { score }) => Math.max(most, score), 0) || 1;
  const known = new Set(termsOf(query).map((term) => term.value));
  const found = new Map<string, FollowUp>();
  for (const hit of hits) {
    for (const { words, ...name } of namesIn(library, hit)) {
      const key = words.join(" ");
      if (words.every((word) => known.has(word))) continue;
      const rarity = Math.max(...words.map((word) => library.rarity(word)));
      const weight = (hit.score / best) * rarity * (name.sourceIds.length > 0 ? 1 : untitledFactor);
      if ((found.get(key)?.weight ?? 0) < weight) found.set(key, { ...name, passageId: hit.id, weight });
    }
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
}

interface Name {
  readonly text: string;
  readonly words: readonly string[];
  readonly sourceIds: readonly string[];
}

function namesIn(library: Library, hit: PassageHit): readonly Name[] {
  const titled = mentionsOf(hit.text, titleIndexOf(library.list()))
    .map(({ text, terms, sourceIds }) => ({
      text,
      words: terms.map((term) => term.value),
      sourceIds: sourceIds.filter((id) => id !== hit.sourceId),
    }))
    .filter(({ sourceIds }) => sourceIds.length > 0);
  const own = ` ${termsOf(hit.sourceTitle)
    .map((term) => term.value)
    .join(" ")} `;
  const titledWords = new Set(titled.map(({ words }) => words.join(" ")));
  const named = capitalised(hit.text).filter(
    ({ words }) => !titledWords.has(words.join(" ")) && !own.includes(` ${words.join(" ")} `),
  );
  return [...titled, ...named];
}

function capitalised(text: string): readonly Name[] {
  const terms = termsOf(text);
  return nameRuns(text, terms, stopWordsFor(terms.map((term) => term.word))).map((run) => {
    const [first] = run;
    const last = run.at(-1);
    const end = last ? last.start + last.word.length : 0;
    return { text: text.slice(first?.start ?? 0, end), words: run.map((term) => term.value), sourceIds: [] };
  });
}
