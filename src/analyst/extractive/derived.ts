import type { Block, Cell, Inline } from "../../report/index.ts";
import type { Brief } from "../analyst.ts";
import { amountOf, dateText, formatAmount, type Printer, periodText, ratioText } from "./amounts.ts";
import type { Series } from "./data.ts";
import type { Datum } from "./datum.ts";
import { facetsOf } from "./facets.ts";
import { groupBy } from "./group-by.ts";
import { isYearBefore } from "./periods.ts";
import { fill } from "./phrases/index.ts";
import { type Ratio, ratioOf, ratioValue } from "./ratios.ts";
import type { Sentence } from "./sentence.ts";
import { subjectOf } from "./statements.ts";
import { labelScore, topicMatcher } from "./topics.ts";
import { capitalise, decapitalise } from "./words.ts";

/** A ratio of one name, computed for each period that gives both of its parts. */
export interface DerivedSeries {
  readonly ratio: Ratio;
  readonly subQuestionId: string;
  readonly entity: string;
  readonly points: readonly DerivedPoint[];
  readonly labels: { readonly numerator: string; readonly denominator: string };
}

/** The ratio at one period, with the two cited numbers that it is computed from. */
interface DerivedPoint {
  readonly value: number;
  readonly numerator: Datum;
  readonly denominator: Datum;
}

/**
 * The ratios that a question asks for and no document gives, from the series of their parts.
 *
 * Contract: a period is computed only from two numbers of the same name, unit, length and end; where a document gives
 * the ratio itself, nothing is computed.
 */
export function derivedSeries(series: readonly Series[], brief: Brief): readonly DerivedSeries[] {
  const { topics } = facetsOf(brief.question, brief.language, []);
  return topics.flatMap((topic, index): readonly DerivedSeries[] => {
    const ratio = ratioOf(topic, brief.question);
    const own = series.filter(({ subQuestionId }) => subQuestionId === `q${index + 1}`);
    if (!ratio || own.some(({ points }) => points[0]?.unit === "%")) return [];
    return [...new Set(own.map(({ entity }) => entity))].flatMap((entity) => {
      const lines = own.filter((one) => one.entity === entity);
      const found = derive(ratio, lines);
      return found ? [found] : [];
    });
  });
}

/**
 * The share that the smaller of two compared measures of one name has in the other ("How did operating expenses compare
 * to revenue?").
 *
 * Contract: nothing where several names are compared: the share of one of them would be told of half of the question.
 */
export function comparedShare(series: readonly Series[], brief: Brief): DerivedSeries | undefined {
  const heads = [...groupBy(series, ({ subQuestionId }) => subQuestionId).values()].flatMap(([head]) => head ?? []);
  const [first, second] = heads;
  const names = new Set(series.map(({ entity }) => entity));
  if (
    !first ||
    !second ||
    heads.length > 2 ||
    names.size > 1 ||
    first.entity !== second.entity ||
    !brief.intents.includes("compare")
  )
    return undefined;
  const isSmaller = (first.points.at(-1)?.value ?? 0) <= (second.points.at(-1)?.value ?? 0);
  const [part, whole] = isSmaller ? [first, second] : [second, first];
  const name = `${decapitalise(part.metric)} as a share of ${decapitalise(whole.metric)}`;
  const points = pointsOf({ form: "share" }, part, whole);
  const unit = points[0]?.numerator.unit ?? "%";
  if (unit === "%" || unit === "" || !brief.language.startsWith("en")) return undefined;
  return {
    ratio: { name, form: "share", numerator: part.metric, denominator: whole.metric },
    subQuestionId: part.subQuestionId,
    entity: part.entity,
    points,
    labels: { numerator: part.metric, denominator: whole.metric },
  };
}

/** Whether a series only serves to compute a ratio: the ratio's own sentences and table name its numbers. */
export function isInputOf(series: Series, derived: readonly DerivedSeries[]): boolean {
  return derived.some(
    ({ entity, subQuestionId, labels }) =>
      series.entity === entity &&
      series.subQuestionId === subQuestionId &&
      [labels.numerator, labels.denominator].includes(series.metric),
  );
}

function derive(ratio: Ratio, lines: readonly Series[]): DerivedSeries | undefined {
  const denominator = bestFor(ratio.denominator, lines);
  const numerator = bestFor(
    ratio.numerator,
    lines.filter((line) => line !== denominator),
  );
  if (!numerator || !denominator) return undefined;
  const points = pointsOf(ratio, numerator, denominator);
  if (points.length === 0) return undefined;
  return {
    ratio,
    subQuestionId: numerator.subQuestionId,
    entity: numerator.entity,
    points,
    labels: { numerator: numerator.metric, denominator: denominator.metric },
  };
}

/** The periods that both lines give. */
function pointsOf(ratio: Pick<Ratio, "form">, numerator: Series, denominator: Series): readonly DerivedPoint[] {
  return numerator.points.flatMap((a): readonly DerivedPoint[] => {
    const b = denominator.points.find(
      (other) => other.end === a.end && other.months === a.months && other.unit === a.unit,
    );
    const value = b && ratioValue(ratio, a.value, b.value);
    return b && value !== undefined ? [{ value, numerator: a, denominator: b }] : [];
  });
}

