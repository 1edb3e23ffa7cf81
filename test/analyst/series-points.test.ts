import { describe, expect, test } from "vitest";
import { seriesOf } from "../../src/analyst/extractive/data.ts";
import type { EvidenceView } from "../../src/analyst/index.ts";
import { briefFor, cellView, sourceOf } from "./typed-series.ts";

const brief = briefFor("How did Orchard's net sales develop?");
const view = (year: string, value: number, changes: Partial<Parameters<typeof cellView>[0]> = {}): EvidenceView =>
  cellView({
    value: String(value),
    quantity: { value, unit: "USD", metric: "Net sales", entity: "Orchard Inc.", period: year, periodEnd: year },
    ...changes,
  });
const valuesOf = (views: readonly EvidenceView[]): readonly number[] | undefined =>
  seriesOf(views, brief)[0]?.points.map(({ value }) => value);

describe("the number that stands for a period", () => {
  test("rows of one table that only a column of kinds tells apart are no series", () => {
    const perKind = [
      view("2022", 5),
      view("2023", 7),
      view("2022", 40, { rowIndex: 2 }),
      view("2023", 60, { rowIndex: 3 }),
    ];
    expect(seriesOf(perKind, brief)).toEqual([]);
  });

  test("one doubtful period makes its whole table doubtful, and no other", () => {
    const other = sourceOf("Orchard Inc. annual report");
    const views = [view("2022", 5), view("2023", 7), view("2023", 60, { rowIndex: 3 })];
    expect(valuesOf([...views, view("2022", 6, { source: other })])).toEqual([6]);
  });

  test("a value that a table repeats is one value", () => {
    expect(valuesOf([view("2022", 5), view("2023", 7), view("2023", 7, { rowIndex: 3 })])).toEqual([5, 7]);
  });

  test("of tables that differ, what most independent sources give stands", () => {
    const sources = ["Alpha", "Beta", "Gamma"].map((name) => sourceOf(`Orchard by ${name}`));
    const views = [4, 5, 5].map((value, index) => {
      const source = sources[index];
      return view("2022", value, { ...(source && { source }), clusterId: `c${index}` });
    });
    expect(valuesOf(views)).toEqual([5]);
    expect(seriesOf(views, brief)[0]?.points[0]?.agreement).toEqual({ count: 2, all: 3 });
  });
});
