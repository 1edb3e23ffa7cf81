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
import type { Series } from "./data.ts";
import { slideOutline } from "./deck/slides.ts";
import { type DerivedSeries, derivedSeries, isInputOf } from "./derived.ts";
import { groupBy } from "./group-by.ts";
import { phrasesFor } from "./phrases/index.ts";
import { asksInAClause, reportTitle, seriesTitle, tableTitle } from "./titles.ts";
import { toldSeries } from "./told-series.ts";
import { capitalise } from "./words.ts";

const pointsForChart = 3;
const pointsForTable = 2;
/** With more metrics than this, one table of all of them replaces a table per section. */
const metricsForOverview = 2;
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
    title: reportTitle(input),
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
