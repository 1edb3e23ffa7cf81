import { amountOf, type Printer, percentOf, periodText } from "./amounts.ts";
import type { Datum, Series } from "./data.ts";
import { fill } from "./phrases/index.ts";
import { joinNames } from "./plan.ts";
import type { Sentence } from "./sentence.ts";
import { subjectOf } from "./statements.ts";
import { decapitalise } from "./words.ts";

const maxParts = 8;

/**
 * What a total consists of in the last period in which its parts add up to it: "… were made up of marketing ($20
 * million, 40.0%) and …".
 *
 * Contract: nothing with fewer than two parts, or where a part or the total is not above zero.
 */
export function partsSentence(series: readonly Series[], printer: Printer): Sentence | undefined {
  const [total] = series.filter(({ part }) => part === undefined);
  const parts = series.filter(({ part, entity }) => part !== undefined && entity === total?.entity);
  if (!total || parts.length < 2) return undefined;
  const whole = total.points.findLast((point) => addsUp(partsAt(parts, point), point));
  const told = whole ? partsAt(parts, whole) : [];
  if (!whole || told.length > maxParts) return undefined;
  const listed = told.map(({ part, point }) =>
    fill(printer.phrases.part, {
      name: nameOf(part, printer),
      a: amountOf(point, printer),
      share: percentOf(point.value / whole.value, printer),
    }),
  );
  const values = { ...subjectOf(total, printer), a: amountOf(whole, printer), pa: periodText(whole, printer) };
  return {
    text: fill(printer.phrases.parts, { ...values, parts: joinNames(listed, printer.language) }),
    evidenceIds: [whole, ...told.map(({ point }) => point)].map(({ evidenceId }) => evidenceId),
  };
}

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
  return (
    parts.length > 1 &&
    parts.every(({ point }) => point.value > 0) &&
    Math.abs(sum - whole.value) <= rounding * whole.value
  );
}

const partAt = (part: Series, { end, months, unit }: Datum): Datum | undefined =>
  part.points.find((point) => point.end === end && point.months === months && point.unit === unit);

/** In small letters where the words after the first are: "Europe" is a name, "Online stores" are things. */
const nameOf = ({ part = "" }: Series, { language }: Printer): string =>
  language.startsWith("en") && /^\p{L}+,? \p{Ll}/u.test(part) ? decapitalise(part) : part;
