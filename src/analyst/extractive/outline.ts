import type {
  Analyst,
  Brief,
  EvidenceView,
  Outline,
  OutlineSection,
  SubQuestion,
  VisualRequirement,
} from "../analyst.ts";
import { withinContract } from "../outline-contract.ts";
import type { Printer } from "./amounts.ts";
import type { Series } from "./data.ts";
import { slideOutline } from "./deck/slides.ts";
import { type DerivedSeries, derivedSeries, isInputOf } from "./derived.ts";
import { facetsOf } from "./facets.ts";
import { groupBy } from "./group-by.ts";
import { fill, phrasesFor } from "./phrases/index.ts";
import { joinNames } from "./plan.ts";
import { toldSeries } from "./told-series.ts";
import { capitalise, decapitalise } from "./words.ts";

const pointsForChart = 3;
const pointsForTable = 2;
/** With more metrics than this, one table of all of them replaces a table per section. */
const metricsForOverview = 2;
const maxTitleTopics = 4;
/** A line this many times lower than another lies on the axis. */
const dwarfing = 25;

/** One section per sub-question that found something; an overview table first when several metrics were asked for. */
export async function outline(input: Parameters<Analyst["outline"]>[0]): Promise<Outline> {
  const { brief, plan, evidence } = input;
  if (brief.deck) return slideOutline(input);
  const series = toldSeries(evidence, brief);
  const derived = derivedSeries(series, brief);
  const metrics = [...groupBy(series, ({ subQuestionId }) => subQuestionId).keys()];
  const overview = metrics.length >= leastMetrics(brief) ? [overviewSection(brief, plan.subQuestions, series)] : [];
  const drawn = overview.length > 0 ? readableIn(overviewChart(series, brief), series) : new Set<string>();
  const sections = plan.subQuestions.flatMap((subQuestion) =>
    sectionFor(brief, {
      drawn,
      subQuestion,
      subQuestions: plan.subQuestions,
      evidence,
      series,
      derived,
      ownTable: overview.length === 0,
    }),
  );
  const made = {
    title: titleOf(input),
    summaryEvidenceIds: evidence.map((view) => view.evidence.id),
    sections: [...overview, ...sections],
  };
  return withinContract(made, brief);
}

/** Measures from which on the overview comes; a genre may want it always or never. */
function leastMetrics({ outline: contract }: Brief): number {
  if (contract?.overview === "never") return Number.POSITIVE_INFINITY;
  return contract?.overview === "first" ? 1 : metricsForOverview;
}

function overviewSection(
  brief: Brief,
  subQuestions: readonly SubQuestion[],
  series: readonly Series[],
): OutlineSection {
  const title = phrasesFor(brief.language).overviewTitle;
  const evidenceIds = series.flatMap(({ points }) => points.flatMap(({ evidenceIds }) => evidenceIds));
  return {
    id: "overview",
    title,
    purpose: "overview",
    subQuestionIds: subQuestions.map(({ id }) => id),
    evidenceIds,
    visuals: [
      { id: "overview-table", role: "evidence", form: "table", title: tableTitle(series, brief), evidenceIds },
      ...overviewChart(series, brief),
    ],
  };
}

/** All metrics of one name in one picture, where they share unit and periods and none is dwarfed by another. */
function overviewChart(series: readonly Series[], brief: Brief): readonly VisualRequirement[] {
  const [first, ...rest] = series.filter(({ points }) => points.length >= pointsForChart);
  if (!first || rest.length === 0) return [];
  const ends = first.points.map(({ end }) => end).join(" ");
  const isAlike = (one: Series): boolean =>
    one.entity === first.entity &&
    one.points[0]?.unit === first.points[0]?.unit &&
    one.points.map(({ end }) => end).join(" ") === ends;
  const tops = [first, ...rest].map(({ points }) => Math.max(...points.map(({ value }) => Math.abs(value))));
  if (!rest.every(isAlike) || Math.max(...tops) > dwarfing * Math.min(...tops)) return [];
  const evidenceIds = [first, ...rest].flatMap(({ points }) => points.flatMap(({ evidenceIds }) => evidenceIds));
  return [
    {
      id: "overview-chart",
      role: "evidence",
      form: "chart",
      title: tableTitle(series, brief),
      evidenceIds,
      mark: "line",
    },
  ];
}

