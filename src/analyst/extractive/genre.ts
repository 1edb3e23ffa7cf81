import type { GenreCard } from "../analyst.ts";

/** The genre for a question that no other fits. */
const defaultGenre = "research-report";
/** How far a gap in a cue may reach, in characters of one sentence. */
const widestGap = 80;

/**
 * The genre that the question's words ask for, where they make it clear; else the general report.
 *
 * Contract: of several genres the one that is asked for first wins ("slides that compare …" are slides), at one place
 * the longer cue; a genre without cues is never chosen here.
 */
export function genreFor(question: string, genres: readonly GenreCard[]): string {
  const text = question.normalize("NFKC").replace(/[’‘]/gu, "'");
  const [first] = genres
    .flatMap(({ name, choose }) => {
      if (!choose || placesOf(choose.unless ?? [], text).length > 0) return [];
      return placesOf(choose.when, text).map((place) => ({ name, ...place }));
    })
    .sort((a, b) => a.at - b.at || b.length - a.length || (a.name < b.name ? -1 : 1));
  if (first) return first.name;
  return genres.find(({ name }) => name === defaultGenre)?.name ?? genres[0]?.name ?? defaultGenre;
}

function placesOf(cues: readonly string[], text: string): readonly { at: number; length: number }[] {
  const small = text.toLowerCase();
  return cues.flatMap((cue) => {
    const parts = cue.split("…").map((part) => part.normalize("NFKC").match(/[\p{L}\p{N}']+/gu) ?? []);
    // Hundreds of patterns take seconds to compile; few questions hold all words of a cue.
    if (!parts.flat().every((word) => small.includes(word.toLowerCase()))) return [];
    const match = patternOf(parts.filter((part) => part.length > 0)).exec(text);
    return match ? [{ at: match.index, length: match[0].length }] : [];
  });
}

/** Whole words in their order, whatever stands between them but letters; scripts without spaces match anywhere. */
function patternOf(parts: readonly (readonly string[])[]): RegExp {
  const between = "[^\\p{L}\\p{N}]";
  const phrases = parts.map((words) => words.map(escaped).join(`${between}+`));
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(phrases.join("")))
    return new RegExp(phrases.join(`[^。？！]{0,${widestGap}}?`), "iu");
  const body = phrases.join(`(?:${between}[^.?!]{0,${widestGap}}?)?${between}`);
  return new RegExp(`(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, "iu");
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
