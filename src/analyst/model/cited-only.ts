import { contentStems, sentencesOf } from "../../evidence/index.ts";
import type { Block, Cell, Inline } from "../../report/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { foldClaim } from "../claim-units.ts";
import { phrasesFor } from "../extractive/phrases/index.ts";
import { isScaffolding } from "../extractive/scaffolding.ts";
import { holdsAddress } from "./own-words.ts";
import { speaksOf } from "./speaks-of.ts";

/**
 * The blocks that a writer may add to a report: what cites evidence, tables and lists of it, the visuals it placed.
 *
 * Contract: a sentence without a citation goes, except one that says nothing beyond `trusted` (a lead-in, or that
 * something was not found), and so does one that shares no words with what it cites; code, formulas and pictures of the writer's own go; what cites keeps its words, and a sentence
 * that is its evidence word for word stands in quotation marks, so that whose words they are can be seen.
 */
export function citedOnly(
  blocks: readonly Block[],
  { trusted, visuals, evidence, language }: CitedOnlyOptions,
): readonly Block[] {
  const { notFound, noEntity, nothing, missing } = phrasesFor(language);
  const absence = [notFound, noEntity, nothing, missing].map((phrase) => phrase.replace(/\{\w+\}/g, " "));
  const known = new Set([...trusted, ...absence].flatMap((text) => contentStems(text)));
  // Chinese words are compared by pairs of signs; a pair across two known words is none of its own.
  const signs = new Set([...known, ...plainWords].filter((stem) => unspaced.test(stem)).flatMap((stem) => [...stem]));
  const isKnown = (stem: string): boolean =>
    known.has(stem) || isPlainWord(stem) || (unspaced.test(stem) && [...stem].every((sign) => signs.has(sign)));
  const mayStay = (sentence: string): boolean => !holdsAddress(sentence) && contentStems(sentence).every(isKnown);
  const views = new Map(evidence.map((view) => [view.evidence.id, view]));
  return blocks.flatMap((block) => keep(block, { placed: new Set(visuals), mayStay, views, trusted, language }));
}

export interface CitedOnlyOptions {
  /** The question, the plan and what else no stranger wrote. */
  readonly trusted: readonly string[];
  readonly visuals: readonly Block[];
  readonly evidence: readonly EvidenceView[];
  /** BCP 47 tag of the report. */
  readonly language: string;
}

interface Rules {
  readonly placed: ReadonlySet<Block>;
  readonly mayStay: (sentence: string) => boolean;
  readonly views: ReadonlyMap<string, EvidenceView>;
  readonly trusted: readonly string[];
  readonly language: string;
}

/** Words that a lead-in needs and that state nothing. */
const plainWords = new Set(
  contentStems(
    "source sources read state states say says following figure figures table chart shows reason reasons cause causes main several two three answer found evidence details give gives quelle quellen gelesen nennen nennt folgende gründe ursachen geben angaben sources lues fuentes leídas 所读资料 所读来源 资料没有给出 来源没有给出 资料未给出 来源未提供",
  ),
);
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u;
const isPlainWord = (stem: string): boolean => plainWords.has(stem) || isScaffolding(stem);

function keep(block: Block, rules: Rules): readonly Block[] {
  if (rules.placed.has(block)) return [block];
  switch (block.type) {
    case "paragraph": {
      const children = keptInlines(block.children, rules);
      return hasWords(children) ? [{ ...block, children }] : [];
    }
    case "list": {
      const items = block.items
        .map((item) => item.flatMap((child) => keep(child, rules)))
        .filter((item) => item.length > 0 && !isBareLabel(item));
      return items.length > 0 ? [{ ...block, items }] : [];
    }
    case "quote":
    case "callout": {
      const children = block.children.flatMap((child) => keep(child, rules));
      return children.length > 0 ? [{ ...block, children }] : [];
    }
    case "table": {
      const rows = block.rows.filter((row) => row.some(({ children }) => cites(children)));
      const header = block.header.map((cell): Cell => (mayHead(cell, rules) ? cell : { ...cell, children: [] }));
      return rows.length > 0 ? [{ ...block, header, rows }] : [];
    }
    default:
      return [];
  }
}

