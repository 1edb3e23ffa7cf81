import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { defaultTheme } from "../../../src/render/index.ts";
import { chartData, chartOptions } from "../../../src/render/pptx/chart.ts";
import { renumberCharts } from "../../../src/render/pptx/chart-names.ts";
import { finishDeck } from "../../../src/render/pptx/finish.ts";
import { plainText } from "../../../src/render/pptx/slide.ts";
import { chartFacts } from "../../../src/render/pptx/takeaways.ts";
import { type Chart, labelsFor } from "../../../src/report/index.ts";
import { partsOf, renderOffice } from "../support/office.ts";
import { cite, paragraph, resolved, section } from "./build.ts";

const en = labelsFor("en");

function chart(series: readonly (readonly (number | null)[])[], more: Partial<Chart> = {}): Chart {
  return {
    type: "chart",
    id: "ch",
    mark: "line",
    caption: [],
    alt: "What it shows",
    xTitle: "Year",
    yTitle: "Sales",
    unit: "USD",
    categories: (series[0] ?? []).map((_, index) => String(2019 + index)),
    series: series.map((values, index) => ({
      name: `S${index + 1}`,
      points: values.map((value, at) => ({ value, evidenceIds: value === null ? [] : [`e${(at % 9) + 1}`] })),
    })),
    ...more,
  };
}

describe("the data of a native chart", () => {
  test("are in the unit of its axis, a gap as null", () => {
    expect(chartData(chart([[81.797e9, null, 90e9]]), en)).toEqual([
      { name: "S1", labels: ["2019", "2020", "2021"], values: [81.797, null, 90] },
    ]);
  });

  test("have a value for each category, whatever the points are", () => {
    const short = { ...chart([[1, 2, 3]]), series: [{ name: "S", points: [{ value: 1, evidenceIds: [] }] }] };
    expect(chartData(short, en)[0]?.values).toEqual([1, null, null]);
  });

  test("are fresh objects, because PptxGenJS changes what it is given", () => {
    const given = chart([[1, 2]]);
    const [first, second] = [chartData(given, en), chartData(given, en)];
    expect(first[0]?.labels).not.toBe(given.categories);
    expect(first[0]?.labels).not.toBe(second[0]?.labels);
  });
});

describe("the look of a native chart", () => {
  const options = (given: Chart) => chartOptions(given, defaultTheme, en);

  test("says unit and scale on the axis, in whole steps", () => {
    expect(options(chart([[81.797e9, 134.383e9]]))).toMatchObject({
      valAxisTitle: "Sales (USD, billions)",
      showValAxisTitle: true,
      valAxisLabelFormatCode: "#,##0",
      dataLabelFormatCode: "#,##0.0",
    });
  });

  test("has no title where there is nothing to say", () => {
    expect(options(chart([[1, 2]], { xTitle: "", yTitle: "", unit: "" }))).toMatchObject({
      showCatAxisTitle: false,
      showValAxisTitle: false,
    });
  });

  test("has a legend only where names must be told apart, at the side where there are many", () => {
    const legend = (count: number) => options(chart(Array.from({ length: count }, () => [1, 2])));
    expect(legend(1).showLegend).toBe(false);
    expect(legend(2)).toMatchObject({ showLegend: true, legendPos: "b" });
    expect(legend(7).legendPos).toBe("r");
  });

  test("prints values only while they cannot collide", () => {
    expect(
      options(
        chart([
          [1, 2, 3, 4],
          [1, 2, 3, 4],
        ]),
      ).showValue,
    ).toBe(true);
    expect(options(chart([[1, 2, 3, 4, 5, 6, 7, 8, 9]])).showValue).toBe(false);
  });

  test("lays bars with long names across, the first on top", () => {
    const names = [
      "Renewable electricity from onshore wind farms in the north",
      "Combined heat and power from natural gas",
      "Photovoltaics on roofs and on fields",
      "Hydropower and pumped storage plants",
    ];
    expect(options(chart([[1, 2, 3, 4]], { mark: "bar", categories: names }))).toMatchObject({
      barDir: "bar",
      catAxisOrientation: "maxMin",
    });
    expect(options(chart([[1, 2]], { mark: "bar" }))).toMatchObject({ barDir: "col", catAxisOrientation: "minMax" });
  });

  test("gives every series a colour of the theme", () => {
    const { chartColors } = options(chart(Array.from({ length: 8 }, () => [1])));
    expect(chartColors).toHaveLength(8);
    expect(chartColors?.[6]).toBe(chartColors?.[0]);
  });

  test("draws no line between marks, and leaves gaps open", () => {
    expect(options(chart([[1, 2]], { mark: "point" }))).toMatchObject({ lineSize: 0, displayBlanksAs: "gap" });
  });
});

