import type { Intent } from "../analyst.ts";
import { coreOf } from "./core-question.ts";
import { entitiesOf, type Titled } from "./entities.ts";
import { intentsOf } from "./intents.ts";
import { japaneseTopics } from "./japanese-topics.ts";
import { type PeriodRange, periodsOf } from "./periods.ts";
import { rephrase, writeOut } from "./rephrase.ts";
import { isScaffolding } from "./scaffolding.ts";
import { isStopWord } from "./stop-words.ts";
import { synonymsOf } from "./thesaurus.ts";

/** What a question asks: of whom, about what, for when, and in which way. */
export interface Facets {
  readonly intents: readonly Intent[];
  readonly entities: readonly string[];
  /** Noun phrases; coordinated ones apart: `total net sales`, `operating income`. At least one. */
  readonly topics: readonly string[];
  readonly range: PeriodRange | undefined;
}

/** Phrases whose "and" joins one thing, not two. */
const binomials =
  /\b(?:research and development|cash and cash equivalents|property(?:, plant,?)? and equipment|sales and marketing|selling, general,? and administrative|general and administrative|mergers and acquisitions|profit and loss|supply and demand|terms and conditions|health and safety|technology and (?:content|infrastructure)|goods and services|pros and cons|science and technology|food and drug|forschung und entwicklung|gewinn und verlust|recherche et développement|investigación y desarrollo)\b/giu;
/** A letter that no language writes here, so that a glued "and" has letters on both sides. */
const glue = "ʬ";
const coordination =
  /\s*(?:[,;、،]\s*(?:and|or|und|oder|et|ou|y|o)?(?![\p{L}])|(?<![\p{L}])(?:and|or|und|oder|et|ou|y|sowie)(?![\p{L}])|[和与及或])\s*/giu;
/** "How much on X and how much on Y" asks for two measures in one clause. */
const repeatedAmount =
  /(?<=\p{L})\s+(and|und|et|y)\s+(?:how (?:much|many)|wie ?viele?|combien|cuánt[oa]s?)\s+(?=(?:on|for|in|from|by|für|pour|en|para)\s)/giu;
/** Where the main clause ends and a second question begins. */
const secondClause =
  /(?:[,;.?]\s+|\s+)(?:and\s+)?(?:if so|how|why|what|which|who|when|where|und (?:wie|warum|was)|et (?:comment|pourquoi)|y (?:cómo|por qué))\b/iu;
const maxTopics = 6;
const maxTopicWords = 8;

/** Reads a question. Contract: pure; never without a topic. */
export function facetsOf(given: string, language: string, corpus: readonly Titled[]): Facets {
  const question = writeOut(coreOf(given));
  const { range, rest: undated } = periodsOf(question, language);
  const asked = entitiesOf(question, language, corpus);
  const entities = asked.length > 0 ? asked : namesBefore(given, question, language);
  const whole = undated.replace(repeatedAmount, " $1 ");
  const rest = language.startsWith("en") ? rephrase(whole, entities) : whole;
  const opening = /^\W*(?:\S+\s+){1,2}/u.exec(rest)?.[0].length ?? 0;
  const clauses = [rest, rest.slice(0, opening) + (rest.slice(opening).split(secondClause)[0] ?? "")];
  const main = clauses[1] && topicsOf(clauses[1], entities).length > 0 ? clauses[1] : rest;
  const topics = topicsOf(main, entities);
  const named = language.startsWith("de") ? topics.map((topic) => withNoun(topic, entities)) : topics;
  const told = named.length > 0 ? named : bareTopics(rest, entities);
  const names = named.length > 0 ? owners(entities, told) : entities;
  return { intents: intentsOf(question), entities: names, range, topics: told };
}

