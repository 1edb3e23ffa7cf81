// Light stemming for scripts whose words change at their ends and beginnings: nouns and adjectives only, so that two
// words fall together seldom. Words come without diacritics, hence и for й and е for ё.

const minCyrillicStem = 3;
const minArabicStem = 3;

/** Endings of cases and numbers, the longest first (after L. Dolamic and J. Savoy's light stemmer for Russian, 2009). */
const cyrillicEndings =
  "иями оями иеи иях иям ами еми ями оии ого его ому ему ыми ими иев ев ов ие ье еи ыи ои ии иа ая яя ое ее ые ую юю иу ах иях ях ам ям ом ем ых их ым им ия ью ию а е и о у ы ь ю я і ї"
    .split(" ")
    .sort((a, b) => b.length - a.length);

/** Article, conjunction and prepositions that are written together (L. Larkey, L. Ballesteros, M. Connell, "light10"). */
const arabicPrefixes = ["وال", "بال", "كال", "فال", "ال", "لل", "و"];
const arabicSuffixes = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];

/**
 * A word without what inflection adds, in Cyrillic and Arabic script; others as they are.
 *
 * Contract: pure; expects lower case without diacritics; never shorter than three letters by its own doing.
 */
export function lightStem(word: string): string {
  if (/^\p{sc=Cyrillic}+$/u.test(word)) return cyrillicStem(word);
  return /^\p{sc=Arabic}+$/u.test(word) ? arabicStem(arabicForm(word)) : word;
}

function cyrillicStem(word: string): string {
  const ending = cyrillicEndings.find(
    (candidate) => word.endsWith(candidate) && word.length - candidate.length >= minCyrillicStem,
  );
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/** Alef, yeh and teh marbuta are written in several ways, and a stretched line says nothing. */
function arabicForm(word: string): string {
  return word
    .replace(/[\u064b-\u065f\u0670\u0640]/gu, "")
    .replace(/[آأإٱ]/gu, "ا")
    .replace(/[ىیې]/gu, "ي")
    .replace(/ک/gu, "ك")
    .replace(/ة/gu, "ه");
}

function arabicStem(word: string): string {
  const prefix = arabicPrefixes.find(
    (candidate) => word.startsWith(candidate) && word.length - candidate.length >= minArabicStem,
  );
  const bare = word.slice(prefix?.length ?? 0);
  const suffix = arabicSuffixes.find(
    (candidate) => bare.endsWith(candidate) && bare.length - candidate.length >= minArabicStem,
  );
  return suffix === undefined ? bare : bare.slice(0, -suffix.length);
}
