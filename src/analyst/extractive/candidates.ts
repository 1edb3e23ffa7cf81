import { blockText, type SourceBlock } from "../../evidence/index.ts";
import { type PassageHit, type StoredSource, sentencesOf } from "../../library/index.ts";
import { isQuotable, leansBack } from "./sentence-quality.ts";
import { type TopicMatcher, topicContainment } from "./topics.ts";
import { contentTerms } from "./words.ts";

/** A sentence that may be quoted, with what ranking needs to know of it. */
export interface Candidate {
  readonly sourceId: string;
  readonly blockId: string;
  /** Literally as it stands in the block; two sentences where the second leans on the first. */
  readonly text: string;
  readonly terms: readonly string[];
  /** Best score of the passages that hold its block, 0 to 1; 0 when it comes from a section about the topic. */
  readonly passageScore: number;
  /** How well the headings above name the topic, 0 to 1. */
  readonly headingScore: number;
  /** Heading path. */
  readonly section: string;
  /** Whether it opens its paragraph: such sentences introduce, later ones elaborate. */
  readonly isLead: boolean;
  /** Place of the block in its source, from 0. */
  readonly position: number;
}

const maxPair = 520;
/** A heading over more than this ("Notes to the statements") names no topic of what stands further down. */
const maxSectionBlocks = 80;

/** Quotable sentences of the passages and of sections whose heading names the topic. */
export function candidatesOf(
  input: { readonly passages: readonly PassageHit[]; readonly matcher: TopicMatcher },
  sources: ReadonlyMap<string, StoredSource>,
): readonly Candidate[] {
  const best = Math.max(1e-9, ...input.passages.map((hit) => hit.score));
  const scores = new Map<string, number>();
  for (const hit of input.passages) {
    for (const blockId of hit.blockIds) {
      const key = `${hit.sourceId} ${blockId}`;
      scores.set(key, Math.max(scores.get(key) ?? 0, hit.score / best));
    }
  }
  return [...sources].flatMap(([sourceId, stored]) =>
    sectionedBlocks(stored, input.matcher).flatMap(({ block, section, headingScore, position }) => {
      const passageScore = scores.get(`${sourceId} ${block.id}`) ?? 0;
      if (passageScore === 0 && headingScore < 0.85) return [];
      const place = { sourceId, blockId: block.id, passageScore, headingScore, section, position };
      return sentencesIn(block, stored.source.language).map((text) => ({
        ...place,
        text,
        terms: contentTerms(text),
        isLead: isLead(block, text),
      }));
    }),
  );
}

/** Whether a sentence opens its block, but for a heading that runs into it. */
export const isLead = (block: SourceBlock, text: string): boolean => {
  const at = blockText(block).indexOf(text);
  const before = blockText(block).slice(0, Math.max(0, at)).trim();
  // A heading may run into the paragraph; a sentence before is another one.
  return at >= 0 && before.length < maxRunIn && !/[.!?。！？]$/u.test(before);
};

/** A text block with what stands above it. */
export interface Sectioned {
  readonly block: SourceBlock;
  /** Headings above it, joined with " › ". */
  readonly section: string;
  /** How well the headings near it name the topic, 0 to 1. */
  readonly headingScore: number;
  /** Its place among the source's blocks, from 0. */
  readonly position: number;
}

/** Text blocks with the headings above them. */
export function sectionedBlocks({ parsed }: StoredSource, matcher: TopicMatcher): readonly Sectioned[] {
  let path: { level: number; text: string; score: number; taken: number }[] = [];
  const blocks: Sectioned[] = [];
  for (const [position, block] of parsed.blocks.entries()) {
    if (block.type === "heading") {
      path = path.filter((heading) => heading.level < block.level);
      const score = block.text.length < 120 ? headingTopic(matcher, block.text) : 0;
      path.push({ level: block.level, text: block.text.trim(), score, taken: 0 });
    } else if (block.type === "paragraph" || block.type === "list-item" || isProse(block)) {
      for (const heading of path) heading.taken++;
      const near = path.filter(({ taken }) => taken <= maxSectionBlocks);
      const headingScore = Math.max(0, ...near.map(({ score }) => score));
      blocks.push({ block, section: path.map(({ text }) => text).join(" › "), headingScore, position });
    }
  }
  return blocks;
}

/** Preformatted text that is prose all the same: manual pages, mails, plain-text notes. */
function isProse(block: SourceBlock): boolean {
  if (block.type !== "code") return false;
  const letters = block.text.match(/[\p{L}\s,.]/gu)?.length ?? 0;
  return letters / Math.max(1, block.text.length) > 0.93 && /[.!?](?:\s|$)/u.test(block.text);
}

/** "Note 4 — Commitments", "Item 1A. Risk factors": words that number a heading name nothing. */
const numbering =
  /^\s*(?:note|item|part|section|chapter|article|annex|appendix|anmerkung|ziffer|kapitel|abschnitt|nota|partie|chapitre|sección|capítulo)\s+(?:\p{Nd}+\p{L}?|[IVX]+)(?![\p{L}\p{Nd}])[\s.:)–—-]*/iu;

/** How well a heading names a topic, 0 to 1: less for words beside it. */
export function headingTopic(matcher: TopicMatcher, heading: string): number {
  const terms = contentTerms(heading.replace(numbering, ""));
  const covered = topicContainment(matcher, terms);
  const beside = Math.max(0, terms.length - 4);
  return Math.max(0, covered - 0.05 * beside);
}

/** Quotable sentences; one that leans on its forerunner is taken together with it, or not at all. */
export function sentencesIn(block: SourceBlock, language: string | undefined): readonly string[] {
  const text = blockText(block);
  const all = sentencesOf(text, language).map((sentence) => withoutRunIn(sentence.trim()));
  const kept: string[] = [];
  for (const [index, sentence] of all.entries()) {
    if (!isQuotable(sentence)) continue;
    if (!leansBack(sentence)) kept.push(sentence);
    else {
      const before = all[index - 1];
      const pair = before && isQuotable(before) && !leansBack(before) ? literalPair(text, before, sentence) : undefined;
      if (pair) kept[kept.at(-1) === before ? kept.length - 1 : kept.length] = pair;
    }
  }
  return kept;
}

const maxRunIn = 90;
/** "Yes ☐ No ☒": the boxes of a form before the sentence after them. */
const tickedBoxes = /^(?:\p{L}{2,4}\s*[☐☒☑✓✔]\s*)+/u;

/** "Services Services net sales increased": a heading that runs into its sentence repeats the sentence's first words. */
export function withoutRunIn(given: string): string {
  const sentence = given.replace(tickedBoxes, "");
  const [whole = "", runIn] = /^(\p{L}[^.!?]{2,80}?)\s+(?=\1(?![\p{L}\p{N}]))/iu.exec(sentence) ?? [];
  return runIn === undefined ? sentence : sentence.slice(whole.length);
}

function literalPair(text: string, first: string, second: string): string | undefined {
  const start = text.indexOf(first);
  const end = text.indexOf(second, start + first.length);
  if (start < 0 || end < 0 || end - start - first.length > 2) return undefined;
  const pair = text.slice(start, end + second.length);
  return pair.length <= maxPair ? pair : undefined;
}
