import type { Source } from "../report/index.ts";
import { stopWordsFor } from "./stop-words.ts";
import { type Term, termsOf } from "./terms.ts";

/** A stretch of a text that is the title of other sources. */
export interface Mention {
  /** As it stands in the text. */
  readonly text: string;
  readonly terms: readonly Term[];
  readonly sourceIds: readonly string[];
}

/** Titles by their words, for finding them in running text. */
export interface TitleIndex {
  readonly byWords: ReadonlyMap<string, readonly string[]>;
  readonly firstWords: ReadonlySet<string>;
  /** Source id → its title's words between spaces. */
  readonly words: ReadonlyMap<string, string>;
}

const maxTitleWords = 10;
/** A title that more sources share ("Annual report") names none of them. */
const maxSharing = 3;
const indexes = new WeakMap<readonly Source[], TitleIndex>();

/** The index of a list of sources; made once for a list. */
export function titleIndexOf(sources: readonly Source[]): TitleIndex {
  const known = indexes.get(sources);
  if (known) return known;
  const byWords = new Map<string, string[]>();
  for (const { id, title } of sources) {
    const words = valuesOf(plainTitle(title));
    if (words.length === 0 || words.length > maxTitleWords) continue;
    const key = words.join(" ");
    byWords.set(key, [...(byWords.get(key) ?? []), id]);
  }
  for (const [key, ids] of byWords) if (ids.length > maxSharing) byWords.delete(key);
  const firstWords = new Set([...byWords.keys()].map((key) => key.split(" ")[0] ?? ""));
  const words = new Map(sources.map(({ id, title }) => [id, ` ${valuesOf(title).join(" ")} `]));
  const index = { byWords, firstWords, words };
  indexes.set(sources, index);
  return index;
}

/** A title without what only tells it from others of the same name: `Diamond Cut (album)`. */
export function plainTitle(title: string): string {
  return title.replace(/\s*\([^()]*\)\s*$/u, "").trim() || title;
}

function valuesOf(text: string): readonly string[] {
  return termsOf(text).map((term) => term.value);
}

/**
 * The sources that a name is part of the title of, out of those given; none when that tells nothing, because it is in
 * all, or when the name is a title of its own.
 */
export function sourcesAbout(
  name: readonly string[],
  titles: TitleIndex,
  sourceIds: readonly string[],
): readonly string[] {
  if (titles.byWords.has(name.join(" "))) return [];
  const needle = ` ${name.join(" ")} `;
  const about = sourceIds.filter((id) => titles.words.get(id)?.includes(needle));
  return about.length < sourceIds.length ? about : [];
}

/**
 * Where a text names other sources by their titles, the longest title first; each title once.
 *
 * Contract: pure; a title of one word counts only where it is written like a name, and is no stop word or number.
 */
export function mentionsOf(text: string, titles: TitleIndex): readonly Mention[] {
  const terms = termsOf(text);
  const mentions = new Map<string, Mention>();
  for (let start = 0; start < terms.length; start++) {
    const mention = longestTitleAt(text, terms, start, titles);
    if (!mention) continue;
    const key = mention.terms.map((term) => term.value).join(" ");
    if (!mentions.has(key)) mentions.set(key, mention);
    start += mention.terms.length - 1;
  }
  return [...mentions.values()];
}

function longestTitleAt(text: string, terms: readonly Term[], start: number, titles: TitleIndex): Mention | undefined {
  if (!titles.firstWords.has(terms[start]?.value ?? "")) return undefined;
  for (let count = Math.min(maxTitleWords, terms.length - start); count > 0; count--) {
    const run = terms.slice(start, start + count);
    const sourceIds = titles.byWords.get(run.map((term) => term.value).join(" "));
    const last = run.at(-1);
    if (!sourceIds || !last || !isNameLike(run)) continue;
    return { text: text.slice(run[0]?.start ?? 0, last.start + last.word.length), terms: run, sourceIds };
  }
  return undefined;
}

function isNameLike(run: readonly Term[]): boolean {
  const [first] = run;
  if (!run.some((term) => /\p{L}/u.test(term.word))) return false;
  if (!first || run.length > 1) return true;
  const hasCase = first.word.toLowerCase() !== first.word.toUpperCase();
  const isName = hasCase ? /^\p{Lu}/u.test(first.word) : [...first.word].length > 1;
  return isName && !stopWordsFor([first.word]).has(first.word.toLowerCase());
}
