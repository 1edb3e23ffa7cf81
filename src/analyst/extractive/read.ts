import { blockText, type Finding, pathSeparator } from "../../evidence/index.ts";
import type { Analyst } from "../analyst.ts";
import { askedSources } from "./asked-sources.ts";
import { asksForParts } from "./breakdown.ts";
import { figureFindings } from "./figures.ts";
import { groupBy } from "./group-by.ts";
import { asksForItems } from "./listed-items.ts";
import { measuresOf } from "./measures.ts";
import { type MetricCell, toFinding } from "./metric-cells.ts";
import { echoesOf, type MetricSeries, metricSeries, namesSoldThings, totalIn } from "./metric-series.ts";
import { partSeries } from "./part-series.ts";
import { periodsOf } from "./periods.ts";
import { mentions, quotesFor } from "./quotes.ts";
import { ratioOf } from "./ratios.ts";
import { isDemanded, readDemanded } from "./read-demanded.ts";
import { sourceEntities } from "./source-entities.ts";
import { disputingSentences } from "./stated-numbers.ts";
import { answerFindings } from "./table-answer/index.ts";
import { synonymsOf } from "./thesaurus.ts";
import { labelScore, topicMatcher } from "./topics.ts";

type ReadInput = Parameters<Analyst["read"]>[0];

const maxCells = 80;

/** Chooses what answers the sub-question: numbers of tables first, then sentences that explain or tell. */
export async function read(given: ReadInput): Promise<readonly Finding[]> {
  return isDemanded(given.brief, given.subQuestion) ? readDemanded(given, readTopic) : readTopic(given);
}

/**
 * Whether the question names somebody of whom no source speaks, in whatever script: then what sources say of others is no
 * answer, and nothing is translated here.
 */
function isAboutNobody({ subQuestion: { entities }, sources }: ReadInput): boolean {
  if (entities.length === 0) return false;
  return [...sources.values()].every((stored) => entities.every((name) => !mentions(stored, name)));
}

async function readTopic(given: ReadInput): Promise<readonly Finding[]> {
  const [topic = given.subQuestion.question] = given.subQuestion.topics;
  const { brief } = given;
  const about = sourceEntities(given.sources, given.subQuestion.entities);
  const { range } = periodsOf(brief.question, brief.language);
  const sources = askedSources(given.sources, { range, question: brief.question, about });
  const input: ReadInput = { ...given, sources, passages: passagesOf(given, sources) };
  const matcher = topicMatcher(topic);
  const numbers = numbersFor(topic, input);
  const sold = soldParts(topic, input);
  const answers =
    isNamedMeasure(numbers, given) || sold.length > 0 ? [] : answerFindings({ ...given, sources: sourcesAbout(given) });
  // A table answers by its own words ("USA" for "United States"); everything else must be about who is asked about.
  if (isAboutNobody(given)) return answers;
  const isListed = sold.length > 0;
  const hasNoSeries = isListed || answers.length > 0 || asksForList(brief.question, topic);
  const series = isListed ? sold : hasNoSeries ? [] : numbers.series.slice(0, maxCells);
  const disputes = disputingSentences(series, { matcher, sources });
  return [
    ...answers,
    ...series.map(toFinding),
    ...(hasNoSeries ? [] : echoesOf(numbers).slice(0, maxCells)).map(toFinding),
    ...disputes,
    ...witnesses(disputes, numbers.others).map(toFinding),
    ...quotesFor(input, { topic, beside: series.length + answers.length > 0 }),
    ...partQuotes(input, series),
    ...(await figureFindings(input, matcher)),
  ];
}

/**
 * The passages of the sources that are asked for. Where the question names some of many, they are read whole: the
 * search chose its passages among all.
 */
function passagesOf({ passages, sources }: ReadInput, asked: ReadInput["sources"]): ReadInput["passages"] {
  const found = passages.filter(({ sourceId }) => asked.has(sourceId));
  if (asked.size === sources.size) return found;
  const known = new Set(found.flatMap(({ sourceId, blockIds }) => blockIds.map((id) => `${sourceId} ${id}`)));
  const least = Math.min(...found.map(({ score }) => score), 1);
  const rest = [...asked.values()].flatMap(({ source, parsed }) =>
    parsed.blocks
      .filter(({ id, type }) => type !== "table" && type !== "figure" && !known.has(`${source.id} ${id}`))
      .map((block) => ({
        id: `${source.id}-${block.id}`,
        sourceId: source.id,
        kind: "text" as const,
        blockIds: [block.id],
        text: blockText(block),
        locator: block.locator,
        score: least * unfound,
        sourceTitle: source.title,
      })),
  );
  return [...found, ...rest];
}