/** A question at the end of a pasted text is about the name that the text opens with. */
function namesBefore(given: string, question: string, language: string): readonly string[] {
  const text = given.slice(0, given.length - question.length);
  if (!pastedText.test(text) || !given.endsWith(question)) return [];
  return entitiesOf(text, language, [])
    .filter((name) => synonymsOf(name, 1).length === 0)
    .slice(0, 1);
}
const pastedText = /^.{40,}[.!]["”»)]?\s+$/su;

/** German writes nouns with a capital: a topic without one ("gebaut") says what befell the name. */
function withNoun(topic: string, entities: readonly string[]): string {
  return /\p{Lu}|\p{Nd}/u.test(topic) ? topic : [...entities, topic].join(" ");
}

/** "Orchard's Services net sales": what stands in the topic is not a name beside its owner. */
function owners(entities: readonly string[], topics: readonly string[]): readonly string[] {
  const outside = entities.filter((name) => !topics.some((topic) => topic.split(/\s+/).includes(name)));
  return outside.length > 0 ? outside : entities;
}

/** A question that says nothing but names ("What is SEO and how does it work?", "Compare A with B") is about them. */
function bareTopics(rest: string, entities: readonly string[]): readonly string[] {
  return entities.length > 0 ? entities.slice(0, maxTopics) : [fallbackTopic(rest)];
}

function topicsOf(text: string, entities: readonly string[]): readonly string[] {
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)) return japaneseTopics(withoutPossessors(text, entities));
  const glued = withoutPossessors(text, entities).replace(binomials, (phrase) =>
    phrase.replace(/[\s,]+/g, (gap) => (gap.includes(",") ? `${glue},` : glue)),
  );
  // "What products does Orchard sell?": with the name taken out, a verb is left behind its auxiliary.
  // "Does Orchard pay a dividend?": it stands before the object.
  const verb = /(?:^|\s)(?:do|does|did)\s+\p{Ll}+(?=\s*[?.!]*\s*$|\s+(?:an?|any|its)\s)/iu;
  const asked = entities.length > 0 ? glued.replace(verb, " ") : glued;
  const parts = asked.split(coordination).map((part) => trimPhrase(part ?? ""));
  const phrases = parts
    .filter((part) => part !== "")
    .map((part) => part.replaceAll(`${glue},`, ", ").replaceAll(glue, " "));
  const told = distribute(
    phrases.filter((phrase) => !phrase.split(/\s+/).every((word) => isEmptyWord(word) || /^\p{Nd}+$/u.test(word))),
  );
  return [...new Map(told.map((phrase) => [phrase.toLowerCase(), phrase])).values()].slice(0, maxTopics);
}

/**
 * "generation from coal, gas and wind" asks for the generation from each; "of" joins too loosely to be shared. "iPhone
 * and services net sales" asks for the net sales of both; only a name surely needs the noun, for "employees and net
 * sales" does not.
 */
function distribute(phrases: readonly string[]): readonly string[] {
  const [, measure] =
    /\S\s+((?:(?:net|total|gross|operating)\s+)?(?:sales|revenues?|income|profits?))$/iu.exec(phrases.at(-1) ?? "") ??
    [];
  if (measure) return phrases.map((phrase) => (productName.test(phrase) ? `${phrase} ${measure}` : phrase));
  const [first = "", ...rest] = phrases;
  const [, shared] = /^(\S.*\s(?:from|aus))\s\S/iu.exec(first) ?? [];
  if (!shared || rest.length === 0) return phrases;
  return [
    first,
    ...rest.map((phrase) => (/\s(?:from|of|in|by|aus|von)\s/iu.test(phrase) ? phrase : `${shared} ${phrase}`)),
  ];
}

/** One word that is written like a name, not like an abbreviation or the beginning of a phrase: `iPhone`, `YouTube`. */
const productName = /^\p{L}*\p{Ll}\p{Lu}\p{L}*$/u;

/** Words that only help to ask: "how does it work", "what is it good for". */
const isEmptyWord = (word: string): boolean =>
  /^(?:works?|working|functions?|operates?|means?|happens?|helps?|stands?|used?|done|good|useful|needed|matters?|poses?|offers?|brings?|involves?|like|called|funktioniert|bedeutet|fonctionne|signifie|funciona|significa|工作|意思)$/iu.test(
    word,
  );
/** "What risks does nuclear power have" asks about the risks of nuclear power. */
const inverted =
  /^(.*\p{L})\s+(do|does|did|hat|haben|nennt|nennen|tiene|tienen|presenta|presentan)\s+(?:the\s+|an?\s+|der\s+|die\s+|das\s+)?(\p{L}.*)$/iu;

/** Takes the names out that own or govern the topic; a name before a noun ("AWS segment revenue") stays in it. */
function withoutPossessors(text: string, entities: readonly string[]): string {
  const owned = /['’]s?(?![\p{L}\p{N}])/u.test(text);
  const spaced = text.replace(/\([^)]*\)/g, " ").replace(/的/gu, " ");
  return [...entities]
    .sort((a, b) => b.length - a.length)
    .reduce((current, name) => {
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      const bare = `(?<![A-Za-zÀ-ɏ0-9])${escaped}`;
      const governing = "(?:\\b(?:of|for|by|at|in|between|within|von|bei|durch|de|par|para|por)\\s+|\\bd['’])?";
      // "events in Orchard wind power": the preposition governs the noun after the name.
      const before = new RegExp(
        `(\\s(?:of|for|in|at|by)\\s+)${bare}(?=\\s+(?!(?:${verbs})\\b|\\p{Ll}+ed\\b)\\p{Ll}{3,})`,
        "gu",
      );
      const stays = owned ? `(?!\\s+(?!(?:${verbs})\\b)\\p{Ll}{3,})` : "";
      return current
        .replace(before, "$1")
        .replace(new RegExp(`${governing}${bare}(?:['’]s?|s(?=\\s))(?![\\p{L}\\p{N}])`, "gu"), " ")
        .replace(new RegExp(`${governing}${bare}(?![A-Za-zÀ-ɏ0-9])${stays}`, "gu"), " ");
    }, spaced);
}

