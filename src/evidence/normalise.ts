/** Text made comparable, with the way back: `starts[i]` and `ends[i]` are where character `i` stood in the original. */
export interface NormalisedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const singleQuotes = /[‘’‚‛′`´]/g;
const doubleQuotes = /[“”„‟″«»]/g;
const dashes = /[‐‑‒–—―−]/g;
/** Soft hyphen, zero-width characters, direction marks, variation selectors, byte order mark. */
const invisible =
  /\u00ad|[\u200b-\u200c]|[\u200e-\u200f]|\u200d|[\u202a-\u202e]|[\u2060-\u2064]|\p{Variation_Selector}|\ufeff/gu;

/** Folds what readers do not see as a difference: compatibility forms, white space, quotes, dashes, soft hyphens. */
export function foldText(text: string): string {
  return foldCharacters(text.normalize("NFKC")).replace(/\s+/gu, " ");
}

/** `foldText` with a map back to the original; leading and trailing white space is kept as one space. */
export function normaliseWithMap(original: string): NormalisedText {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const unit of combinedCharacters(original)) {
    const folded = foldCharacters(unit.text.normalize("NFKC")).replace(/\s+/gu, " ");
    for (const character of folded) {
      if (character === " " && text.endsWith(" ")) {
        ends[ends.length - 1] = unit.end;
        continue;
      }
      text += character;
      for (let index = 0; index < character.length; index++) {
        starts.push(unit.start);
        ends.push(unit.end);
      }
    }
  }
  return { text, starts, ends };
}

function foldCharacters(text: string): string {
  return text.replace(invisible, "").replace(singleQuotes, "'").replace(doubleQuotes, '"').replace(dashes, "-");
}

/** A base character with the combining marks that follow it, because NFKC composes across them. */
function* combinedCharacters(text: string): Generator<{ text: string; start: number; end: number }> {
  for (const match of text.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    yield { text: match[0], start: match.index, end: match.index + match[0].length };
  }
}
