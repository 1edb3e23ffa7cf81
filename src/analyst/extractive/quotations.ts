import { findDates } from "../../evidence/index.ts";
import { sentencesOf } from "../../library/index.ts";
import type { Block } from "../../report/index.ts";
import type { Brief, EvidenceView } from "../analyst.ts";
import { groupBy } from "./group-by.ts";
import { isMatterLead, wantsMatters } from "./matter-list.ts";
import { fill, type Phrases, phrasesFor } from "./phrases/index.ts";
import { listOf, paragraphOf, type Sentence } from "./sentence.ts";
import { sourceLabels } from "./source-label.ts";

/** From this many quotes of one source on, a list reads better than running text. */
const listFrom = 3;
const minMatters = 2;

/** Views whose evidence is a verbatim quote. */
export function quoteViews(views: readonly EvidenceView[]): readonly EvidenceView[] {
  return views.filter(({ evidence }) => evidence.content.type === "quote");
}

/**
 * Quotes as text: each verbatim between quotation marks, grouped by source, the source named once before its quotes.
 *
 * Contract: the order of sources is that of their first quote; every sentence carries its citation; dated matters stay
 * in their order, one an item.
 */
export function quotationBlocks(views: readonly EvidenceView[], brief: Brief): readonly Block[] {
  const quotes = quoteViews(views);
  if (wantsMatters(brief) && quotes.filter(isMatterLead).length >= minMatters) return matterBlocks(quotes, brief);
  if (brief.intents.includes("when")) {
    const dated = inOrderOfDate(quotes);
    if (dated.length >= minDated) return timeline(dated, brief);
  }
  const labels = sourceLabels(views, phrasesFor(brief.language));
  const groups = [...groupBy(quotes, ({ source }) => source.id).values()].map(inReadingOrder);
  return groups.flatMap((group) => sourceBlocks(group, brief, labels));
}

const minDated = 3;

/** Quotes that name a date, by the first they name. */
function inOrderOfDate(quotes: readonly EvidenceView[]): readonly EvidenceView[] {
  const dated = quotes.flatMap((view) => {
    const { content } = view.evidence;
    const [date] = content.type === "quote" ? findDates(content.exact, view.source.language) : [];
    return date ? [{ view, iso: date.iso }] : [];
  });
  return dated.sort((a, b) => (a.iso < b.iso ? -1 : a.iso > b.iso ? 1 : 0)).map(({ view }) => view);
}

function timeline(dated: readonly EvidenceView[], brief: Brief): readonly Block[] {
  const phrases = phrasesFor(brief.language);
  const opening = paragraphOf([{ text: phrases.byDate, evidenceIds: [] }]);
  return [...opening, ...listOf(dated.map((view) => quoted(view, phrases)))];
}

function inReadingOrder(group: readonly EvidenceView[]): readonly EvidenceView[] {
  const page = ({ evidence }: EvidenceView): number => evidence.locator.page ?? 0;
  return [...group].sort((a, b) => page(a) - page(b));
}

/** "In the annual report:" and a list; a sentence or two as running text. */
function sourceBlocks(
  group: readonly EvidenceView[],
  brief: Brief,
  labels: ReadonlyMap<string, string>,
): readonly Block[] {
  const phrases = phrasesFor(brief.language);
  const [first] = group;
  if (!first) return [];
  const source = labels.get(first.source.id) ?? "";
  if (group.length >= listFrom) {
    const opening = { text: fill(phrases.inSource, { source }), evidenceIds: [] };
    return [...paragraphOf([opening]), ...listOf(group.map((view) => quoted(view, phrases)))];
  }
  const sentences = group.flatMap((view) => quoted(view, phrases));
  return paragraphOf(
    sentences.map((sentence, index) => (index === 0 ? attributed(sentence, source, phrases) : sentence)),
  );
}

const attributed = ({ text, evidenceIds }: Sentence, source: string, phrases: Phrases): Sentence => ({
  text: fill(phrases.according, { source, quote: text }),
  evidenceIds,
});

/** One item a matter: what opened it, and what is told of it since. */
function matterBlocks(quotes: readonly EvidenceView[], brief: Brief): readonly Block[] {
  const phrases = phrasesFor(brief.language);
  const items: Sentence[][] = [];
  for (const view of quotes) {
    const sentences = quoted(view, phrases);
    const open = items.at(-1);
    if (open && !isMatterLead(view)) open.push(...sentences);
    else items.push([...sentences]);
  }
  return [...paragraphOf([{ text: phrases.byDate, evidenceIds: [] }]), ...listOf(items)];
}

/** A quote of two sentences becomes two, so that each carries its citation. */
function quoted(view: EvidenceView, { open, close }: Phrases): readonly Sentence[] {
  const { content, id } = view.evidence;
  if (content.type !== "quote") return [];
  // A line break of the page ends no sentence.
  return sentencesOf(content.exact.replace(/\s+/g, " "), view.source.language)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "")
    .map((sentence) => ({ text: `${open}${sentence}${close}`, evidenceIds: [id] }));
}

/**
 * The best quotes for a summary: the first as a sentence with its source, the others as items; a source is named again
 * only where it changes.
 */
export function quotationSentences(views: readonly EvidenceView[], brief: Brief): readonly (readonly Sentence[])[] {
  const phrases = phrasesFor(brief.language);
  const labels = sourceLabels(views, phrasesFor(brief.language));
  return views.map((view, index) => {
    const sentences = quoted(view, phrases);
    const source = labels.get(view.source.id) ?? "";
    const known = index > 0 && views[index - 1]?.source.id === view.source.id;
    const [first, ...others] = sentences;
    if (!first || known) return sentences;
    const template = index === 0 ? phrases.according : phrases.named;
    return [{ ...first, text: fill(template, { source, quote: first.text }) }, ...others];
  });
}
