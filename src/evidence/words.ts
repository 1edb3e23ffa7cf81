/** As `wordsOf` gives them, without accents. */
const stopWords = new Set(
  `a about after all also am an and any are as at be been being between but by can could did do does during each for from
  had has have having he her hers him his how i if in into is it its itself just may me might more most must my no nor not of
  on only or other our ours out over own per same shall she should so some such than that the their theirs them then there
  these they this those through to too under until up us very was we were what when where which while who whom why will with
  would you your yours
  der die das den dem des ein eine einer eines einem einen und oder aber von vom zu zum zur mit auf im in ist sind war
  waren wird werden wurde wurden hat haben hatte sich nicht auch als bei aus nach durch um an es er sie wir
  le la les un une des du de et ou mais dans par pour sur avec est sont etait etaient a ont ete que qui ne pas plus au aux ce
  cette ces il elle ils elles
  el los las una unos unas y o pero por para con sin en es son fue fueron ha han que no se su sus al del lo como
  il lo gli i uno e di da con su per tra fra che non si sono era erano
  o os as um uma e em no na nos nas do da dos das que nao se com por para foi foram`.split(/\s+/),
);

const paired = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー\\p{Script=Thai}\\p{Script=Hangul}";
/** Runs of one kind: "2023年" is a year and a sign. */
const runs = new RegExp(`[${paired}]+|[^${paired}]+`, "gu");
const isPaired = new RegExp(`^[${paired}]`, "u");

/**
 * Lower-case words without accents; scripts without spaces give pairs of neighbouring characters, and so does Korean,
 * which glues particles to its nouns.
 */
export function wordsOf(text: string): readonly string[] {
  const folded = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    // Hangul was taken apart into its letters.
    .normalize("NFC")
    .toLowerCase()
    .replace(/[’‘]/g, "'");
  const words = folded.match(/[\p{L}\p{N}]+(?:['.-][\p{L}\p{N}]+)*/gu) ?? [];
  return words.flatMap((word) =>
    (word.match(runs) ?? []).flatMap((run) => (isPaired.test(run) ? pairsOf(run) : [plainWord(run)])),
  );
}

/** Without the points of "U.S."; those of "3.5" stay. */
const plainWord = (word: string): string =>
  word.replace(/'s$|^[-'.]+|[-'.]+$/g, "").replace(/(?<!\p{N})\.|\.(?!\p{N})/gu, "");

function pairsOf(word: string): readonly string[] {
  const characters = [...word];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** Whether a word carries grammar rather than content, in the commonest languages. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** A word without inflection, by rules common to European languages: the ending off, then at most seven letters. */
export function stemOf(word: string): string {
  if (/\d/.test(word) || word.length < 4) return word;
  const stem = word
    .replace(/(?<=\p{L}{2})ies$/u, "y")
    .replace(/(?<=\p{L}{3})(?:ings?|edly|ed|ers?|est|es|(?<!s)s|ly|en|em)$/u, "")
    .replace(/(?<=\p{L}{3})e$/u, "")
    // "Planned" and "plan", "selling" and "sell".
    .replace(/(?<=\p{L}{2})([bdfgklmnprt])\1$/u, "$1");
  return stem.slice(0, 7);
}

/** Stems of the words that carry content, in order, repeated ones kept. */
export function contentStems(text: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => !stopWords.has(word))
    .map(stemOf);
}
