/** Scripts that settle the language of a short question better than letter statistics do. */
const scripts: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/[\p{sc=Hiragana}\p{sc=Katakana}]/u, "ja"],
  [/\p{sc=Hangul}/u, "ko"],
  [/\p{sc=Han}/u, "zh"],
  [/\p{sc=Thai}/u, "th"],
  [/\p{sc=Hebrew}/u, "he"],
  // A letter alone is a sign of science.
  [/\p{sc=Greek}{3}/u, "el"],
];

/** Function words and question words that only one of the big Latin languages uses. */
const signatures: Readonly<Record<string, RegExp>> = {
  en: /(?:^|\s)(?:the|what|which|who|how|does|did|is|are|of|and|was|were|compare)(?=[\s?]|$)/gi,
  de: /(?:^|\s)(?:der|die|das|und|wie|welche[rsn]?|was|ist|sind|hat|haben|warum|wer|von|für|sich|nicht)(?=[\s?]|$)/gi,
  fr: /(?:^|\s)(?:le|les|des|et|quel(?:le)?s?|comment|est|sont|du|pourquoi|combien|qui|une|dans|un|[a-zà-ÿ]+-t-(?:ils?|elles?|on))(?=[\s?]|$)/gi,
  es: /(?:^|[\s¿])(?:el|los|las|y|qué|cuál(?:es)?|cómo|es|son|del|por|cuánto[s]?|quién|una|en)(?=[\s?]|$)/gi,
};

const leastWords = 4;

/** The language that script or function words of a short text tell; undefined where they tell none. */
export function languageBySigns(text: string): string | undefined {
  const script = languageByScript(text);
  if (script) return script;
  const [best, second] = signCounts(text);
  return best && best.count > (second?.count ?? 0) ? best.language : undefined;
}

/** The language of a script of its own, unless only a name is written in it within a sentence of another language. */
function languageByScript(text: string): string | undefined {
  const script = scripts.find(([pattern]) => pattern.test(text));
  if (!script) return undefined;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const own =
    text.match(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Han}\p{sc=Thai}\p{sc=Hebrew}\p{sc=Greek}]/gu)
      ?.length ?? 0;
  const isName = own < letters / 2 && (signCounts(text)[0]?.count ?? 0) >= 2;
  return isName ? undefined : script[1];
}

function signCounts(text: string): readonly { readonly language: string; readonly count: number }[] {
  const counts = Object.entries(signatures).map(([language, pattern]) => ({
    language,
    count: text.match(pattern)?.length ?? 0,
  }));
  return counts.sort((a, b) => b.count - a.count);
}

/**
 * The BCP 47 language of a question.
 *
 * Contract: deterministic; English when nothing speaks for another language. Letter statistics (eld) are asked only
 * where script and function words do not settle it, because they fail on questions full of names.
 */
export async function detectLanguage(text: string): Promise<string> {
  const script = languageByScript(text);
  if (script) return script;
  const [best, second] = signCounts(text);
  // A few keywords in plain letters are names and terms: their letters tell no language.
  if (!best?.count && text.trim().split(/\s+/u).length < leastWords && /^\p{ASCII}*$/u.test(text)) return "en";
  if (best && best.count >= 2 && best.count > (second?.count ?? 0)) return best.language;
  const { eld } = await import("eld/small");
  const guess = eld.detect(text);
  if (guess.language !== "" && (guess.isReliable() || /[^\p{ASCII}]/u.test(text))) return guess.language;
  return best && best.count > 0 ? best.language : "en";
}
