import type { Brief } from "../analyst.ts";
import { amountOf, formatAmount, formOf, type Printer, percentOf, periodText } from "./amounts.ts";
import { asksForParts } from "./breakdown.ts";
import type { Series } from "./data.ts";
import type { Datum } from "./datum.ts";
import { facetsOf } from "./facets.ts";
import { groupBy } from "./group-by.ts";
import { maturityOf, withoutMaturity } from "./maturity.ts";
import { namesSoldThings } from "./metric-series.ts";
import { fill } from "./phrases/index.ts";
import { joinNames } from "./plan.ts";
import type { Sentence } from "./sentence.ts";
import { subjectOf } from "./statements.ts";
import { decapitalise } from "./words.ts";

const maxParts = 8;

/** Whether the parts are the answer ("net sales by segment", "what products …") and not what moved a total. */
export function isAboutParts({
  question,
  language,
  intents,
}: Pick<Brief, "question" | "language" | "intents">): boolean {
  const isOfParts = asksForParts(question) || facetsOf(question, language, []).topics.some(namesSoldThings);
  return isOfParts && intents.every((intent) => intent === "what" || intent === "how-much");
}

/**
 * What a total consists of in the last period in which its parts add up to it: "… were made up of marketing ($20
 * million, 40.0%) and …".
 *
 * Contract: nothing with fewer than two parts, or where the total is not above zero; no shares where a part is below zero.
 */
export function partsSentence(series: readonly Series[], printer: Printer): Sentence | undefined {
  const wholes = series.filter(({ part }) => part === undefined);
  const [total, whole] = wholes.flatMap((one) => {
    const point = one.points.findLast((datum) => addsUp(partsAt(partsOf(one, series), datum), datum));
    return point ? [[one, point] as const] : [];
  })[0] ?? [undefined, undefined];
  const told = total && whole ? partsAt(partsOf(total, series), whole) : [];
  if (!total || !whole || told.length > maxParts) return undefined;
  const hasLoss = told.some(({ point }) => point.value < 0);
  const listed = told.map(({ part, point }) => {
    const [name, a] = [nameOf(part, printer), amountOf(point, printer)];
    if (hasLoss) return `${name} (${a})`;
    return fill(printer.phrases.part, { name, a, share: percentOf(point.value / whole.value, printer) });
  });
  const values = { ...subjectOf(total, printer), a: amountOf(whole, printer), pa: periodText(whole, printer) };
  return {
    text: fill(printer.phrases.parts, { ...values, parts: joinNames(listed, printer.language) }),
    evidenceIds: [whole, ...told.map(({ point }) => point)].map(({ evidenceId }) => evidenceId),
  };
}

/**
 * The two halves of a debt or claim together, for the last day that gives both: "… of $105 million … was made up of
 * current ($7 million) and non-current ($98 million)".
 *
 * Contract: a sentence for each name and measure with both halves; they cite both.
 */
export function halvesSentences(series: readonly Series[], printer: Printer): readonly Sentence[] {
  const halves = series.filter(({ metric }) => maturityOf(metric) !== undefined);
  const groups = groupBy(halves, ({ entity, metric }) => `${entity}\n${withoutMaturity(metric)}`);
  return [...groups.values()].flatMap(([first, second]) =>
    first && second ? (halvesSentence(first, second, printer) ?? []) : [],
  );
}

function halvesSentence(first: Series, second: Series, printer: Printer): Sentence | undefined {
  const a = first.points.findLast((point) => partAt(second, point));
  const b = a && partAt(second, a);
  if (!a || !b) return undefined;
  const listed = [first, second].map(
    ({ metric }, index) => `${maturityOf(metric)} (${amountOf(index === 0 ? a : b, printer)})`,
  );
  const values = {
    ...subjectOf({ entity: first.entity, metric: withoutMaturity(first.metric) }, printer),
    a: formatAmount(a.value + b.value, formOf(a), printer),
    pa: periodText(a, printer),
    parts: joinNames(listed, printer.language),
  };
  return { text: fill(printer.phrases.parts, values), evidenceIds: [a.evidenceId, b.evidenceId] };
}

const partsOf = ({ entity }: Series, series: readonly Series[]): readonly Series[] =>
  series.filter((one) => one.part !== undefined && one.entity === entity);

interface PartAt {
  readonly part: Series;
  readonly point: Datum;
}

function partsAt(parts: readonly Series[], whole: Datum): readonly PartAt[] {
  return parts.flatMap((part) => {
    const point = partAt(part, whole);
    return point ? [{ part, point }] : [];
  });
}

/** Rounding of each part may add up to this share of the total. */
const rounding = 0.002;

function addsUp(parts: readonly PartAt[], whole: Datum): boolean {
  const sum = parts.reduce((value, { point }) => value + point.value, 0);
  return parts.length > 1 && whole.value > 0 && Math.abs(sum - whole.value) <= rounding * whole.value;
}

const partAt = (part: Series, { end, months, unit }: Datum): Datum | undefined =>
  part.points.find((point) => point.end === end && point.months === months && point.unit === unit);

/** In small letters where the words after the first are: "Europe" is a name, "Online stores" are things. */
const nameOf = ({ part = "" }: Series, { language }: Printer): string =>
  language.startsWith("en") && /^(?:\p{L}+(?:,? |-)\p{Ll}|Others?$|All other$)/u.test(part) ? decapitalise(part) : part;