/** A line this many times lower than the highest shows no movement: it gets a chart of its own besides. */
const flattening = 10;

/** Evidence of the lines whose movement a chart shows. */
function readableIn(charts: readonly VisualRequirement[], series: readonly Series[]): ReadonlySet<string> {
  const shown = new Set(charts.flatMap(({ evidenceIds }) => evidenceIds));
  const lines = series.filter(({ points }) => points.some(({ evidenceId }) => shown.has(evidenceId)));
  const topOf = ({ points }: Series): number => Math.max(...points.map(({ value }) => Math.abs(value)));
  const highest = Math.max(...lines.map(topOf));
  const readable = lines.filter((one) => topOf(one) * flattening >= highest);
  return new Set(readable.flatMap(({ points }) => points.flatMap(({ evidenceIds }) => evidenceIds)));
}

function sectionFor(
  brief: Brief,
  from: {
    readonly subQuestion: SubQuestion;
    readonly subQuestions: readonly SubQuestion[];
    readonly evidence: readonly EvidenceView[];
    readonly series: readonly Series[];
    /** Ratios that the writer sets as tables with the numbers they are computed from. */
    readonly derived: readonly DerivedSeries[];
    readonly ownTable: boolean;
    /** Evidence that the overview's chart shows. */
    readonly drawn: ReadonlySet<string>;
  },
): readonly OutlineSection[] {
  const { subQuestion, ownTable, drawn } = from;
  const own = from.evidence.filter(({ evidence }) => evidence.subQuestionIds.includes(subQuestion.id));
  if (own.length === 0) return [];
  const asked = from.series.filter(({ subQuestionId }) => subQuestionId === subQuestion.id);
  const series = asked.filter((one) => !isInputOf(one, from.derived));
  const all = chartsFor(subQuestion, series, brief);
  const charts = all.filter(({ evidenceIds }) => !evidenceIds.every((id) => drawn.has(id)));
  const visuals = [
    ...charts,
    // A chart shows the numbers of its table in every format.
    ...(ownTable && all.length === 0 ? tableFor(subQuestion, series, brief) : []),
    // A picture beside a chart drawn from the same topic's numbers would show them twice.
    ...(all.length > 0 ? [] : figuresFor(subQuestion, own)),
  ];
  return [
    {
      id: subQuestion.id,
      title:
        asked.length === 0 && asksInAClause(brief, from.subQuestions)
          ? phrasesFor(brief.language).sourcesSay
          : capitalise(subQuestion.topics[0] ?? subQuestion.question),
      purpose: subQuestion.question,
      subQuestionIds: [subQuestion.id],
      evidenceIds: own.map(({ evidence }) => evidence.id),
      visuals,
    },
  ];
}

/** One chart for all names that share a unit; a single name's series as a line, few periods as bars. */
function chartsFor({ id }: SubQuestion, series: readonly Series[], brief: Brief): readonly VisualRequirement[] {
  const long = series.filter(({ points }) => points.length >= pointsForChart);
  return [...groupBy(long, ({ points }) => points[0]?.unit ?? "").values()].map((group, index) => ({
    id: `${id}-chart${index > 0 ? index + 1 : ""}`,
    role: "evidence",
    form: "chart",
    title: seriesTitle(group, brief),
    evidenceIds: group.flatMap(({ points }) => points.flatMap(({ evidenceIds }) => evidenceIds)),
    mark: "line",
  }));
}

function tableFor({ id }: SubQuestion, series: readonly Series[], brief: Brief): readonly VisualRequirement[] {
  const evidenceIds = series.flatMap(({ points }) => points.flatMap(({ evidenceIds }) => evidenceIds));
  if (evidenceIds.length < pointsForTable) return [];
  return [{ id: `${id}-table`, role: "evidence", form: "table", title: seriesTitle(series, brief), evidenceIds }];
}