function bestFor(measure: string, lines: readonly Series[]): Series | undefined {
  const matcher = topicMatcher(measure);
  const rated = lines.map((line) => ({ line, score: labelScore(matcher, [line.metric]) }));
  return rated.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)[0]?.line;
}

/** `47.6%`, `1.4`: as it is printed, one decimal. */
function derivedText({ form }: Ratio, value: number, printer: Printer): string {
  if (form === "times") return ratioText(value, printer);
  return formatAmount(value, { unit: "%", exponent: 0, decimals: 1 }, printer);
}

/**
 * The last period, then what it is compared with: the year before, which is of the same season, else the earliest; each
 * with the two numbers that it is computed from.
 */
export function derivedSentences(derived: DerivedSeries, printer: Printer): readonly Sentence[] {
  const { points } = derived;
  const last = points.at(-1);
  const yearBefore = points.find(({ numerator }) => last && isYearBefore(numerator.end, last.numerator.end));
  const before = yearBefore ?? points[0];
  return [last, before === last ? undefined : before].flatMap((point) =>
    point ? [derivedSentence(derived, point, printer)] : [],
  );
}

function derivedSentence({ entity, ratio, labels }: DerivedSeries, point: DerivedPoint, printer: Printer): Sentence {
  const { numerator, denominator } = point;
  const isEnglish = printer.language.startsWith("en");
  const values = {
    ...subjectOf({ entity, metric: ratio.name }, printer),
    value: derivedText(ratio, point.value, printer),
    pa: periodText(numerator, printer),
    numerator: isEnglish ? decapitalise(labels.numerator) : labels.numerator,
    denominator: isEnglish ? decapitalise(labels.denominator) : labels.denominator,
    a: amountOf(numerator, printer),
    b: amountOf(denominator, printer),
  };
  return {
    text: fill(printer.phrases.derived, values),
    evidenceIds: [numerator.evidenceId, denominator.evidenceId],
  };
}

const minDrawn = 3;

/** A line of the ratio over time: each point cites the two numbers that it is computed from; nothing for two periods. */
export function derivedChart(derived: DerivedSeries, printer: Printer): readonly Block[] {
  const { ratio, points, entity } = derived;
  const [first] = points;
  const last = points.at(-1);
  if (points.length < minDrawn || !first || !last) return [];
  const name = capitalise(ratio.name);
  const title = titleOf(name, entity, printer);
  const said = [first, last].map(
    (point) => `${derivedText(ratio, point.value, printer)} (${dateText(point.numerator.end, printer)})`,
  );
  return [
    {
      type: "chart",
      id: `${derived.subQuestionId}-derived-chart-${slugOf(entity)}`,
      mark: "line",
      caption: [text(title)],
      alt: `${title}. ${name}: ${said.join(" → ")}.`,
      xTitle: "",
      yTitle: name,
      unit: ratio.form === "times" ? "" : "%",
      categories: points.map(({ numerator }) => dateText(numerator.end, printer)),
      series: [
        {
          name,
          points: points.map(({ value, numerator, denominator }) => ({
            value: Number(value.toFixed(ratio.form === "times" ? 2 : 1)),
            evidenceIds: [numerator.evidenceId, denominator.evidenceId],
          })),
        },
      ],
    },
  ];
}

const titleOf = (metric: string, entity: string, { phrases }: Printer): string =>
  entity === "" ? metric : fill(phrases.seriesTitle, { metric, entity });

const slugOf = (entity: string): string => entity.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");

const minRows = 2;

/** The ratio of each period beside the numbers that it is computed from; nothing for a single period. */
export function derivedTable(derived: DerivedSeries, printer: Printer): readonly Block[] {
  const { ratio, labels, points, entity } = derived;
  if (points.length < minRows) return [];
  const name = capitalise(ratio.name);
  return [
    {
      type: "table",
      id: `${derived.subQuestionId}-derived-${slugOf(entity)}`,
      caption: [text(`${titleOf(name, entity, printer)}: ${formulaOf(derived)}`)],
      header: ["", labels.numerator, labels.denominator, name].map((value) => ({
        children: [text(value)],
        ...(value !== "" && { align: "right" as const }),
      })),
      rows: points.map((point) => rowOf(point, ratio, printer)),
    },
  ];
}

/** In words: `cost of sales ÷ total net sales`. */
function formulaOf({ ratio, labels: { numerator, denominator } }: DerivedSeries): string {
  const [a, b] = [decapitalise(numerator), decapitalise(denominator)];
  return ratio.form === "rest" ? `(${b} − ${a}) ÷ ${b}` : `${a} ÷ ${b}`;
}

function rowOf({ numerator, denominator, value }: DerivedPoint, ratio: Ratio, printer: Printer): readonly Cell[] {
  return [
    { children: [text(dateText(numerator.end, printer))], isHeader: true },
    valueCell(amountOf(numerator, printer), [numerator.evidenceId]),
    valueCell(amountOf(denominator, printer), [denominator.evidenceId]),
    valueCell(derivedText(ratio, value, printer), [numerator.evidenceId, denominator.evidenceId]),
  ];
}

const valueCell = (value: string, evidenceIds: readonly [string, ...string[]]): Cell => ({
  children: [text(value), { type: "citation", evidenceIds }],
  align: "right",
});

const text = (value: string): Inline => ({ type: "text", value });
