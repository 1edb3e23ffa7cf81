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

/** Words that open a sentence before a name and belong to none. */
const openers = new Set(
  `using following including according despite although during within like unlike since both many several given based
  because former today meanwhile however moreover born`.split(/\s+/),
);
/** "Natural language processing (NLP)", "hydrochloric acid (HCl)": the bracket repeats what stands before it. */
const gloss = /(?<=\p{L}\s)\(\p{L}*\p{Lu}\p{L}*\p{Lu}[\p{L}\p{N}]*\)/gu;

/**
 * Names in a sentence: runs of capitalised words that capitals elsewhere do not explain.
 *
 * Contract: the first word of the sentence counts only inside a longer name, with a capital inside, or when it stands
 * capitalised elsewhere too; months, weekdays, labels and bracketed abbreviations of what stands before them are no
 * names; empty for scripts without capitals.
 */
export function namesIn(sentence: string): readonly string[] {
  const text = sentence.replace(gloss, (found) => " ".repeat(found.length));
  const names: string[] = [];
  for (const match of text.matchAll(namePattern)) {
    const atStart = /^[\s"“'‘([*_–—-]*$/u.test(text.slice(0, match.index));
    const name = trimmedName(match[0], { atStart, sentence: text });
    if (name !== undefined) names.push(name);
  }
  return [...new Set(names)];
}

function trimmedName(raw: string, at: { readonly atStart: boolean; readonly sentence: string }): string | undefined {
  const words = raw.split(/\s+/).map((word) => word.replace(/['’]s$|[.,'’-]+$/u, ""));
  const isNoName = (word: string): boolean =>
    isStopWord(word) || notNames.has(word) || (at.atStart && openers.has(word));
  while (words.length > 0 && isNoName(words[0]?.toLowerCase() ?? "")) words.shift();
  while (words.length > 0 && notNames.has(words.at(-1)?.toLowerCase() ?? "")) words.pop();
  const [first] = words;
  if (first === undefined || words.every((word) => word.length < 2)) return undefined;
  const shifted = words.length < raw.split(/\s+/).length;
  // "Single-cell" is as ordinary a first word as "Single".
  const ordinary = /^\p{Lu}\p{Ll}+(?:-\p{Ll}+)*$/u.test(first);
  if (at.atStart && !shifted && words.length === 1 && ordinary) {
    const elsewhere = at.sentence.indexOf(first, at.sentence.indexOf(first) + 1) > 0;
    return elsewhere ? first : undefined;
  }
  return words.join(" ");
}

const shortForms: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\b(?:US|U\.S\.|USA|U\.S\.A\.)(?![\p{L}])/u, "United States America American"],
  [/\b(?:UK|U\.K\.)(?![\p{L}])/u, "United Kingdom Britain British"],
  [/\b(?:EU|E\.U\.)(?![\p{L}])/u, "European Union"],
  [/\b(?:UN|U\.N\.)(?![\p{L}])/u, "United Nations"],
];

const acronym = /(?<![\p{L}\p{N}])(?:\p{Lu}\.?){2,6}(?![\p{L}\p{N}])/gu;
/** Marks a word that stands in capitals, for "US" is a country and "us" is none. */
const capitals = "^";

/** The words of a text and their stems, in which `hasName` looks; "U.S." stands for the United States. */
export function haystackOf(text: string): ReadonlySet<string> {
  // "AMAZON.COM" names Amazon, "Coca-Cola" Cola.
  const spelled = shortForms.flatMap(([pattern, words]) => (pattern.test(text) ? wordsOf(words) : []));
  const words = [...wordsOf(text), ...wordsOf(text.replace(/[.&'’-]/g, " ")), ...spelled];
  const acronyms = (text.match(acronym) ?? []).map((found) => capitals + found.replaceAll(".", "").toLowerCase());
  return new Set([...words, ...words.map(stemOf), ...acronyms]);
}

/**
 * Whether a name stands in a text: all its words, or its initials, or its last word for a person's name, or the last
 * and half of all for a long one; a country stands for its people and language (Kenya, Kenyan).
 *
 * `haystack` holds the words of the text and their stems.
 */
export function hasName(name: string, haystack: ReadonlySet<string>): boolean {
  const words = wordsOf(name).filter((word) => !isStopWord(word) && !legalForms.has(word));
  if (words.length === 0) return true;
  const present = words.filter((word) => haystack.has(stemOf(word)) || haystack.has(word) || hasKin(word, haystack));
  if (present.length === words.length) return true;
  const initials = words.map((word) => word[0] ?? "").join("");
  if (words.length > 1 && haystack.has(`${words.length > 2 ? "" : capitals}${initials}`)) return true;
  const last = present.includes(words.at(-1) ?? "");
  return last && words.length > 1 && (words.length <= 3 || present.length * 2 >= words.length);
}

const ofPeople = /^(?:n|an|ian|ean|ese|ish|i|ic)s?$/;
const ofCountry = /^[aeoy]?$/;
const leastCommonLetters = 4;

/** A word that differs only by the ending that makes a people of a country, or back. */
function hasKin(word: string, haystack: ReadonlySet<string>): boolean {
  if (word.length < leastCommonLetters) return false;
  for (const other of haystack) {
    if (other[0] !== word[0] || other[3] !== word[3] || Math.abs(other.length - word.length) > 4) continue;
    let common = 0;
    while (common < word.length && word[common] === other[common]) common++;
    if (common < leastCommonLetters) continue;
    const [own, rest] = [word.slice(common), other.slice(common)];
    if ((ofPeople.test(own) && ofCountry.test(rest)) || (ofCountry.test(own) && ofPeople.test(rest))) return true;
    if (common > 5 && ((own === "y" && rest === "") || (own === "" && rest === "y"))) return true;
  }
  return false;
}

const legalForms = new Set("inc corp corporation ltd llc plc ag gmbh se co company limited group holdings".split(" "));
