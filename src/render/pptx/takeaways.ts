import type { Chart, ResolvedReport } from "../../report/index.ts";
import { chartScale, formatValue } from "../format.ts";
import type { Claim } from "./claims.ts";
import { citationRuns } from "./slide-text.ts";

interface Reading {
  readonly name: string;
  readonly value: number;
  readonly evidenceIds: readonly string[];
}

/** What a chart shows, said with its own values and their evidence: a line by its ends, bars by their groups. */
export function chartFacts(chart: Chart, resolved: ResolvedReport): readonly Claim[] {
  const groups = chart.mark === "bar" ? barGroups(chart) : lineEnds(chart);
  const separator = chart.mark === "bar" ? " · " : " → ";
  return groups.flatMap(({ name, readings }) =>
    readings.length > 0 ? [fact(name, readings, { chart, resolved, separator })] : [],
  );
}

function fact(
  name: string,
  readings: readonly Reading[],
  {
    chart,
    resolved,
    separator,
  }: { readonly chart: Chart; readonly resolved: ResolvedReport; readonly separator: string },
): Claim {
  const scale = chartScale(chart, resolved.labels);
  const values = readings.map((reading) => {
    const value = formatValue(reading.value, scale, resolved.report.language);
    return reading.name === "" ? value : `${value} (${reading.name})`;
  });
  const unit = scale.unit === "" || scale.unit === "%" ? "" : ` (${scale.unit})`;
  const evidenceIds = readings.flatMap((reading) => reading.evidenceIds);
  const marks = citationRuns(evidenceIds, resolved);
  const text = `${name === "" ? "" : `${name}${unit}: `}${values.join(separator)}${marks.length > 0 ? " " : ""}`;
  return { text: [{ text }, ...marks], evidenceIds, targetIds: [] };
}

/** First and last value of each series. */
function lineEnds(chart: Chart) {
  return chart.series.map((series) => {
    const readings = series.points.flatMap((point, index): Reading[] =>
      point.value === null
        ? []
        : [{ name: chart.categories[index] ?? "", value: point.value, evidenceIds: point.evidenceIds }],
    );
    const ends = readings.length > 1 ? [readings[0], readings.at(-1)] : [readings[0]];
    return { name: series.name, readings: ends.flatMap((reading) => (reading ? [reading] : [])) };
  });
}

/** The values of each category side by side. */
function barGroups(chart: Chart) {
  return chart.categories.map((category, index) => ({
    name: category,
    readings: chart.series.flatMap((series): Reading[] => {
      const point = series.points[index];
      const name = chart.series.length > 1 ? series.name : "";
      return point && point.value !== null ? [{ name, value: point.value, evidenceIds: point.evidenceIds }] : [];
    }),
  }));
}
