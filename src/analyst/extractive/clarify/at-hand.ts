/** What the names of documents tell about the answers that a question could have. Pure functions over strangers' words. */
const maxOptions = 4;
const longestOption = 80;

const distinct = (texts: readonly string[]): readonly string[] => [
  ...new Map(texts.map((text) => [text.toLowerCase(), text])).values(),
];
const asOptions = (texts: readonly string[]): readonly string[] =>
  distinct(texts.map((text) => text.replace(/[\s\p{Cc}]+/gu, " ").trim()))
    .filter((text) => text !== "" && text.length <= longestOption)
    .slice(0, maxOptions);

/** Words that end the names of organisations and places. */
const kinds =
  "AG|SE|Inc|Incorporated|Corp|Corporation|Ltd|Limited|LLC|LLP|plc|PLC|GmbH|KG|Co|Company|SA|NV|BV|AB|ASA|Oyj|SpA|Group|Holdings?|Bank|Trust|University|College|County|City|Township";
const word = "\\p{Lu}[\\p{L}\\p{N}&’'-]*";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/**
 * The bearers of one name among the documents, if there are several and none is called by the name alone.
 *
 * Only what cannot be a document *about* the name counts: "Mercury (planet)", "Springfield, Illinois", "Norda Energy AG",
 * and for letters that stand for a name the names that they may stand for.
 */
export function namesakesOf(name: string, documents: readonly string[]): readonly string[] {
  const texts = documents.map(spaced);
  const isTaken = texts.some((text) => text.toLowerCase() === name.toLowerCase());
  if (isTaken) return [];
  const found = /^\p{Lu}{2,6}$/u.test(name) ? spelledOut(name, texts) : bearers(name, texts);
  const options = asOptions(found);
  return options.length > 1 ? options : [];
}

/** File names join words by hyphens or underscores. */
const spaced = (document: string): string =>
  (/\s/u.test(document) ? document : document.replace(/[-_]+/gu, " ")).trim();

function bearers(name: string, texts: readonly string[]): readonly string[] {
  const start = `(?<![\\p{L}\\p{N}])${escaped(name)}`;
  const forms = [
    new RegExp(`${start} \\(\\p{L}[^()]{1,40}\\)`, "u"),
    new RegExp(`${start}, ${word}(?: ${word})?(?=$|[\\s:–-])`, "u"),
    new RegExp(`${start}(?: ${word}){0,3} (?:${kinds})(?![\\p{L}\\p{N}])`, "u"),
  ];
  return texts.flatMap((text) => forms.map((form) => form.exec(text)?.[0]).find(Boolean) ?? []);
}

/** Runs of capitalised words whose first letters are those of the name. */
function spelledOut(name: string, texts: readonly string[]): readonly string[] {
  const between = " (?:(?:of|the|for|and|de|der|die|das|für|und|du|des|la|le|del|para|et|y) )*";
  const words = [...name].map((letter) => `${letter}\\p{Ll}[\\p{L}’'-]*`).join(between);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, "u");
  return texts.flatMap((text) => pattern.exec(text)?.[0] ?? []);
}

/** Names of documents that are called as those about a name are: `sulvik-2022` beside `norda-2022`. */
export function siblingsOf(name: string, documents: readonly string[]): readonly string[] {
  const texts = documents.map(spaced);
  const own = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "iu");
  const others = texts
    .filter((text) => own.test(text))
    .flatMap((text) => {
      const [before = "", after = ""] = [text.slice(0, text.search(own)), text.slice(text.search(own) + name.length)];
      const like = new RegExp(`^${escaped(before)}([\\p{L}\\p{N}&’' -]{2,40})${escaped(after)}$`, "u");
      // A name without anything around it would have every document for a sibling.
      return before + after === "" ? [] : texts.flatMap((other) => like.exec(other)?.[1]?.trim() ?? []);
    });
  return asOptions(others.filter((other) => !own.test(other)).map((other) => cased(other, name)));
}

/** File names are often written small. */
const cased = (other: string, name: string): string =>
  /^\p{Lu}/u.test(name) ? other.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : other;

/** Words of documents' names that say what kind of document it is, and when; not what it is about. */
const form =
  /^(?:annual|quarterly|interim|financial|fiscal|report|reports|accounts|statement|statements|filing|filings|form|press|release|letter|presentation|briefing|minutes|meeting|notes?|fact|sheet|review|data|table|overview|final|draft|version|v|the|of|for|and|in|on|to|a|by|from|q|h|fy|k|geschäftsbericht|jahresbericht|bericht|rapport|annuel|informe|anual)$/iu;
/** Kinds of documents that give the figures of a company. */
const accounts =
  /(?<![\p{L}\p{N}])(?:10-?[kq]|20-?f|annual (?:report|accounts)|quarterly report|interim report|income statement|financial statements?|earnings|geschäftsbericht|jahresabschluss|rapport annuel|informe anual|年报|年度报告)(?![\p{L}\p{N}])|(?<!\p{L})Q[1-4](?!\p{N})/iu;
const usualMeasures: Readonly<Record<string, readonly string[]>> = {
  en: ["revenue", "operating income", "net income"],
  de: ["Umsatz", "Betriebsergebnis", "Jahresüberschuss"],
  fr: ["chiffre d’affaires", "résultat opérationnel", "résultat net"],
  es: ["ingresos", "resultado operativo", "beneficio neto"],
  zh: ["营业收入", "营业利润", "净利润"],
};

/** What the documents about a name are about beside it, or what accounts give. */
export function measuresAtHand(name: string, documents: readonly string[], language: string): readonly string[] {
  const texts = documents.map(spaced);
  const own = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?:['’]s)?(?![\\p{L}\\p{N}])`, "iu");
  // What stands behind a name of several bearers tells which of them it is.
  const about = namesakesOf(name, documents).length > 1 ? [] : texts.filter((text) => own.test(text));
  const usual = usualMeasures[language.split("-")[0] ?? ""] ?? usualMeasures.en ?? [];
  const hasAccounts = texts.some((text) => accounts.test(text));
  return asOptions([...about.map((text) => matterOf(text.replace(own, " "))), ...(hasAccounts ? usual : [])]);
}

/** Up to three words that a name of a document holds beside kind and date; nothing for a whole sentence. */
function matterOf(text: string): string {
  const words = text.split(/[^\p{L}\p{N}&’'-]+/u).filter((one) => /\p{L}{2}/u.test(one) && !/\p{N}/u.test(one));
  const told = words.filter((one) => !form.test(one));
  return told.length <= 3 ? told.join(" ").toLowerCase() : "";
}

const farYears = 10;
const nearYears = 5;

/** Periods to choose from: those that the documents' names span, or the years before today. */
export function yearsAtHand(documents: readonly string[], today: string, language: string): readonly string[] {
  const years = documents.flatMap((text) => text.match(/(?<!\d)(?:19|20)\d\d(?!\d)/gu) ?? []).map(Number);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const span = (from: number, to: number) => (language.startsWith("zh") ? `${from}年至${to}年` : `${from}–${to}`);
  if (last > first)
    return last - first > nearYears ? [span(first, last), span(last - nearYears, last)] : [span(first, last)];
  const now = Number(today.slice(0, 4));
  return [span(now - nearYears, now), span(now - farYears, now)];
}
