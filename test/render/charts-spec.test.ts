import { describe, expect, test } from "vitest";
import { layoutChart } from "../../src/render/charts-layout.ts";
import { chartSpec, pointToken, seriesColour, seriesDashes } from "../../src/render/charts-spec.ts";
import { chartScale } from "../../src/render/format.ts";
import { defaultTheme } from "../../src/render/index.ts";
import { type Chart, labelsFor } from "../../src/report/index.ts";

interface Axis {
  readonly title: string | null;
  readonly labelAngle?: number;
}
interface Channel {
  readonly field: string;
  readonly axis: Axis;
  readonly scale: {
    readonly zero?: boolean;
    readonly domainMin?: number;
    readonly domainMax?: number;
    readonly domain?: string[];
  };
}
interface Spec {
  readonly width: number;
  readonly data: {
    readonly values: readonly { category: string; series: string; value: number | null; text: string; place: string }[];
  };
  readonly encoding: { readonly x: Channel; readonly y: Channel; readonly xOffset?: object; readonly yOffset?: object };
  readonly layer: readonly { readonly mark: { readonly type: string } }[];
  readonly config: { readonly locale: { readonly number: { readonly decimal: string; readonly thousands: string } } };
}

function chart(series: readonly (readonly (number | null)[])[], more: Partial<Chart> = {}): Chart {
  return {
    type: "chart",
    id: "c",
    mark: "line",
    caption: [],
    alt: "",
    xTitle: "Year",
    yTitle: "Net sales",
    unit: "USD",
    categories: (series[0] ?? []).map((_, index) => `${2019 + index}`),
    series: series.map((values, index) => ({
      name: `S${index}`,
      points: values.map((value) => ({ value, evidenceIds: [] })),
    })),
    ...more,
  };
}

function specOf(given: Chart, { width = 680, language = "en" } = {}): Spec {
  const scale = chartScale(given, labelsFor(language));
  const layout = layoutChart(given, { width }, ["1.0"]);
  return chartSpec(given, { layout, scale, language, theme: defaultTheme }) as unknown as Spec;
}

const marks = (spec: Spec): readonly string[] =>
  spec.layer.map(({ mark }) => mark.type).filter((type) => type !== "text");

describe("the data of a drawing", () => {
  test("are the values of the axis, one row for each point, with the value as it is printed", () => {
    const { data } = specOf(
      chart([
        [81.797e9, null],
        [134.383e9, 127.358e9],
      ]),
    );
    expect(data.values.map(({ category, series, value, text }) => [category, series, value, text])).toEqual([
      ["0", "0", 81.797, "81.8"],
      ["1", "0", null, ""],
      ["0", "1", 134.383, "134.4"],
      ["1", "1", 127.358, "127.4"],
    ]);
  });

  test("leave out points beyond the categories", () => {
    const ragged = chart([[1, 2, 3]], { categories: ["a", "b"] });
    expect(specOf(ragged).data.values).toHaveLength(2);
  });

  test("hold no name of the report, so that none is ever evaluated", () => {
    const hostile = chart([[1]], {
      categories: ["datum.value"],
      series: [{ name: "alert(1)", points: [{ value: 1, evidenceIds: [] }] }],
    });
    const { data } = specOf(hostile);
    expect(JSON.stringify(data)).not.toMatch(/alert|datum/);
  });
});

describe("the axes", () => {
  test("say unit and scale", () => {
    const { encoding } = specOf(chart([[81e9, 134e9]]));
    expect(encoding.y.axis.title).toBe("Net sales (USD, billions)");
    expect(encoding.x.axis.title).toBe("Year");
  });

  test("change places for bars with long names", () => {
    const names = Array.from(
      { length: 8 },
      (_, index) => `Renewable electricity from onshore wind farms number ${index}`,
    );
    const { encoding } = specOf(chart([names.map((_, index) => index)], { mark: "bar", categories: names }), {
      width: 400,
    });
    expect(encoding.y.field).toBe("category");
    expect(encoding.x.field).toBe("value");
  });

  test("have no title where the chart has none", () => {
    const { encoding } = specOf(chart([[1]], { xTitle: "", yTitle: "", unit: "" }));
    expect(encoding.x.axis.title).toBeNull();
    expect(encoding.y.axis.title).toBeNull();
  });

  test("keep every category, in the order given, even when two are alike", () => {
    const twice = chart([[1, 2, 3]], { categories: ["Q1", "Q2", "Q1"] });
    expect(specOf(twice).encoding.x.scale.domain).toEqual(["0", "1", "2"]);
  });

  test("begin at zero for bars and leave room below the lowest of close values", () => {
    expect(specOf(chart([[85, 100]], { mark: "bar" })).encoding.y.scale.zero).toBe(true);
    const close = specOf(chart([[101.2, 102.4]])).encoding.y.scale;
    expect(close.zero).toBe(false);
    expect(close.domainMin).toBeLessThan(101.2 - 0.1);
    expect(close.domainMax).toBeGreaterThan(102.4);
  });

  test("leave room beyond a loss, and none beside gains", () => {
    const loss = specOf(chart([[-4, 60]], { mark: "bar" })).encoding.y.scale;
    expect(loss.domainMin).toBeLessThan(-4);
    expect(specOf(chart([[4, 60]], { mark: "bar" })).encoding.y.scale.domainMin).toBeUndefined();
  });

  test.each([
    ["en", ".", ","],
    ["de", ",", "."],
    ["fr", ",", "\u202f"],
  ])("write numbers as %s does", (language, decimal, thousands) => {
    expect(specOf(chart([[1]]), { language }).config.locale.number).toMatchObject({ decimal, thousands });
  });
});

describe("the marks", () => {
  test("of a line are the line and its points, of points the points alone", () => {
    expect(marks(specOf(chart([[1, 2]])))).toEqual(["line", "point"]);
    expect(marks(specOf(chart([[1, 2]], { mark: "point" })))).toEqual(["point"]);
  });

  test("of bars stand beside each other by series, on a line at zero", () => {
    const spec = specOf(
      chart(
        [
          [1, 2],
          [3, 4],
        ],
        { mark: "bar" },
      ),
    );
    expect(marks(spec)).toEqual(["bar", "rule"]);
    expect(spec.encoding.xOffset).toBeDefined();
    expect(specOf(chart([[1, 2]], { mark: "bar" })).encoding.xOffset).toBeUndefined();
  });

  test("of a point are found again by a token that no other has", () => {
    const tokens = [0, 1, 2].flatMap((series) => [0, 1, 2].map((point) => pointToken(series, point)));
    expect(new Set(tokens).size).toBe(9);
    expect(pointToken(1, 23)).not.toBe(pointToken(12, 3));
  });
});

describe("series beyond the palette", () => {
  const { series } = defaultTheme.colours;

  test("repeat its colours and change their pattern with every round", () => {
    for (const [index, colour] of series.entries()) {
      expect(seriesColour(defaultTheme, index)).toBe(colour);
      expect(seriesColour(defaultTheme, index + series.length)).toBe(colour);
      const patterns = [0, 1, 2, 3].map((round) => seriesDashes(defaultTheme, index + round * series.length).join());
      expect(new Set(patterns).size).toBe(4);
    }
  });

  test("are solid while the colours are fresh", () => {
    for (const index of series.keys()) expect(seriesDashes(defaultTheme, index)).toEqual([1, 0]);
  });
});
