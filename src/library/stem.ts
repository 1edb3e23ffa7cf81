/**
 * Porter's stemmer (M. F. Porter, "An algorithm for suffix stripping", Program 14 (3), 1980), for words in a to z.
 *
 * Contract: pure; the same for texts and queries. Words of other languages in the same letters are cut alike on both
 * sides, which costs little precision and finds their English loan words.
 */
export function stem(word: string): string {
  if (word.length < 3) return word;
  return steps.reduce((current, step) => step(current), word);
}

const steps = [plurals, pastForms, finalY, longSuffixes, middleSuffixes, residues, tidy];

const consonant = "(?:[^aeiouy]|(?<![^aeiou])y)";
const vowel = "(?:[aeiou]|(?<=[^aeiou])y)";
const hasVowel = new RegExp(vowel, "u");
const doubleConsonant = /([^aeiou])\1$/u;
/** Consonant, vowel, consonant at the end, the last not w, x or y: `hop`, `wil`. */
const shortEnd = new RegExp(`${consonant}${vowel}(?![wxy])[^aeiou]$`, "u");

/** Porter's m: how many times a vowel run is followed by a consonant run. */
function measure(stemmed: string): number {
  let count = 0;
  let wasVowel = false;
  for (let i = 0; i < stemmed.length; i++) {
    const isVowel = isVowelAt(stemmed, i);
    if (wasVowel && !isVowel) count++;
    wasVowel = isVowel;
  }
  return count;
}

function isVowelAt(word: string, index: number): boolean {
  const letter = word[index] ?? "";
  if ("aeiou".includes(letter)) return true;
  return letter === "y" && index > 0 && !isVowelAt(word, index - 1);
}

function plurals(word: string): string {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  if (word.endsWith("s") && !word.endsWith("ss")) return word.slice(0, -1);
  return word;
}

function pastForms(word: string): string {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = word.endsWith("ed") ? 2 : word.endsWith("ing") ? 3 : 0;
  const base = word.slice(0, word.length - suffix);
  if (suffix === 0 || !hasVowel.test(base)) return word;
  if (/(?:at|bl|iz)$/u.test(base)) return `${base}e`;
  if (doubleConsonant.test(base) && !/[lsz]$/u.test(base)) return base.slice(0, -1);
  return measure(base) === 1 && shortEnd.test(base) ? `${base}e` : base;
}

function finalY(word: string): string {
  return word.endsWith("y") && hasVowel.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

type Suffixes = readonly (readonly [suffix: string, replacement: string])[];

const second: Suffixes = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["abli", "able"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
];
const third: Suffixes = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];
const fourth = /(?:ement|ance|ence|able|ible|ment|ant|ent|(?<=[st])ion|ism|ate|iti|ous|ive|ize|al|er|ic|ou)$/u;

function replaceSuffix(word: string, suffixes: Suffixes): string {
  const found = suffixes.find(([suffix]) => word.endsWith(suffix));
  if (!found) return word;
  const base = word.slice(0, -found[0].length);
  return measure(base) > 0 ? base + found[1] : word;
}

function longSuffixes(word: string): string {
  return replaceSuffix(word, second);
}

function middleSuffixes(word: string): string {
  return replaceSuffix(word, third);
}

function residues(word: string): string {
  const suffix = fourth.exec(word)?.[0];
  if (suffix === undefined) return word;
  const base = word.slice(0, -suffix.length);
  return measure(base) > 1 ? base : word;
}

function tidy(word: string): string {
  const base = word.slice(0, -1);
  if (word.endsWith("e") && (measure(base) > 1 || (measure(base) === 1 && !shortEnd.test(base)))) return base;
  return word.endsWith("ll") && measure(word) > 1 ? base : word;
}
