import { contentStems, foreignSentences, sentencesOf, withoutQuotations, withQuotations } from "../evidence/index.ts";
import { blocksFromMarkdown } from "../report/from-markdown.ts";
import { quotationMarks, textOf, walkBlocks } from "../report/index.ts";

/** What an answer may be made of: the user's words and what was read. Nothing else may stand in it. */
export interface AnswerOrigins {
  readonly question: string;
  /** BCP 47 tag of the question. */
  readonly language: string;
  /** What was read, by the name of the step or picture that gave it. */
  readonly read: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Words that an answer may bring in of its own: more are allowed where as many are of the question or of what was read.
 */
const fewForeign = 6;

/**
 * An answer in which the words of documents and pictures are quoted, with the step that gave them.
 *
 * Contract: no markup, picture or link is left; a sentence that holds an address outside of a quotation goes, and so
 * does one whose words stand neither in the question nor in what was read; where nothing was read but pictures without
 * words, what was seen is told freely. `left` counts what went.
 */
export function containedAnswer(
  answer: string,
  { question, language, read }: AnswerOrigins,
): { readonly answer: string; readonly left: number } {
  const { blocks } = blocksFromMarkdown(answer, { evidence: new Map(), visuals: new Map() }, "answer");
  const lines = [...walkBlocks(blocks)].flatMap((block) =>
    block.type === "paragraph" ? [textOf(block.children)] : [],
  );
  const sentences = lines.flatMap((line) => sentencesOf(line, language).map(({ text }) => text));
  const texts = read.map(({ text }) => text);
  const known = new Set([question, ...texts].flatMap((text) => contentStems(text)));
  const told = sentences.flatMap((sentence) => {
    const quoted = withQuotations(sentence, texts, quotationMarks(language));
    const own = withoutQuotations(quoted, texts);
    return isTold(own, known, texts.length > 0) ? [attributed(quoted, own, read)] : [];
  });
  return { answer: told.join(" "), left: sentences.length - told.length };
}

function isTold(text: string, known: ReadonlySet<string>, hasRead: boolean): boolean {
  if (/:\/\/|\bwww\.|[{}<>]/i.test(text)) return false;
  const stems = [...new Set(contentStems(text))];
  const own = stems.filter((stem) => known.has(stem)).length;
  return !hasRead || stems.length - own <= Math.max(fewForeign, own);
}

/** Whose words a quotation is. */
function attributed(quoted: string, own: string, read: AnswerOrigins["read"]): string {
  if (quoted === own) return quoted;
  const from = read.find(({ text }) => withoutQuotations(quoted, [text]) !== quoted);
  return from ? `${quoted} (${from.name})` : quoted;
}

/** Other words than the question's that a query may have: a name is no longer, what a page dictates is. */
const fewNames = 5;
/** A name that stands alone is shorter than an order. */
const loneName = 3;

/**
 * Why a query must not be searched for once strangers' text was read; undefined where it may.
 *
 * Contract: a query is about the question, brings in no more than a name, and is neither an address nor a sentence that
 * was read.
 */
export function refusedQuery(
  query: string,
  { question, read }: Pick<AnswerOrigins, "question" | "read">,
): string | undefined {
  if (read.length === 0) return undefined;
  const { own } = sidesOf(query, question);
  if (own > 0 && isNameBeside(query, { question, read })) return undefined;
  return `A query has words of the question and at most ${fewNames} others, such as a name that was read; no address and no sentence of a page.`;
}

/**
 * The same for what a tool of the user's own would be given, which may do more than find: a name may stand alone there.
 *
 * Contract: every text in the input is looked at, the names of its fields too.
 */
export function refusedInput(input: unknown, origins: Pick<AnswerOrigins, "question" | "read">): string | undefined {
  if (origins.read.length === 0 || textsIn(input).every((text) => isNameBeside(text, origins))) return undefined;
  return `After reading, this tool is given words of the question and names of at most ${loneName} words; no address and no sentence of a page.`;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [...(Array.isArray(value) ? [] : [key]), ...textsIn(part)]);
}

function sidesOf(text: string, question: string): { readonly own: number; readonly foreign: number } {
  const asked = new Set(contentStems(question));
  const stems = [...new Set(contentStems(text))];
  const own = stems.filter((stem) => asked.has(stem)).length;
  return { own, foreign: stems.length - own };
}

const address = /:\/\/|\bwww\.|\b(?:site|inurl|mailto):|[\w.+-]+@[\w-]+\.\w|[{}<>]/i;

/** Words of the question and a name at most; an address only where the question holds it. */
function isNameBeside(text: string, { question, read }: Pick<AnswerOrigins, "question" | "read">): boolean {
  if (question.includes(text)) return true;
  const sentences = foreignSentences(
    read.flatMap((one) => one.text.match(/[^.!?…。！？\n]+[.!?…。！？]/gu) ?? []),
    [question],
  );
  const { own, foreign } = sidesOf(text, question);
  return !address.test(text) && foreign <= (own > 0 ? fewNames : loneName) && !sentences.standIn(text);
}