const verbs =
  "report|reports|have|has|had|and|compare|develop|change|for|from|since|over|disclose|face|faces|did|does|make|made|lose|was|were|is|are";
/** What begins a clause inside a phrase: "cash flows as reported in …", "proceedings that are …". */
const innerClause =
  /\s(?:as|are|is|was|were|has|have|had|that|which|who|reported|disclosed|listed|mentioned|given|shown|compares?|mentionnée?s?|que|qui|التي|الذي)\s.*$/u;

/** The longest stretch without asking words at its edges; inner prepositions stay. */
function trimPhrase(part: string): string {
  const plain = part
    .replace(/[?!.:“”"«»¿？。！؟]/gu, " ")
    .replace(/\s(?:a|ont|est|sont|était|étaient|avait)(?:-t)?-(?:ils?|elles?|on)(?=\s)(?:\s+été)?/gu, " ")
    .replace(/(?<=\p{L})-(?:t-)?(?:ils?|elles?|on)(?!\p{L})/gu, " ")
    .replace(/^\s*(?:(?:combien|quel(?:le)?s?)\s+)?(?:est\s+)?(?:l|d|qu)['’](?=\p{L})/iu, "")
    // "risks that Orchard faces", with the name taken out.
    .replace(/(?<=\p{L})\s+(?:that|which|who|whom)\s+\p{Ll}+\s*$/u, " ");
  const cut = ` ${plain.trim()} `.replace(innerClause, (rest, offset: number) => (offset > 3 ? "" : rest));
  const words = [cut, plain].map((text) => withoutEdges(text.split(/\s+/).filter((word) => word !== "")));
  return (words[0] ?? "") !== "" ? (words[0] ?? "") : (words[1] ?? "");
}

const isEdge = (word: string | undefined): boolean =>
  word !== undefined && (isStopWord(word) || isScaffolding(word) || !/[\p{L}\p{N}]/u.test(word));

function withoutEdges(given: readonly string[]): string {
  const [run = ""] = given;
  if (given.length === 1 && /\p{sc=Han}/u.test(run)) return lastChunk(segment(run));
  // A year taken out leaves a gap: "华为 营业收入是多少" asks about what comes last.
  const asking = given.at(-1) ?? "";
  if (given.every((word) => /^\p{sc=Han}+$/u.test(word)) && segment(asking).some(isStopWord))
    return lastChunk(segment(asking));
  const kept = uninverted(withoutEdgeWords(given));
  return (kept.length > maxTopicWords ? kept.filter((word) => !isEdge(word)).slice(0, maxTopicWords) : kept).join(" ");
}

function withoutEdgeWords(given: readonly string[]): readonly string[] {
  let start = 0;
  let end = given.length;
  while (start < end && isEdge(given[start])) start++;
  const isEnd = (at: number): boolean => isEdge(given[at]) || (at > start && isEmptyWord(given[at] ?? ""));
  while (end > start && isEnd(end - 1) && !isHeadNoun(given, end - 1)) end--;
  return given.slice(start, end);
}

/** "risk factors", "cost drivers": after a noun these words are asked about, alone they ask. */
function isHeadNoun(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  if (/^reports?$/iu.test(word)) return /^(?:annual|quarterly|interim|financial)$/iu.test(words[at - 1] ?? "");
  return /^(?:factors?|drivers?)$/iu.test(word) && at > 0 && !isEdge(words[at - 1]);
}

function uninverted(words: readonly string[]): readonly string[] {
  const [, asked, verb = "", subject] = inverted.exec(words.join(" ")) ?? [];
  if (!asked || !subject) return words;
  if (/^(?:tien|present)/iu.test(verb)) return [...withoutEdgeWords(asked.split(" ")), "de", ...subject.split(" ")];
  return [...withoutEdgeWords(subject.split(" ")), ...withoutEdgeWords(asked.split(" "))];
}

/** "通货膨胀对消费有什么影响": alone these say nothing, so all chunks are the topic. */
const relations: ReadonlySet<string> = new Set(["影响", "作用", "意义", "关系", "原因"]);

/** Without spaces the verb stands between name and topic: "X公司报告了哪些法律诉讼" asks about what comes last. */
function lastChunk(words: readonly string[]): string {
  const chunks: string[][] = [[]];
  for (const word of words) {
    if (isEdge(word)) chunks.push([]);
    else chunks.at(-1)?.push(word);
  }
  const told = chunks.filter((chunk) => chunk.some((word) => !isEmptyWord(word))).map((chunk) => chunk.join(""));
  const last = told.at(-1)?.replace(/(?<=.)是$/u, "") ?? "";
  return relations.has(last) ? told.join(" ") : last;
}

function segment(run: string): readonly string[] {
  return [...new Intl.Segmenter("zh", { granularity: "word" }).segment(run)].map((part) => part.segment);
}

function fallbackTopic(text: string): string {
  const words = text
    .replace(/[?!.]/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "" && !isStopWord(word));
  return words.join(" ") || text.trim();
}
