/** What changed in one sentence, with the numbers. */
import { deltaWords, type Evidence, filledWords, localeOf, quotationMarks } from "../report/index.ts";
import type { DeltaLine } from "./delta.ts";
import { type NumberChange, numberChangeOf } from "./delta-order.ts";
import { statementOf } from "./facts.ts";

/** A part of the sentence and what it rests on. */
export interface HeadlinePart {
  readonly text: string;
  readonly evidenceIds: readonly string[];
}

/** The language of a headline and the names of the sources it may tell of. */
export interface HeadlineAbout {
  /** BCP 47 tag of the headline. */
  readonly language: string;
  /** Of a source, by id. */
  titleOf(sourceId: string): string;
}

/** Parts that tell a change each; more are only counted. */
const mostTold = 2;
/** Longer statements are cut at a word. */
const longestStatement = 110;

/**
 * The most important changes in words, then the sources that are gone and how many other changes there are: "Revenue of
 * X rose to 12 from 10; 2 sources gone".
 *
 * Contract: `lines` are in order of importance; every number of a part stands in the evidence it names, except counts.
 */
export function headlineOf(lines: readonly DeltaLine[], about: HeadlineAbout): readonly HeadlinePart[] {
  const words = deltaWords(about.language);
  const gone = new Set(lines.flatMap(({ status, before }) => (status === "gone" && before ? [before.sourceId] : [])));
  const others = lines.filter(({ status }) => status === "contradicted" || status === "changed" || status === "new");
  const told = others.slice(0, mostTold);
  const more = others.length - told.length;
  return [
    ...told.map((line) => partOf(line, about)),
    ...(gone.size > 0 ? [{ text: goneWords([...gone], about), evidenceIds: [] }] : []),
    ...(more > 0 ? [{ text: filledWords(words.others, { count: more }), evidenceIds: [] }] : []),
  ];
}

/** The parts as a sentence without marks. */
export const headlineText = (parts: readonly HeadlinePart[]): string =>
  capitalised(parts.map(({ text }) => text).join("; "));

function partOf(line: DeltaLine, about: HeadlineAbout): HeadlinePart {
  const { status, before, now, topic } = line;
  const words = deltaWords(about.language);
  const evidenceIds = [now, before].flatMap((evidence) => (evidence ? [evidence.id] : []));
  const label = (text: string) => `${capitalised(text)}: `;
  if (!now) return { text: `${label(words.withdrawn)}${stated(before, topic, about)}`, evidenceIds };
  if (status === "new") return { text: `${label(words.status.new)}${stated(now, topic, about)}`, evidenceIds };
  const change = numberChangeOf(line);
  // "Rose to" says by itself that a number of a table changed.
  const isTold = change !== undefined && now.content.type !== "quote" && status === "changed";
  const told = change ? changeWords(line, change, about) : undefined;
  return { text: `${isTold ? "" : label(words.status[status])}${told ?? stated(now, topic, about)}`, evidenceIds };
}

/** A cell's number with its direction; a sentence in its own words with the number it gave before. */
function changeWords(
  { topic, before, now, status }: DeltaLine,
  { before: from, now: to }: NumberChange,
  { language }: HeadlineAbout,
): string | undefined {
  const words = deltaWords(language);
  if (!before || !now) return undefined;
  const what = subjectOf(before, topic, language);
  const [old, later] = [from.text ?? statementOf(before, language), to.text ?? statementOf(now, language)];
  if (status === "contradicted") {
    // The earlier statement is what is contradicted, and what a reader knows.
    const said = before.content.type === "quote" ? sentenceOf(before, old, language) : `${what}: ${old}`;
    return `${said} (${filledWords(words.against, { other: later })})`;
  }
  if (now.content.type === "quote")
    return `${sentenceOf(now, later, language)} (${words.before.toLocaleLowerCase(localeOf(language))}: ${old})`;
  return filledWords(to.value > from.value ? words.rose : words.fell, { what, now: later, before: old });
}

/** A quoted sentence, short, with the number that matters in it. */
function sentenceOf({ content }: Evidence, needed: string, language: string): string {
  const exact = content.type === "quote" ? content.exact : "";
  return quoted(cut(exact.replace(/[.。]\s*$/u, ""), longestStatement, needed), language);
}

/** "Revenue of Norda (2022)" where all of it is known. */
function subjectOf({ quantities = [] }: Evidence, topic: string, language: string): string {
  const [{ metric, entity, period, periodEnd = "" } = {}] = quantities;
  if (!metric || (period ?? periodEnd) === "") return topic;
  if (!entity) return `${metric} (${period ?? periodEnd})`;
  return filledWords(deltaWords(language).subject, { metric, entity, period: period ?? periodEnd });
}

function stated(evidence: Evidence | undefined, topic: string, { language }: HeadlineAbout): string {
  if (!evidence) return topic;
  const words = cut(statementOf(evidence, language).replace(/[.。]\s*$/u, ""), longestStatement);
  return evidence.content.type === "quote"
    ? quoted(words, language)
    : `${subjectOf(evidence, topic, language)}: ${words}`;
}

function quoted(words: string, language: string): string {
  const { open, close } = quotationMarks(language);
  return `${open}${words}${close}`;
}

function goneWords(ids: readonly string[], { language, titleOf }: HeadlineAbout): string {
  const { gone, status } = deltaWords(language);
  const [only, ...more] = ids;
  if (only !== undefined && more.length === 0)
    return `${status.gone}: ${quoted(cut(titleOf(only), longestStatement), language)}`;
  return filledWords(gone, { count: ids.length });
}

/** The start of a text, to a word's end; as far as `needed`, where that is said. */
function cut(text: string, most: number, needed = ""): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const least = needed === "" ? 0 : line.indexOf(needed) + needed.length;
  const room = Math.max(most, least);
  if (line.length <= room) return line;
  const start = line.slice(0, room + 1);
  const end = Math.max(start.lastIndexOf(" "), least);
  return `${start.slice(0, end > 0 ? end : room).replace(/[\s,;:–-]+$/u, "")} …`;
}

const capitalised = (words: string): string => words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
