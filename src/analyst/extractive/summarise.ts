import type { Block } from "../../report/index.ts";
import type { Analyst, Brief, EvidenceView, Gap } from "../analyst.ts";
import { printerFor } from "./amounts.ts";
import { slideSummary } from "./deck/slides.ts";
import { comparedShare, derivedSentences, derivedSeries, isInputOf } from "./derived.ts";
import { groupBy } from "./group-by.ts";
import { matterSummary } from "./matter-list.ts";
import { halvesSentences, isAboutParts, partsSentence } from "./parts.ts";
import { phrasesFor } from "./phrases/index.ts";
import { quotationSentences, quoteViews } from "./quotations.ts";
import { listOf, paragraphOf, type Sentence } from "./sentence.ts";
import { comparisonSentence, leadSentences } from "./statements.ts";
import { answerSentences } from "./table-answer/index.ts";
import { toldSeries } from "./told-series.ts";
import { comparisons } from "./write.ts";

const maxLead = 3;
const maxPoints = 5;
const maxQuotes = 4;
const quotesPerPoint = 3;

/** Answers the question in the first sentences, numbers first; then the main points; then what was not found. */
export async function summarise(input: Parameters<Analyst["summarise"]>[0]): Promise<readonly Block[]> {
  const { brief, evidence, gaps } = input;
  if (brief.deck) return slideSummary(input);
  const answered = answerSentences(evidence, brief);
  const told = numberSentences(evidence, brief);
  const matters = answered.length + told.length > 0 ? [] : matterSummary(quoteViews(evidence), brief);
  if (matters.length > 0) return [...matters, ...missing(gaps)];
  const quotes = topQuotes(evidence, { brief, beside: told.length + answered.length > 0 });
  const [firstQuote = [], ...otherQuotes] = quotes;
  const lead = answered.length > 0 ? answered : told.length > 0 ? told.slice(0, maxLead) : firstQuote;
  const rest = answered.length > 0 || told.length > 0 ? quotes : otherQuotes;
  const points = [...told.slice(answered.length > 0 ? 0 : maxLead).map((sentence) => [sentence]), ...rest].slice(
    0,
    maxPoints,
  );
  if (lead.length === 0) return [remark([phrasesFor(brief.language).nothing, ...reasonsOf(gaps)])];
  return [...paragraphOf(lead), ...listOf(points), ...missing(gaps)];
}

/** Comparisons and computed ratios first, then one sentence per series, then what totals consist of. */
function numberSentences(evidence: readonly EvidenceView[], brief: Brief): readonly Sentence[] {
  const printer = printerFor(brief);
  const series = toldSeries(evidence, brief);
  const groups = [...groupBy(series, ({ subQuestionId }) => subQuestionId).values()];
  const compared = groups.flatMap((group) =>
    comparisons(group, (first, second) => comparisonSentence(first, second, printer)),
  );
  const derived = derivedSeries(series, brief);
  const share = comparedShare(series, brief);
  const computed = [...(share ? [share] : []), ...derived].flatMap((one) => derivedSentences(one, printer));
  const parts = groups.flatMap((group) => partsSentence(group, printer) ?? []);
  const trends = series
    .filter((one) => one.part === undefined && !isInputOf(one, derived))
    .filter(({ points }) => points.length > 1 || parts.length === 0 || !isAboutParts(brief))
    .flatMap((one) => leadSentences(one, printer).slice(0, 1));
  const halves = halvesSentences(series, printer);
  // Two sub-questions may come to the same numbers.
  const all = isAboutParts(brief)
    ? [...parts, ...halves, ...compared, ...computed, ...trends]
    : [...halves, ...compared, ...computed, ...trends, ...parts];
  return [...new Map(all.map((sentence) => [sentence.text, sentence])).values()];
}

/** The best quote of each sub-question in turn; beside numbers only for sub-questions without them. */
function topQuotes(
  evidence: readonly EvidenceView[],
  { brief, beside }: { brief: Brief; beside: boolean },
): readonly (readonly Sentence[])[] {
  const numeric = new Set(toldSeries(evidence, brief).map(({ subQuestionId }) => subQuestionId));
  const quotes = quoteViews(evidence).filter(
    ({ evidence: item }) => !item.subQuestionIds.some((id) => numeric.has(id)),
  );
  const groups = [...groupBy(quotes, ({ evidence: item }) => item.subQuestionIds[0] ?? "").values()];
  // A summary that repeats its whole section sums nothing up.
  const share = Math.ceil(quotes.length / quotesPerPoint);
  const limit = Math.min(beside ? 2 : maxQuotes, share);
  const ordered = Array.from({ length: limit }, (_, rank) =>
    groups.flatMap((group) => group.slice(rank, rank + 1)),
  ).flat();
  return quotationSentences(ordered.slice(0, limit), brief);
}

const maxGaps = 2;
const reasonsOf = (gaps: readonly Gap[]): readonly string[] =>
  [...new Set(gaps.map(({ reason }) => reason))].slice(0, maxGaps);

function missing(gaps: readonly Gap[]): readonly Block[] {
  const reasons = reasonsOf(gaps);
  return reasons.length > 0 ? [remark(reasons)] : [];
}

/** What the report says of itself: no claim about the world. */
function remark(sentences: readonly string[]): Block {
  const children = sentences.map((value, index) => ({ type: "text" as const, value: index > 0 ? ` ${value}` : value }));
  return { type: "callout", tone: "note", children: [{ type: "paragraph", children }] };
}