function mayHead({ children }: Cell, { mayStay }: Rules): boolean {
  const text = wordsIn(children);
  return !holdsAddress(text) && (text.split(/\s+/).length <= 4 || mayStay(text));
}

const cites = (inlines: readonly Inline[]): boolean =>
  inlines.some((inline) => inline.type === "citation" || ("children" in inline && cites(inline.children)));

const hasWords = (inlines: readonly Inline[]): boolean => wordsIn(inlines).trim() !== "";

function wordsIn(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("children" in inline ? wordsIn(inline.children) : "value" in inline ? inline.value : ""))
    .join("");
}

/** "Policy:" with nothing left behind it. */
function isBareLabel([first, ...rest]: readonly Block[]): boolean {
  return rest.length === 0 && first?.type === "paragraph" && /[:：]\s*$/u.test(wordsIn(first.children));
}

interface Stretch {
  readonly inlines: readonly Inline[];
  readonly isCited: boolean;
}

/** Sentences that end in a citation, and those between them that say nothing of their own. */
function keptInlines(inlines: readonly Inline[], rules: Rules): readonly Inline[] {
  const kept = stretchesOf(inlines, rules.language).filter(({ inlines: own, isCited }) =>
    isCited ? isCarried(own, rules) : rules.mayStay(foldClaim(wordsIn(own))),
  );
  return kept.flatMap(({ inlines: own }) => own);
}

/** A sentence may use its own words, but not only such. */
const leastShared = 0.34;

function isCarried(inlines: readonly Inline[], { views, language, trusted }: Rules): boolean {
  const cited = [...walkInlineCitations(inlines)].flatMap((id) => views.get(id) ?? []);
  return speaksOf(wordsIn(inlines), cited, { least: leastShared, language, trusted });
}

function* walkInlineCitations(inlines: readonly Inline[]): Generator<string> {
  for (const inline of inlines) {
    if (inline.type === "citation") yield* inline.evidenceIds;
    else if ("children" in inline) yield* walkInlineCitations(inline.children);
  }
}

/** A paragraph in sentences; a citation belongs to the sentence that it follows, and so does the full stop behind it. */
function stretchesOf(inlines: readonly Inline[], language: string): readonly Stretch[] {
  const pieces = inlines.flatMap((inline): readonly Inline[] =>
    inline.type === "text" ? splitText(inline.value, language).map((value) => ({ type: "text", value })) : [inline],
  );
  const stretches: { inlines: Inline[]; isCited: boolean; isOver: boolean }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const last = stretches.at(-1);
    const isTail = piece.type === "text" && /^[\s.!?…。！？,;:)\]”’"']*$/u.test(piece.value);
    if (last && (!last.isOver || piece.type === "citation" || isTail)) last.inlines.push(piece);
    else stretches.push({ inlines: [piece], isCited: false, isOver: false });
    const current = stretches.at(-1);
    if (!current) continue;
    if (piece.type === "citation" || ("children" in piece && cites(piece.children))) current.isCited = true;
    // Behind a citation the sentence may go on; its own end is then that of the last piece.
    const text = piece.type === "text" ? piece.value : wordsIn([piece]);
    const isOver = current.isCited ? isTail || endsSentence(text) : endsSentence(wordsIn(current.inlines));
    // "**Cost:** turbines became cheaper" is one sentence: a colon ends only what nothing follows.
    current.isOver ||= isOver && !(/[:：]\s*$/u.test(text) && index < pieces.length - 1);
  }
  return stretches;
}

const endsSentence = (text: string): boolean => /[.!?…。！？:：]["”’)\]]*\s*$/u.test(text);

/** The text cut before each sentence; nothing is lost, and a full stop at its beginning stands alone. */
function splitText(value: string, language: string): readonly string[] {
  const lead = /^\s*[.!?…。！？]["”’)\]]*\s*/u.exec(value)?.[0] ?? "";
  const rest = value.slice(lead.length);
  const starts = sentencesOf(rest, language).map(({ start }) => start);
  const cuts = [0, ...starts.slice(1), rest.length];
  const parts = cuts.slice(0, -1).map((cut, index) => rest.slice(cut, cuts[index + 1]));
  return [lead, ...parts].filter((part) => part !== "");
}