/** What the search did not find counts this much of the least that it found. */
const unfound = 0.5;

/** The series of every measure that tells the topic, the parts of a ratio that no table gives, and parts of a total. */
function numbersFor(topic: string, { brief, subQuestion: { entities }, sources }: ReadInput): MetricSeries {
  const lines = (measure: string): MetricSeries => metricSeries({ brief, topic: measure, entities }, sources);
  const ratio = ratioOf(topic, brief.question);
  const direct = measuresOf(topic).map(lines);
  const isTotal = direct.every(({ series }) => series.every(({ metric }) => namesTotal(metric, topic)));
  const parts = isTotal && asksForParts(brief.question) ? partSeries({ brief, topic, entities }, sources) : [];
  const isGiven = direct.some(({ series }) => series.some(({ cell }) => cell.quantity.unit === "%"));
  if (ratio && !isGiven) return joined([lines(ratio.numerator), lines(ratio.denominator)]);
  const total =
    parts.length > 0 && direct.every(({ series }) => series.length === 0) ? [lines(totalIn(topic))] : direct;
  return joined([...total, { series: parts, others: [] }]);
}

/** "What products does Orchard sell?": net sales with the parts that they are split into, where a document splits them. */
function soldParts(topic: string, { brief, subQuestion: { entities }, sources }: ReadInput): readonly MetricCell[] {
  if (!namesSoldThings(topic) || entities.length === 0 || !asksForItems(brief.question, topic)) return [];
  const parts = partSeries({ brief, topic, entities }, sources);
  if (parts.length === 0) return [];
  const last =
    parts
      .map(({ end }) => end)
      .sort()
      .at(-1) ?? "";
  const total = metricSeries({ brief, topic: totalIn(topic), entities }, sources).series;
  return [...total, ...parts].filter(({ end }) => end === last);
}

/** "Net sales › Services" is a part itself: whoever asks for it does not ask for the others. */
function namesTotal(metric: string, topic: string): boolean {
  return labelScore(topicMatcher(totalIn(topic)), metric.split(pathSeparator).slice(-1)) > 0;
}

function joined(all: readonly MetricSeries[]): MetricSeries {
  return { series: all.flatMap(({ series }) => series), others: all.flatMap(({ others }) => others) };
}

const explainedParts = 4;

/** What moved a total is told of its parts: one sentence for each of the largest, where the question asks for causes. */
function partQuotes(input: ReadInput, series: readonly MetricCell[]): readonly Finding[] {
  if (!input.brief.intents.includes("why")) return [];
  const parts = groupBy(
    series.filter(({ isPart }) => isPart),
    ({ metric }) => metric.split(pathSeparator).at(-1) ?? "",
  );
  const largest = [...parts].sort((a, b) => weightOf(b[1]) - weightOf(a[1])).slice(0, explainedParts);
  return largest.flatMap(([topic]) => quotesFor(input, { topic, beside: true }).slice(0, 1));
}

const weightOf = (cells: readonly MetricCell[]): number =>
  Math.max(...cells.map(({ cell }) => Math.abs(cell.quantity.value)));

/** A row with this score carries the topic's own words, in a statement or over several periods. */
const surelyNamed = 0.85;

/** Whether documents of the asked name give the topic as a measure of their own: then no other table answers. */
function isNamedMeasure({ series }: MetricSeries, { subQuestion, sources }: ReadInput): boolean {
  const { entities } = subQuestion;
  return series.some(
    ({ entity, score, inStatement }) =>
      entities.includes(entity) && score >= surelyNamed && (sources.size > 1 || inStatement),
  );
}

/** The sources about an asked name; all where none is. */
function sourcesAbout({ subQuestion, sources }: ReadInput): ReadInput["sources"] {
  const about = sourceEntities(sources, subQuestion.entities);
  return about.size === 0 ? sources : new Map([...sources].filter(([id]) => about.has(id)));
}

/** Where a sentence disputes a number, the other tables that give it are heard too. */
function witnesses(disputes: readonly Finding[], others: readonly MetricCell[]): readonly MetricCell[] {
  const periods = new Set(
    disputes.flatMap((finding) =>
      finding.type === "quote" ? (finding.quantities ?? []).map(({ periodEnd }) => periodEnd) : [],
    ),
  );
  return others.filter(({ end }) => periods.has(end));
}

/** "What products does Orchard sell?" wants names, not a series of numbers that is called so; a known measure is one. */
function asksForList(question: string, topic: string): boolean {
  return /^\W*(?:what|which)\s+\p{Ll}[\p{L}\s-]*\s(?:does|do|did)\s/iu.test(question) && synonymsOf(topic).length === 0;
}
