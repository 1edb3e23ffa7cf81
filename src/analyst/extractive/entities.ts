import type { Source } from "../../report/index.ts";
import { isScaffolding } from "./scaffolding.ts";
import { isStopWord } from "./stop-words.ts";

/** Letters of scripts that put no spaces between words end a Latin name. */
const namePart = "\\p{Lu}(?:(?![\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}])[\\p{L}\\p{N}&.’'-])*";
const joiners = "(?:of the|of|the|de la|de|del|der|van|von|da|di|&|for)";
const namePattern = new RegExp(`(?<![\\p{L}\\p{N}-])${namePart}(?:\\s+(?:${joiners}\\s+)?${namePart})*`, "gu");
const openers =
  /^(?:What|Which|Who|Whom|Whose|When|Where|Why|How|Is|Are|Was|Were|Do|Does|Did|Has|Have|Had|Can|Could|Will|Would|Should|May|Compare|Describe|Explain|List|Give|Name|Tell|Show|Find|Summari[sz]e|Analy[sz]e|Discuss|Review|Assess|Outline|Please|In|On|At|For|From|Between|The|A|An|If|Wie|Was|Wer|Welche[rsnm]?|Warum|Wann|Wo|Hat|Haben|Ist|Sind|Vergleiche|Nenne|Comment|Quel(?:le)?s?|Qui|Pourquoi|Où|Quand|Combien|Comparez|Cómo|Qué|Quién|Cuál(?:es)?|Cuándo|Dónde|Compara|Résumez|Décrivez|Analysez|Resum[ea]|Analiza|Fasse|Analysiere|Как|Какова?|Каков[оы]|Какие|Какой|Кто|Что|Где|Когда|Почему|Сколько|Сравните|Опишите|Расскажите|Назовите|According|Over|During|Of|To|And|Or|I)$/u;

/**
 * Names that a question is about, in order of mention.
 *
 * Capitalised runs in most languages; where nouns are capitalised (German) or nothing is (Chinese, Arabic, lower-case
 * questions), only names that titles of the corpus know, or runs of two and more capitalised words.
 */
export function entitiesOf(question: string, language: string, corpus: readonly Source[]): readonly string[] {
  const titleWords = corpusNames(corpus);
  const candidates = isTitleCase(question) ? [] : capitalised(question);
  const kept = language.startsWith("de") ? germanNames(candidates, titleWords) : candidates;
  return distinct([...kept, ...namesInUnspacedScript(question)]);
}

function capitalised(question: string): readonly string[] {
  return [...question.matchAll(namePattern)].flatMap((match) => {
    const words = match[0].split(/\s+/).filter((word) => word !== "");
    while (words[0] && isOpener(words[0], match.index === 0 || /[.?!:]\s*$/.test(question.slice(0, match.index))))
      words.shift();
    const name = words
      .join(" ")
      .replace(/['’]s?$/u, "")
      .replace(/[.,]$/, "");
    if (isTailOfTerm(name, question.slice(0, match.index))) return [];
    const split = name.split(/(?<=\p{L})['’]s\s+/u);
    return split.filter((part) => part.length > 1 && !isPlainWord(part));
  });
}

/** "generative AI", "district HVAC": an abbreviation that ends a term is no name of its own. */
function isTailOfTerm(name: string, before: string): boolean {
  const word = /(\p{L}[\p{Ll}-]+)\s$/u.exec(before)?.[1] ?? "";
  const isTerm = /^\p{Ll}+(?:ive|al|ic|ed|ing|ous|ary|ent|ant|able)$/u.test(word);
  return /^\p{Lu}{2,4}$/u.test(name) && isTerm && !isStopWord(word) && !isScaffolding(word);
}

function isOpener(word: string, atStart: boolean): boolean {
  return openers.test(word) && (atStart || isStopWord(word));
}

function isPlainWord(name: string): boolean {
  return isStopWord(name) || isScaffolding(name) || /^\d|^Q\d|^H\d|^FY/u.test(name);
}

const germanNounEnd =
  /(?:ung|heit|keit|schaft|tion|tät|nis|tum|ment|gewinn|satz|ergebnis|kosten|preis|zahl|zahlen|bericht|risiko|risiken)(?:e?n|s)?$/iu;

/** German writes every noun with a capital: names are what titles know, what stands in the genitive ("Apples Umsatz"),
 * and runs of words that do not end like nouns. */
function germanNames(candidates: readonly string[], titleWords: ReadonlySet<string>): readonly string[] {
  return candidates.flatMap((run) => {
    const words = run.split(" ");
    const [first = "", next] = words;
    // "Siemens' Umsatz": names in -s take an apostrophe.
    if (next !== undefined && /\p{L}['’]$/u.test(first)) return [first.slice(0, -1)];
    if (next !== undefined && /[^isu]s$/u.test(first) && germanNounEnd.test(next)) return [first.slice(0, -1)];
    const known = words.filter((word) => titleWords.has(word.toLowerCase()));
    if (known.length > 0) return [known.join(" ")];
    return words.length > 1 && !words.some((word) => germanNounEnd.test(word)) ? [run] : [];
  });
}

/** Most words capitalised: capitals say nothing. */
function isTitleCase(question: string): boolean {
  const words = question.split(/\s+/).filter((word) => /^\p{L}{4,}/u.test(word));
  const upper = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return words.length >= 5 && upper / words.length > 0.8;
}

/** "Apple和Amazon的收入": Latin words in a Chinese, Japanese or Arabic question are names, and so is what stands before 的. */
function namesInUnspacedScript(question: string): readonly string[] {
  if (!/[\p{sc=Han}\p{sc=Arabic}\p{sc=Hiragana}\p{sc=Hangul}\p{sc=Cyrillic}]/u.test(question)) return [];
  const owners = [...question.matchAll(/(\p{sc=Han}{2,10}?)的/gu)].flatMap(([, owner = ""]) =>
    owner
      .replace(/^(?:比较|对比|总结|分析|请)/u, "")
      .split(/[和与及]/u)
      .filter((name) => name.length > 1),
  );
  const latin = [...question.matchAll(/[A-Za-z][A-Za-z&.-]+(?:\s+[A-Z][A-Za-z&.-]+)*/g)]
    .map((match) => match[0])
    .filter((name) => !isPlainWord(name));
  return [...latin, ...owners.filter((owner) => !latin.some((name) => owner.includes(name)))];
}

function corpusNames(corpus: readonly Source[]): ReadonlySet<string> {
  return new Set(corpus.flatMap(({ title }) => title.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []));
}

function distinct(names: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const name of names) if (!seen.has(name.toLowerCase())) seen.set(name.toLowerCase(), name);
  return [...seen.values()];
}
