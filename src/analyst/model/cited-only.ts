import { contentStems } from "../../evidence/index.ts";
import type { Block, Cell, Inline } from "../../report/index.ts";
import type { EvidenceView } from "../analyst.ts";
import { foldClaim } from "../claim-units.ts";
import { phrasesFor } from "../extractive/phrases/index.ts";
import { isScaffolding } from "../extractive/scaffolding.ts";
import { cites, inlineSentences, wordsIn } from "../inline-sentences.ts";
import { contentText } from "./evidence-list.ts";
import { holdsAddress } from "./own-words.ts";
import { speaksOf } from "./speaks-of.ts";

/**
 * The blocks that a writer may add to a report: what cites evidence, tables and lists of it, the visuals it placed.
 *
 * Contract: a sentence without a citation goes, except one that says nothing beyond `trusted` (a lead-in, or that
 * something was not found), and so does one that shares no words with what it cites; code, formulas and pictures of the
 * writer's own go; what cites keeps its words, and a sentence that is its evidence word for word stands in quotation
 * marks, so that whose words they are can be seen.
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

interface CitedOnlyOptions {
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

const hasWords = (inlines: readonly Inline[]): boolean => wordsIn(inlines).trim() !== "";

/** "Policy:" with nothing left behind it. */
function isBareLabel([first, ...rest]: readonly Block[]): boolean {
  return rest.length === 0 && first?.type === "paragraph" && /[:：]\s*$/u.test(wordsIn(first.children));
}

/** Sentences that end in a citation, and those between them that say nothing of their own. */
function keptInlines(inlines: readonly Inline[], rules: Rules): readonly Inline[] {
  const kept = inlineSentences(inlines, rules.language).filter(({ inlines: own, isCited }) =>
    isCited ? isCarried(own, rules) : rules.mayStay(foldClaim(wordsIn(own))),
  );
  return kept.flatMap(({ inlines: own }) => own);
}

/** A sentence may use its own words, but not only such. */
const leastShared = 0.34;

function isCarried(inlines: readonly Inline[], { views, language, trusted }: Rules): boolean {
  const ids = new Set(walkInlineCitations(inlines));
  const cited = [...ids].flatMap((id) => views.get(id) ?? []);
  const beside = [...views].flatMap(([id, { evidence }]) => (ids.has(id) ? [] : [contentText(evidence)]));
  return speaksOf(wordsIn(inlines), cited, { least: leastShared, language, trusted, beside });
}

function* walkInlineCitations(inlines: readonly Inline[]): Generator<string> {
  for (const inline of inlines) {
    if (inline.type === "citation") yield* inline.evidenceIds;
    else if ("children" in inline) yield* walkInlineCitations(inline.children);
  }
}