function figuresFor({ id }: SubQuestion, own: readonly EvidenceView[]): readonly VisualRequirement[] {
  return own
    .flatMap(({ evidence }) =>
      evidence.content.type === "region" ? [{ evidenceId: evidence.id, reading: evidence.content.reading }] : [],
    )
    .map(({ evidenceId, reading }, index) => ({
      id: `${id}-figure${index + 1}`,
      role: "evidence",
      form: "figure",
      title: reading.split("\n")[0] ?? reading,
      evidenceIds: [evidenceId],
    }));
}

function seriesTitle(series: readonly Series[], brief: Brief): string {
  const phrases = phrasesFor(brief.language);
  const names = namesOf(series);
  const whole = series.filter(({ part }) => part === undefined);
  const metrics = [...new Set((whole.length > 0 ? whole : series).map(({ metric }) => metric))];
  const told = metrics.length > maxTitleTopics ? metrics.slice(0, 1) : metrics;
  const metric = capitalise(joinNames([...told.slice(0, 1), ...told.slice(1).map(decapitalise)], brief.language));
  const entities = joinNames(names, brief.language);
  if (entities === "") return metric;
  return fill(names.length > 1 ? phrases.compareTitle : phrases.seriesTitle, { metric, entities, entity: entities });
}

const namesOf = (series: readonly Series[]): readonly string[] =>
  [...new Set(series.map(({ entity }) => entity))].filter((name) => name !== "");

function tableTitle(series: readonly Series[], brief: Brief): string {
  const whole = series.filter(({ part }) => part === undefined);
  const named = [...new Set(whole.map(({ metric }) => metric))];
  const { topics } = facetsOf(brief.question, brief.language, []);
  const metrics = named.length > maxTitleTopics ? topics : named;
  const entities = joinNames(namesOf(series), brief.language);
  const told = joinNames(withoutSharedStart(metrics.map(decapitalise)), brief.language);
  if (entities === "") return capitalise(told);
  return fill(phrasesFor(brief.language).reportTitle, { entities, topics: told });
}

/** "Apple: total net sales, operating income and net income, 2022 Q3 to 2023 Q3". */
function titleOf({ brief, plan }: Parameters<Analyst["outline"]>[0]): string {
  const phrases = phrasesFor(brief.language);
  const { range } = facetsOf(brief.question, brief.language, []);
  const demanded = new Set(brief.outline?.sections?.map(({ purpose }) => purpose));
  const asked = plan.subQuestions.filter(({ id, isAdded }) => !demanded.has(id) && !isAdded);
  const topics = asked.flatMap((subQuestion) => subQuestion.topics).slice(0, maxTitleTopics);
  const names = plan.subQuestions[0]?.entities ?? [];
  const entities = joinNames(names, brief.language);
  const about = joinNames(withoutSharedStart(topics), brief.language);
  if (asksInAClause(brief, asked)) return capitalise(brief.question.trim());
  const title =
    entities === "" || about.toLowerCase().includes(entities.toLowerCase())
      ? capitalise(about)
      : fill(phrases.reportTitle, { entities, topics: about });
  if (!range) return title;
  const { fromLabel: from, toLabel: to } = range;
  if (from && to && from !== to) return fill(phrases.rangeTitle, { title, from, to });
  return from || to ? `${title} (${from ?? to})` : title;
}

/** "generation from wind", "generation from gas" are told as "generation from wind", "gas". */
function withoutSharedStart(topics: readonly string[]): readonly string[] {
  const [first = "", ...rest] = topics;
  const start = /^\S.*\s(?:from|aus)\s/iu.exec(first)?.[0];
  return start && rest.every((topic) => topic.startsWith(start))
    ? [first, ...rest.map((topic) => topic.slice(start.length))]
    : topics;
}

const longestQuestionTitle = 90;

/** "Why does sleep training help toddlers?" has no noun phrase for a title: the question is the title. */
function asksInAClause(brief: Brief, subQuestions: readonly SubQuestion[]): boolean {
  const clausal = brief.intents.some((intent) => ["why", "how", "when", "where", "who"].includes(intent));
  const words = brief.question.trim().split(/\s+/).length;
  return clausal && subQuestions.length === 1 && words > 3 && brief.question.length <= longestQuestionTitle;
}

/** Dates as the report prints them. */
export function printerFor(brief: Brief): Printer {
  return { language: brief.language, phrases: phrasesFor(brief.language) };
}
