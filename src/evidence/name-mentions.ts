import type { Mention } from "./attach.ts";
import { hasName, haystackOf, namesIn } from "./names.ts";
import { findQuantities } from "./quantities.ts";
import { entityKey } from "./series.ts";

/** Names of a sentence, also its first word where a possessive shows it to be one. */
export function namesAndOwners(sentence: string): readonly string[] {
  const owner = /^["“'‘]?(\p{Lu}\p{Ll}{2,})['’]s\s/u.exec(sentence)?.[1];
  // "1.2 TWh" names a unit.
  const bare = findQuantities(sentence).reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)}0${rest.slice(end)}`,
    sentence,
  );
  return [...new Set([...(owner === undefined ? [] : [owner]), ...namesIn(bare)])];
}

/** What a name cannot stand right beside: scripts that part no words say nothing of where one ends. */
const joined = "(?![\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}])[\\p{L}\\p{N}]";

/** Where a text names any of these, the longer name first where two overlap; in the order of the text. */
export function mentionsOf(names: readonly string[], text: string): readonly Mention<string>[] {
  const found: Mention<string>[] = [];
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    const words = entityKey(name)
      .split(" ")
      .filter((word) => word !== "");
    if (words.length === 0) continue;
    const pattern = `(?<!${joined})${words.join("[^\\p{L}\\p{N}]{1,3}")}s?(?!${joined})`;
    for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (found.some(({ start, end }) => span.start < end && span.end > start)) continue;
      found.push({ of: name, ...span });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const matches = new Map<string, boolean>();
const mostMatches = 20_000;

/** Whether two names may be one: "Apple" and "Apple Inc.", "Kenya" and "Kenyan". */
export function nameMatches(first: string, second: string): boolean {
  const key = `${first}\n${second}`;
  const known = matches.get(key);
  if (known !== undefined) return known;
  if (matches.size >= mostMatches) matches.clear();
  const match = namesMatch(first, second);
  matches.set(key, match);
  return match;
}

function namesMatch(first: string, second: string): boolean {
  const [one, other] = [entityKey(first), entityKey(second)];
  if (one === "" || other === "") return false;
  return one === other || hasName(first, haystackOf(second)) || hasName(second, haystackOf(first));
}
