import type { Source } from "../../report/index.ts";
import { isScaffolding } from "./scaffolding.ts";
import { isStopWord } from "./stop-words.ts";

/** What a document is called. */
export type Titled = Pick<Source, "title">;

/** Letters of scripts that put no spaces between words end a Latin name. */
const namePart = "\\p{Lu}(?:(?![\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}])[\\p{L}\\p{N}&.’'-])*";
/** "GameStorm 11", "Windows 11": a number that ends the phrase, no amount and no form. */
const edition = "(?:\\s\\p{Nd}{1,3}(?=\\s*(?:[?!,;]|$|(?:and|or|und|et|y)\\s)))?";
const joiners = "(?:of the|of|the|de la|de|del|der|van|von|da|di|&|for)";
const namePattern = new RegExp(
  `(?<![\\p{L}\\p{N}-])${namePart}(?:\\s+(?:${joiners}\\s+)?${namePart})*${edition}`,
  "gu",
);
const openers =
  /^(?:What|Which|Who|Whom|Whose|When|Where|Why|How|Is|Are|Was|Were|Do|Does|Did|Has|Have|Had|Can|Could|Will|Would|Should|May|Compare|Describe|Explain|List|Give|Name|Tell|Show|Find|Summari[sz]e|Analy[sz]e|Discuss|Review|Assess|Outline|Please|In|On|At|For|From|Between|The|A|An|If|Wie|Was|Wer|Welche[rsnm]?|Warum|Wann|Wo|Hat|Haben|Ist|Sind|Vergleiche|Nenne|Comment|Quel(?:le)?s?|Qui|Pourquoi|Où|Quand|Combien|Comparez|Cómo|Qué|Quién|Cuál(?:es)?|Cuándo|Dónde|Compara|Résumez|Décrivez|Analysez|Resum[ea]|Analiza|Fasse|Analysiere|Как|Какова?|Каков[оы]|Какие|Какой|Кто|Что|Где|Когда|Почему|Сколько|Сравните|Опишите|Расскажите|Назовите|According|Over|During|Of|To|And|Or|I)$/u;

/**
 * Names that a question is about, in order of mention.
 *
 * Capitalised runs in most languages; where nouns are capitalised (German) or nothing is (Chinese, Arabic, lower-case
 * questions), only names that titles of the corpus know, or runs of two and more capitalised words.
 */
export function entitiesOf(question: string, language: string, corpus: readonly Titled[]): readonly string[] {
  const titleWords = corpusNames(corpus);
  const candidates = isTitleCase(question) ? [] : capitalised(question);
  const kept = language.startsWith("de")
    ? [...germanNames(candidates, titleWords), ...germanByPlace(question)]
    : candidates;
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

const month =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)$/u;

/** What is measured, not who or what has it. */
const measure =
  /^(?:CO2|CO₂|CH4|N2O|NOx|SO2|PM2\.5|PM10|EBITDA?|EPS|GDP|GNP|BIP|PIB|CPI|CAPEX|OPEX|FCF|ARR|ARPU|GMV|ROI|ROE|ROA|R&D)$/u;

/** What is counted in: "how many GWh". */
const unitSymbol = /^[kMGTP](?:Wh?|Hz|Pa|J|eV|t|bps)$/u;

function isPlainWord(name: string): boolean {
  return (
    measure.test(name) ||
    unitSymbol.test(name) ||
    month.test(name.replace(/\s\d+$/u, "")) ||
    isStopWord(name) ||
    isScaffolding(name) ||
    /^\d|^Q\d|^H\d|^FY/u.test(name)
  );
}

const germanNounEnd =
  /(?:ung|heit|keit|schaft|tion|tät|nis|tum|ment|gewinn|satz|ergebnis|kosten|preis|zahl|zahlen|bericht|kraft|strom|energie|markt|mittel|leistung|wachstum|risiko|risiken)(?:e?n|s)?$/iu;

/** Plurals in the dative, as nouns without article stand after "von": "Kosten von Wärmepumpen". */
const germanPlural = /(?:en|ern|eln)$/u;
/** What stands here without article is mostly a name: "der Umsatz von Siemens", "hat Orchard", "zwischen BMW und Audi". */
const germanPlaces =
  /(?<=(?:^|\s)(?:von|bei|zwischen|hat|hatte|gab|zahlt|zahlte|erzielt|erzielte|meldet|meldete|plant|beschäftigt)\s)(\p{Lu}[\p{L}\p{N}&.-]+)(?:\s+und\s+(?:von\s+)?(\p{Lu}[\p{L}\p{N}&.-]+))?/giu;

/** Names by where they stand; of two that "und" joins, one that cannot be a noun speaks for both. */
function germanByPlace(question: string): readonly string[] {
  return [...question.matchAll(germanPlaces)].flatMap((match) => {
    const pair = match.slice(1).filter((word): word is string => word !== undefined && /^\p{Lu}/u.test(word));
    return pair.some(isGermanName) && pair.every((word) => !germanNounEnd.test(word)) ? pair : [];
  });
}

const isGermanName = (word: string): boolean =>
  /^\p{Lu}{2,}$/u.test(word) || (!germanNounEnd.test(word) && !germanPlural.test(word));

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
    // "Vorstandsvorsitzende von Volkswagen", "Nachteile der Windkraft": a noun with what it belongs to.
    if (words.some((word) => /^(?:der|von|van|di|for)$/u.test(word))) return afterVon(words);
    return words.length > 1 && !words.some((word) => germanNounEnd.test(word)) ? [run] : [];
  });
}

/** What only companies and places have. */
const germanOffice =
  /(?:vorsitzende[rn]?|chef(?:in)?|gründer(?:in)?|präsident(?:in)?|leiter(?:in)?|sitz|aktie|geschäftsbericht|abschluss)$/iu;

function afterVon(words: readonly string[]): readonly string[] {
  const at = words.lastIndexOf("von");
  const name = words.slice(at + 1);
  if (at < 1 || words.includes("der") || name.some((word) => germanNounEnd.test(word))) return [];
  return germanOffice.test(words[at - 1] ?? "") || isGermanName(name[0] ?? "") ? [name.join(" ")] : [];
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
  const undated = question.replace(/\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:第?[一二三四1-4]季度)?/gu, "");
  const owners = [...undated.matchAll(/(\p{sc=Han}{2,10}?)的/gu)].flatMap(([, owner = ""]) =>
    owner
      .replace(/^(?:比较|对比|总结|分析|请|谁是|该|这项|至|到|从|自|在)+/u, "")
      .split(/[和与及]/u)
      .filter((name) => name.length > 1 && !name.endsWith("中") && !/^(?:研究|报告|公司|论文)$/u.test(name)),
  );
  const latin = [...question.matchAll(/[A-Za-z][A-Za-z&.-]+(?:\s+[A-Z][A-Za-z&.-]+)*/g)]
    .map((match) => match[0])
    .filter((name) => !isPlainWord(name));
  return [...latin, ...owners.filter((owner) => !latin.some((name) => owner.includes(name)))];
}

function corpusNames(corpus: readonly Titled[]): ReadonlySet<string> {
  return new Set(corpus.flatMap(({ title }) => title.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []));
}

function distinct(names: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const name of names) if (!seen.has(name.toLowerCase())) seen.set(name.toLowerCase(), name);
  return [...seen.values()];
}
