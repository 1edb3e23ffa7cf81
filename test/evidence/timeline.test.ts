import { describe, expect, test } from "vitest";
import { findQuantities, printQuantity, printValue, type Series, type SeriesPoint } from "../../src/evidence/index.ts";
import { printingOf, scaleOfFactor } from "../../src/evidence/print-quantity.ts";
import { lengthLabel, printDate, timelineOf } from "../../src/evidence/timeline.ts";
import { quoteEvidence } from "./fixtures.ts";

const point = (periodEnd: string, period = periodEnd): SeriesPoint => ({
  value: 1,
  period,
  periodEnd,
  evidenceIds: ["ev-1"],
  step: 1,
  factor: 1,
  others: [],
});
const series = (first: SeriesPoint, ...rest: SeriesPoint[]): Series => ({
  metric: "Sales",
  entity: "A",
  unit: "USD",
  points: [first, ...rest],
});

describe("timelineOf", () => {
  test("puts fiscal ends around one month's end on one step", () => {
    const timeline = timelineOf(
      [series(point("2022-06-25"), point("2023-07-01")), series(point("2022-06-30"), point("2023-06-30"))],
      "en",
    );
    expect(timeline.steps.map(({ key }) => key)).toEqual(["2022-06", "2023-06"]);
    expect(timeline.keyOf(point("2023-07-01"))).toBe(timeline.keyOf(point("2023-06-30")));
  });

  test("keeps the days of one series", () => {
    expect(timelineOf([series(point("2022-06-25"), point("2022-06-30"))], "en").steps).toHaveLength(2);
  });

  test("does not join two ends of one series for the sake of another", () => {
    const own = series(point("2022-06-25"), point("2022-06-30"));
    expect(timelineOf([own, series(point("2022-06-28"))], "en").steps).toHaveLength(3);
  });

  test("orders by time, whatever the order of the points", () => {
    const timeline = timelineOf([series(point("2021"), point("2019")), series(point("2020"))], "en");
    expect(timeline.steps.map(({ label }) => label)).toEqual(["2019", "2020", "2021"]);
  });

  test("is titled by what all periods have in common", () => {
    const quarter = (end: string): SeriesPoint => point(end, `Three Months Ended ${end}`);
    expect(timelineOf([series(quarter("2022-06-30"), quarter("2023-06-30"))], "en").title).toBe("Three months ended");
    expect(timelineOf([series(quarter("2022-06-30"), point("2023-06-30", "Year ended June 30"))], "en").title).toBe("");
  });

  test("leaves out points without period", () => {
    expect(timelineOf([series(point(""))], "en").steps).toEqual([]);
  });
});

describe("labels", () => {
  test.each([
    ["2023", "en", "2023"],
    ["2023-07", "en", "Jul 2023"],
    ["2023-07-01", "en", "Jul 1, 2023"],
    ["2023-07-01", "de", "01.07.2023"],
    ["TTM", "en", "TTM"],
    ["", "en", ""],
  ])("prints %s in %s as %s", (iso, language, expected) => {
    expect(printDate(iso, language)).toBe(expected);
  });

  test("say how long a period is where names must tell", () => {
    expect(lengthLabel(series(point("2023-06-30", "Nine Months Ended June 30, 2023")))).toBe("Nine Months");
    expect(lengthLabel({ ...series(point("2023", "FY 2023")), months: 12 })).toBe("year");
    expect(lengthLabel({ ...series(point("2023-09", "Q3 2023")), months: 3 })).toBe("");
  });
});

describe("printing", () => {
  test.each([
    [{ value: -2_028e6, unit: "USD" }, "en", "USD -2.028 billion"],
    [{ value: 1.5e12, unit: "EUR" }, "en", "EUR 1.5 trillion"],
    [{ value: 0, unit: "%" }, "en", "0%"],
    [{ value: 12_500, unit: "people" }, "de", "12.500 people"],
    [{ value: 75, unit: "USD per barrel" }, "en", "75 USD per barrel"],
    [{ value: 999_999, unit: "" }, "en", "999,999"],
    [{ value: 1_234_567_890, unit: "USD" }, "de", "USD 1,235 Milliarden"],
    [{ value: 2.5e12, unit: "EUR" }, "es", "EUR 2,5 billones"],
    [{ value: 45_600, unit: "" }, "zh", "4.56 万"],
    [{ value: 45_600, unit: "" }, "fr", "45\u202f600"],
    [{ value: -3e8, unit: "JPY" }, "ja", "JPY -3 億"],
    [{ value: 0.0000123, unit: "g" }, "en", "0.0000123 g"],
    [{ value: 1_500_000, unit: "people" }, "en_US", "1.5 million people"],
    [{ value: 1_500_000, unit: "people" }, "", "1.5 million people"],
  ])("%o in %s is “%s”", (quantity, language, expected) => {
    expect(printQuantity(quantity, language)).toBe(expected);
  });

  test.each(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pt", "ru", "zh"])(
    "in %s is read as the same amount again",
    (language) => {
      for (const value of [12, 4_500, 12_000, 2_500_000, 750_000_000, 3e9, 1.25e12, -3e9]) {
        const printed = printQuantity({ value, unit: "USD" }, language);
        expect(findQuantities(printed, { language }), printed).toMatchObject([{ value, unit: "USD" }]);
      }
    },
  );

  test("keeps the digits of the source and no more", () => {
    expect(printValue(1_234_567, { step: 1e3, factor: 1e6 })).toBe("1.235");
    expect(printValue(1.5, { step: 0.001, factor: 1 })).toBe("1.500");
    expect(printValue(1 / 3, { step: 0, factor: 1 })).toBe("0.333");
    expect(printValue(-0.5, { step: 0.1, factor: 1, language: "fr" })).toBe("-0,5");
  });

  test("knows how a quote prints its number", () => {
    const quote = quoteEvidence("ev-1", "sales of $117.2 billion", { value: 117.2e9, unit: "USD" });
    expect(printingOf(quote, { value: 117.2e9, unit: "USD" })).toEqual({ step: 1e8, factor: 1e9 });
    expect(printingOf(quote, { value: 5, unit: "USD" })).toEqual({ step: 0, factor: 1 });
  });

  test("names the scales of tables only", () => {
    expect([1e3, 1e6, 1e9, 1e12, 1, 100].map((factor) => scaleOfFactor(factor).word)).toEqual([
      "thousand",
      "million",
      "billion",
      "trillion",
      "",
      "",
    ]);
  });
});
