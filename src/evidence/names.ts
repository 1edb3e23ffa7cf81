import { isStopWord, stemOf, wordsOf } from "./words.ts";

const notNames = new Set(
  `january february march april may june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday q1 q2 q3 q4 table figure chart source section note total usd eur`.split(/\s+/),
);
const joiners = "(?:of the|of|de|del|della|di|da|du|la|le|van|von|der|den|bin|al|for|&)";
const namePattern = new RegExp(
  `(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}\\p{N}&'’.-]*(?:\\s+(?:${joiners}\\s+){0,2}\\p{Lu}[\\p{L}\\p{N}&'’-]*)*`,
  "gu",
);

/**
 * Names in a sentence: runs of capitalised words that capitals elsewhere do not explain.
 *
 * Contract: the first word of the sentence counts only inside a longer name, with a capital inside, or when it stands
 * capitalised elsewhere too; months, weekdays and labels are no names; empty for scripts without capitals.
 */
export function namesIn(sentence: string): readonly string[] {
  const names: string[] = [];
  for (const match of sentence.matchAll(namePattern)) {
    const atStart = /^[\s"“'‘([*_–—-]*$/u.test(sentence.slice(0, match.index));
    const name = trimmedName(match[0], { atStart, sentence });
    if (name !== undefined) names.push(name);
  }
  return [...new Set(names)];
}

function trimmedName(raw: string, at: { readonly atStart: boolean; readonly sentence: string }): string | undefined {
  const words = raw.split(/\s+/).map((word) => word.replace(/['’]s$|[.,'’-]+$/u, ""));
  while (words.length > 0 && (isStopWord(words[0]?.toLowerCase() ?? "") || notNames.has(words[0]?.toLowerCase() ?? "")))
    words.shift();
  while (words.length > 0 && notNames.has(words.at(-1)?.toLowerCase() ?? "")) words.pop();
  const [first] = words;
  if (first === undefined || words.every((word) => word.length < 2)) return undefined;
  const shifted = words.length < raw.split(/\s+/).length;
  const ordinary = /^\p{Lu}[\p{Ll}]+$/u.test(first);
  if (at.atStart && !shifted && words.length === 1 && ordinary) {
    const elsewhere = at.sentence.indexOf(first, at.sentence.indexOf(first) + 1) > 0;
    return elsewhere ? first : undefined;
  }
  return words.join(" ");
}

/**
 * Whether a name stands in a text: all its words, or its initials, or its last word for a person's name.
 *
 * `haystack` holds the stems of the text's words.
 */
export function hasName(name: string, haystack: ReadonlySet<string>): boolean {
  const words = wordsOf(name).filter((word) => !isStopWord(word) && !legalForms.has(word));
  if (words.length === 0) return true;
  const present = words.filter((word) => haystack.has(stemOf(word)) || haystack.has(word));
  if (present.length === words.length) return true;
  const initials = words.map((word) => word[0] ?? "").join("");
  if (words.length > 1 && haystack.has(initials)) return true;
  return words.length > 1 && words.length <= 3 && present.includes(words.at(-1) ?? "");
}

const legalForms = new Set("inc corp corporation ltd llc plc ag gmbh se co company limited group holdings".split(" "));
