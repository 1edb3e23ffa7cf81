import { blockText, type Finding, pathSeparator } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import type { Analyst, Brief, Intent } from "../analyst.ts";
import { askedSources } from "./asked-sources.ts";
import { asksForParts } from "./breakdown.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { figureFindings } from "./figures.ts";
import { groupBy } from "./group-by.ts";
import { type Matter, mattersOf } from "./matters.ts";
import { measuresOf } from "./measures.ts";
import { type MetricCell, toFinding } from "./metric-cells.ts";
import { echoesOf, type MetricSeries, metricSeries, totalIn } from "./metric-series.ts";
import { partSeries } from "./part-series.ts";
import { periodsOf } from "./periods.ts";
import {
  chooseDiverse,
  formal,
  generality,
  genericness,
  type Ranked,
  type RankFor,
  rankSentences,
  tellsWhenOrWhere,
} from "./rank.ts";
import { ratioOf } from "./ratios.ts";
import { chattiness } from "./sentence-quality.ts";
import { recencyOf } from "./source-dates.ts";
import { containsName, sourceEntities } from "./source-entities.ts";
import { disputingSentences } from "./stated-numbers.ts";
import { answerFindings } from "./table-answer/index.ts";
import { synonymsOf } from "./thesaurus.ts";
import { labelScore, namesTopic, topicMatcher } from "./topics.ts";
import { contentTerms } from "./words.ts";

type ReadInput = Parameters<Analyst["read"]>[0];

const quoteLimits: Readonly<Record<Brief["length"], number>> = { brief: 5, standard: 10, deep: 24 };
const sourceLimits: Readonly<Record<Brief["length"], number>> = { brief: 2, standard: 4, deep: 6 };
/** Beside a series of numbers, sentences explain; they need not carry the section alone. */
const quotesBesideSeries = 4;
const scoreFloor = 0.58;
/** From this many specific sentences on, generalities add nothing. */
const enoughSpecific = 3;
const maxCells = 80;
/** Sentences that speak of their writer, or sell. */
const talkative = 0.4;
/** Share of the topic's words a sentence must have; the loose one only where nothing else was found. */
const strictTopic = 0.46;
const looseTopic = 0.3;
/** "How does it protect endpoints" is told in other words than asked. */
const looseProcess = 0.2;

/** Chooses what answers the sub-question: numbers of tables first, then sentences that explain or tell. */
export async function read(given: ReadInput): Promise<readonly Finding[]> {
  const [topic = given.subQuestion.question] = given.subQuestion.topics;
  const { brief } = given;
  const about = sourceEntities(given.sources, given.subQuestion.entities);
  const { range } = periodsOf(brief.question, brief.language);
  const sources = askedSources(given.sources, { range, question: brief.question, about });
  const input: ReadInput = {
    ...given,
    sources,
    passages: given.passages.filter(({ sourceId }) => sources.has(sourceId)),
  };
  const matcher = topicMatcher(topic);
  const numbers = numbersFor(topic, input);
  const answers = isNamedMeasure(numbers, given) ? [] : answerFindings({ ...given, sources: sourcesAbout(given) });
  const hasNoSeries = answers.length > 0 || asksForList(brief.question, topic);
  const series = hasNoSeries ? [] : numbers.series.slice(0, maxCells);
  const disputes = disputingSentences(series, { matcher, sources });
  return [
    ...answers,
    ...series.map(toFinding),
    ...(hasNoSeries ? [] : echoesOf(numbers).slice(0, maxCells)).map(toFinding),
    ...disputes,
    ...witnesses(disputes, numbers.others).map(toFinding),
    ...quotes(input, { topic, beside: series.length + answers.length > 0 }),
    ...partQuotes(input, series),
    ...(await figureFindings(input, matcher)),
  ];
}

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
  return largest.flatMap(([topic]) => quotes(input, { topic, beside: true }).slice(0, 1));
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