describe("what a chart is said to show", () => {
  const report = resolved({ summary: [paragraph(...Array.from({ length: 9 }, (_, index) => cite(`e${index + 1}`)))] });
  const facts = (given: Chart): readonly string[] => chartFacts(given, report).map(({ text }) => plainText(text));

  test("of a line are its ends, gaps left out", () => {
    expect(facts(chart([[null, 5, 6, 7, null]], { unit: "GWh" }))).toEqual(["S1 (GWh): 5 (2020) → 7 (2022) [2][4]"]);
  });

  test("of bars are their values side by side", () => {
    expect(
      facts(
        chart(
          [
            [1, 2],
            [3, 4],
          ],
          { mark: "bar", unit: "%" },
        ),
      ),
    ).toEqual(["2019: 1% (S1) · 3% (S2) [1]", "2020: 2% (S1) · 4% (S2) [2]"]);
  });

  test("of a single value is that value, and of none nothing", () => {
    expect(facts(chart([[5]], { unit: "" }))).toEqual(["S1: 5 (2019) [1]"]);
    expect(facts(chart([[null, null]]))).toEqual([]);
  });

  test("names evidence for every value", () => {
    for (const fact of chartFacts(
      chart([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      report,
    ))
      expect(fact.evidenceIds).toHaveLength(2);
  });
});

describe("a finished chart", () => {
  const zipOf = async (xml: string): Promise<Uint8Array> => {
    const zip = new JSZip();
    zip.file("ppt/charts/chart1.xml", xml);
    return zip.generateAsync({ type: "uint8array" });
  };
  const facts = {
    theme: defaultTheme,
    language: "de",
    rightToLeft: false,
    created: "2026-01-01T00:00:00Z",
    tableDescriptions: new Map<string, string>(),
  };
  const finished = async (xml: string): Promise<string> =>
    (await partsOf(await finishDeck(await zipOf(xml), facts))).get("ppt/charts/chart1.xml") ?? "";
  const axes = (orientation: string): string =>
    `<c:catAx><c:scaling><c:orientation val="${orientation}"/></c:scaling><c:tickLblPos val="nextTo"/><c:crosses val="autoZero"/></c:catAx><c:valAx><c:scaling><c:orientation val="minMax"/></c:scaling><c:tickLblPos val="low"/><c:crosses val="autoZero"/></c:valAx>`;

  test("of horizontal bars has its values below, also with the first bar on top", async () => {
    const xml = await finished(axes("maxMin"));
    expect(xml).toMatch(/<c:valAx>.*<c:tickLblPos val="nextTo"\/>.*<c:crosses val="max"\/>/);
    expect(xml).toMatch(/<c:catAx>.*<c:tickLblPos val="low"\/>.*<\/c:catAx>/);
  });

  test("of upright bars keeps its value axis as it is", async () => {
    expect(await finished(axes("minMax"))).toMatch(/<c:valAx>.*<c:tickLblPos val="low"\/><c:crosses val="autoZero"\/>/);
  });

  test("dashes the series whose colour another has already", async () => {
    const series = (index: number): string =>
      `<c:ser><c:idx val="${index}"/><a:ln><a:prstDash val="solid"/></a:ln></c:ser>`;
    const xml = await finished(Array.from({ length: 8 }, (_, index) => series(index)).join(""));
    expect([...xml.matchAll(/prstDash val="(\w+)"/g)].map((match) => match[1])).toEqual([
      ...Array(6).fill("solid"),
      "dash",
      "dash",
    ]);
  });

  test("has no point without a value, and speaks the report's language", async () => {
    const xml = await finished(
      '<c:pt idx="1"><c:v></c:v></c:pt><c:pt idx="2"><c:v>5</c:v></c:pt><a:endParaRPr lang="en-US"/>',
    );
    expect(xml).not.toContain('idx="1"');
    expect(xml).toContain('<c:pt idx="2"><c:v>5</c:v></c:pt>');
    expect(xml).toContain('lang="de"');
  });

  test("is left alone where there is nothing to correct", async () => {
    expect(await finished("<c:chart/>")).toBe("<c:chart/>");
  });
});

describe("links on slides", () => {
  const linked = async (): Promise<string> => {
    const deck = await renderOffice("pptx", {
      ...resolved({
        summary: [paragraph({ type: "text", value: "Sales rose by 5 percent " }, cite("e1", "e2"))],
        sections: [
          section(
            "s",
            paragraph({ type: "text", value: "Costs " }, cite("e3"), { type: "text", value: " fell by 3." }),
          ),
        ],
      }).report,
    });
    return [...(await partsOf(deck))]
      .filter(([path]) => /^ppt\/slides\/slide\d+\.xml$/.test(path))
      .map(([, xml]) => xml)
      .join("");
  };

  test("stand behind a run of no width in their own format", async () => {
    const xml = await linked();
    const links = [
      ...xml.matchAll(/(<a:r><a:rPr[^>]*>(?:(?!<a:r>).)*)?<a:r><a:rPr([^>]*)>(?:(?!<\/a:rPr>).)*<a:hlinkClick/gs),
    ];
    expect(links.length).toBeGreaterThanOrEqual(3);
    for (const [, before = "", format = ""] of links) {
      expect(before).toContain("<a:t>\u200b</a:t>");
      expect(before).toContain(format.trim());
      expect(before).not.toContain("hlinkClick");
    }
  });

  test("read as before: the runs add no letter", async () => {
    const words = [...(await linked()).matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((match) => match[1]).join("");
    expect(words.replaceAll("\u200b", "")).toContain("Sales rose by 5 percent [1][2]");
  });
});

test("charts are numbered from 1, with everything that refers to them", async () => {
  const zip = new JSZip();
  for (const number of [12, 7]) {
    zip.file(`ppt/charts/chart${number}.xml`, `chart ${number}`);
    zip.file(
      `ppt/charts/_rels/chart${number}.xml.rels`,
      `<Relationship Target="../embeddings/Microsoft_Excel_Worksheet${number}.xlsx"/>`,
    );
    zip.file(`ppt/embeddings/Microsoft_Excel_Worksheet${number}.xlsx`, `book ${number}`);
  }
  zip.file(
    "ppt/slides/_rels/slide1.xml.rels",
    '<Relationship Target="../charts/chart12.xml"/><Relationship Target="../charts/chart7.xml"/>',
  );
  zip.file("[Content_Types].xml", '<Override PartName="/ppt/charts/chart7.xml"/>');
  await renumberCharts(zip);
  const read = (path: string) => zip.file(path)?.async("string");
  expect(await read("ppt/charts/chart1.xml")).toBe("chart 7");
  expect(await read("ppt/charts/chart2.xml")).toBe("chart 12");
  expect(await read("ppt/charts/_rels/chart2.xml.rels")).toContain("Worksheet2.xlsx");
  expect(await read("ppt/embeddings/Microsoft_Excel_Worksheet2.xlsx")).toBe("book 12");
  expect(await read("ppt/slides/_rels/slide1.xml.rels")).toMatch(/chart2\.xml.*chart1\.xml/);
  expect(await read("[Content_Types].xml")).toContain("chart1.xml");
  expect(Object.keys(zip.files).filter((path) => /12|7/.test(path))).toEqual([]);
});
