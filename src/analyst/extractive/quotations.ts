import { sentencesOf } from "../../library/index.ts";
import type { Block } from "../../report/index.ts";
import type { Brief, EvidenceView } from "../analyst.ts";
import { groupBy } from "./group-by.ts";
import { fill, type Phrases, phrasesFor } from "./phrases/index.ts";
import { listOf, paragraphOf, type Sentence } from "./sentence.ts";
import { sourceLabels } from "./source-label.ts";

/** From this many quotes on, a list reads better than running text. */
const listFrom = 4;

/** Views whose evidence is a verbatim quote. */
export function quoteViews(views: readonly EvidenceView[]): readonly EvidenceView[] {
  return views.filter(({ evidence }) => evidence.content.type === "quote");
}

/**
 * Quotes as text: each verbatim between quotation marks, its source named once before its first.
 *
 * Contract: the order of sources is that of their first quote; every sentence carries its citation.
 */
export function quotationBlocks(views: readonly EvidenceView[], brief: Brief): readonly Block[] {
  const quotes = quoteViews(views);
  const labels = sourceLabels(views);
  const groups = [...groupBy(quotes, ({ source }) => source.id).values()].map(inReadingOrder);
  if (quotes.length >= listFrom) return listOf(groups.flatMap((group) => attributed(group, brief, labels)));
  return groups.flatMap((group) => paragraphOf(attributed(group, brief, labels).flat()));
}

function inReadingOrder(group: readonly EvidenceView[]): readonly EvidenceView[] {
  const page = ({ evidence }: EvidenceView): number => evidence.locator.page ?? 0;
  return [...group].sort((a, b) => page(a) - page(b));
}

/** The quotes of one source, each as its sentences. */
function attributed(
  group: readonly EvidenceView[],
  brief: Brief,
  labels: ReadonlyMap<string, string>,
): readonly (readonly Sentence[])[] {
  const phrases = phrasesFor(brief.language);
  return group.map((view, index) => {
    const source = labels.get(view.source.id) ?? view.source.title;
    return quoted(
      view,
      (quote) => {
        if (index === 0) return fill(phrases.according, { source, quote });
        return index === 1 ? fill(phrases.adds, { quote }) : quote;
      },
      phrases,
    );
  });
}

/** A quote of two sentences becomes two, so that each carries its citation. */
function quoted(view: EvidenceView, frame: (quote: string) => string, { open, close }: Phrases): readonly Sentence[] {
  const { content, id } = view.evidence;
  if (content.type !== "quote") return [];
  const sentences = sentencesOf(content.exact, view.source.language).map((sentence) =>
    sentence.replace(/\s+/g, " ").trim(),
  );
  return sentences
    .filter((sentence) => sentence !== "")
    .map((sentence, index) => {
      const quote = `${open}${sentence}${close}`;
      return { text: index === 0 ? frame(quote) : quote, evidenceIds: [id] };
    });
}

/** One quote with its source named, for a summary. */
export function quotationSentences(view: EvidenceView, brief: Brief): readonly Sentence[] {
  return attributed([view], brief, sourceLabels([view]))[0] ?? [];
}