function quotes(input: ReadInput, { topic, beside }: { topic: string; beside: boolean }): readonly Finding[] {
  const { brief, subQuestion, passages, sources } = input;
  const matcher = topicMatcher(topic);
  const recency = recencyOf(sources);
  const full = quoteLimits[brief.length];
  if (!beside && brief.intents.every((intent) => listIntents.has(intent))) {
    const entity = entityScorer(input);
    const matters = mattersOf(matcher, sources, recency).filter(
      ({ sourceId, sentences }) => entity({ sourceId, text: sentences.join(" "), section: "" }) > 0.5,
    );
    if (matters.length > 1) return matters.slice(-full).flatMap(matterFindings);
  }
  const candidates = candidatesOf({ passages, matcher }, sources);
  const wanted = {
    matcher,
    question: brief.question,
    intents: brief.intents,
    entityScore: entityScorer(input),
    recency,
    defines: asksDefinition.test(brief.question),
    explains: beside,
  };
  const strict = rankSentences(candidates, { ...wanted, leastOnTopic: strictTopic });
  // Where no passage holds all words of the topic, sentences about one of them are about something else.
  const isKnown = passages.some(({ text }) => namesTopic(matcher, contentTerms(text)));
  const isOpen = isKnown || brief.intents.some((intent) => formal.has(intent));
  const loose = strict.length > 0 || beside || !isOpen ? [] : looseRanking(candidates, wanted);
  const ranked = strict.length > 0 ? strict : loose;
  const names = Math.max(1, subQuestion.entities.length);
  const limit = beside ? Math.min(full, quotesBesideSeries) : full;
  const share = Math.ceil(limit / names) + (sources.size > names ? 0 : limit);
  const perSource = sources.size === 1 ? full : Math.max(sourceLimits[brief.length], beside ? 1 : share);
  // Sentences without any date or place leave such a question open; saying so is the better answer.
  if (!ranked.some(({ candidate }) => tellsWhenOrWhere(candidate.text, brief.intents))) return [];
  const specific = ranked.filter(
    ({ candidate: { text } }) => genericness(text) < generality && chattiness(text) < talkative,
  );
  const chosen = chooseDiverse(specific.length >= enoughSpecific ? specific : ranked, {
    limit,
    perSource,
    floor: scoreFloor,
  });
  return chosen.map(({ candidate }) => ({
    type: "quote",
    sourceId: candidate.sourceId,
    blockId: candidate.blockId,
    exact: candidate.text,
  }));
}

/** "What products does Orchard sell?" wants names, not a series of numbers that is called so; a known measure is one. */
function asksForList(question: string, topic: string): boolean {
  return /^\W*(?:what|which)\s+\p{Ll}[\p{L}\s-]*\s(?:does|do|did)\s/iu.test(question) && synonymsOf(topic).length === 0;
}

/** Where no sentence has enough of the topic: part of it, or for a question of form its subject. */
function looseRanking(candidates: readonly Candidate[], wanted: Omit<RankFor, "leastOnTopic">): readonly Ranked[] {
  const bySubject = wanted.intents.some((intent) => formal.has(intent));
  const least = wanted.intents.includes("how") ? looseProcess : looseTopic;
  return rankSentences(candidates, { ...wanted, leastOnTopic: bySubject ? 1 : least, bySubject });
}

/** Questions that a list of dated matters answers. */
const listIntents: ReadonlySet<Intent> = new Set<Intent>(["what", "when", "who", "over-time"]);
const asksDefinition =
  /^\W*(?:what|who) (?:is|are|was|were) |^\W*(?:was|wer) (?:ist|sind|war) |^\W*(?:qu['’]est-ce qu|qui est |¿?qué (?:es|son) )|是什么|什么是|ما ه[يو]/iu;

function matterFindings({ sourceId, blockId, sentences }: Matter): readonly Finding[] {
  return sentences.map((exact): Finding => ({ type: "quote", sourceId, blockId, exact }));
}

/** 1 where the sentence names an asked name or its source is about one; less in sources about nobody asked. */
function entityScorer({ subQuestion: { entities }, sources }: ReadInput): (candidate: Placed) => number {
  if (entities.length === 0) return () => 1;
  const about = sourceEntities(sources, entities);
  // A name in another script than the source's cannot stand in it: such names bar nothing.
  const checkable = entities.filter((entity) => /\p{sc=Latin}/u.test(entity));
  const known = new Map<string, boolean>();
  const mentioned = (sourceId: string): boolean => {
    const found =
      known.get(sourceId) ??
      (checkable.length === 0 || checkable.some((name) => mentions(sources.get(sourceId), name)));
    known.set(sourceId, found);
    return found;
  };
  const others = entities.filter((entity) => ![...about.values()].includes(entity));
  return ({ sourceId, text, section }) => {
    if (entities.some((entity) => containsName(text, entity))) return 1;
    if (about.has(sourceId))
      return others.length === 0 || others.some((name) => containsName(section, name)) ? 0.9 : 0.6;
    return about.size > 0 || !mentioned(sourceId) ? 0 : 0.5;
  };
}

type Placed = Pick<Candidate, "sourceId" | "text" | "section">;

/** Whether all words of a name stand somewhere in a source. */
function mentions(stored: StoredSource | undefined, name: string): boolean {
  return (
    stored !== undefined && containsName([stored.source.title, ...stored.parsed.blocks.map(blockText)].join("\n"), name)
  );
}
