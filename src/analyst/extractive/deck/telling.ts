import { blockText, type SourceBlock } from "../../../evidence/index.ts";
import type { StoredSource } from "../../../library/index.ts";
import { isLead, sentencesIn } from "../candidates.ts";
import { chooseDiverse, genericness, type Ranked, specifics } from "../rank.ts";
import { chattiness } from "../sentence-quality.ts";
import { contentTerms, termSet } from "../words.ts";

/** What a bullet may have, in characters; less says little, more is not read from a slide. */
const bulletLength = [24, 320] as const;
/** A bullet of more takes half a slide. */
const comfortable = 190;

/** What an entry without a full stop loses to a sentence: it may be a credit or a label. */
const unfinished = 0.3;
/** What tells less than this share of the best would only fill the slide. */
const leastShare = 0.3;

/** What speaks of the document instead of its matter, or leads to something that is not on the slide. */
const navigation =
  /\b(?:(?:this|the (?:next|previous|following|present)|our) (?:section|chapter|paper|article|report|study|document|page|post|guide)|(?:table|figure|fig\.|section|chapter|appendix|annex|exhibit|equation|box)s? \(?\p{N}|above|below|as follows|et al\.?)\b|\(\p{Lu}[^()]*\b(?:19|20)\d\d[a-z]?\)|\p{Lu}\p{L}+ \((?:19|20)\d\d[a-z]?\)|\b(?:dieses? (?:Kapitel|Abschnitt)|Abbildung \p{N}|Tabelle \p{N}|siehe)\b|^\W*(?:sources?|notes?|quellen?|anmerkung)\b\W|[☐☒☑□■]/iu;

/** What sentences of a stretch are weighed by: the words that its document uses, and those of its own heading. */
export interface TellingOf {
  readonly stored: StoredSource;
  readonly blocks: readonly SourceBlock[];
  readonly title: string;
  readonly limit: number;
}

/**
 * The sentences that tell most of a stretch, best first: words that the stretch keeps coming back to, names, dates and
 * amounts count for one, general and chatty talk against; no two say the same.
 */
export function tellingSentences({ stored, blocks, title, limit }: TellingOf): Ranked[] {
  const { language } = stored.source;
  const headings = new Set(
    stored.parsed.blocks.flatMap((block) => (block.type === "heading" ? [bare(block.text)] : [])),
  );
  const all = blocks.flatMap((block, position) =>
    textsOf(block, language)
      .filter((text) => !headings.has(bare(text)))
      .map((text) => ({ block, position, text, terms: contentTerms(text) })),
  );
  const ofMatter = all.filter(({ text }) => !navigation.test(text));
  const drafts = ofMatter.length > 0 ? ofMatter : all;
  const weights = termWeights(drafts.map(({ terms }) => terms));
  const heading = termSet(title);
  const ranked = drafts.map(({ block, position, text, terms }): Ranked => {
    const isFirst = isLead(block, text);
    const candidate = { sourceId: stored.source.id, blockId: block.id, text, terms, isLead: isFirst, position };
    const score =
      centrality(terms, weights) +
      (terms.some((term) => heading.has(term)) ? 0.15 : 0) +
      (isFirst ? 0.2 : 0) +
      (position === drafts[0]?.position ? 0.1 : 0) +
      Math.min(0.4, 0.08 * specifics(text)) -
      0.8 * genericness(text) -
      chattiness(text) -
      (/[.!。！؟]["”’»)\]]*$/u.test(text) ? 0 : unfinished) -
      Math.max(0, text.length - comfortable) / 400;
    return { candidate: { ...candidate, passageScore: 0, headingScore: 0, section: title }, score, recency: 0 };
  });
  const sorted = ranked.sort((a, b) => b.score - a.score || a.candidate.position - b.candidate.position);
  const floor = (sorted[0]?.score ?? 0) > 0 ? leastShare : 1;
  return [...chooseDiverse(sorted, { limit, perSource: limit, floor })];
}

/** A list of what follows repeats the headings. */
const bare = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();

/** Sentences that stand alone, and entries of lists, which are bullets already. */
function textsOf(block: SourceBlock, language: string | undefined): readonly string[] {
  if (block.type === "heading" || block.type === "table" || block.type === "figure") return [];
  const [least, most] = bulletLength;
  const fits = (text: string): boolean => text.length >= least && text.length <= most;
  const sentences = sentencesIn(block, language).filter((text) => fits(text) && !/[☐☒☑]/u.test(text));
  if (sentences.length > 0 || block.type !== "list-item") return sentences;
  const entry = blockText(block)
    .trim()
    .replace(/^(?:[•●▪◦‣·*–-]|\(?\p{N}{1,2}[.)])\s+/u, "");
  const begins = /^["“„«(]?[\p{Lu}\p{Lo}\p{N}$€£¥]/u.test(entry);
  return begins && fits(entry) && /\p{L}{3}/u.test(entry) && !/[:：]$|https?:\/\//u.test(entry) ? [entry] : [];
}

/** How much of the stretch each word carries, 0 to 1: the share of sentences that have it, damped. */
function termWeights(sentences: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const terms of sentences) for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
  const most = Math.log(1 + Math.max(1, ...counts.values()));
  return new Map([...counts].map(([term, count]) => [term, Math.log(1 + count) / most]));
}

/** Mean weight of a sentence's words; one of few words says less. */
function centrality(terms: readonly string[], weights: ReadonlyMap<string, number>): number {
  const own = [...new Set(terms)];
  const sum = own.reduce((total, term) => total + (weights.get(term) ?? 0), 0);
  return sum / Math.max(8, own.length);
}
