import { describe, expect, test } from "vitest";
import { readChart } from "../../../src/perception/office/chart-data.ts";
import { archiveOf, chartPart, chartPoints } from "../../support/office-files.ts";

const read = async (xml: string) => readChart(await archiveOf({ "c.xml": xml }), "c.xml");
const series = (name: string, categories: string, values: string, kind = ["c:cat", "c:val"]) =>
  `<c:ser><c:tx>${chartPoints([name])}</c:tx><${kind[0]}>${categories}</${kind[0]}><${kind[1]}>${values}</${kind[1]}></c:ser>`;
const tableOf = async (xml: string) => {
  const draft = await read(xml);
  if (draft?.type !== "table") return undefined;
  return [...draft.header, ...draft.rows.map((row) => row.map(({ text }) => text))];
};

describe("the numbers behind a chart", () => {
  test("are categories down and series across", async () => {
    const years = chartPoints(["2022", "2023"]);
    const xml = chartPart(
      series("North", years, chartPoints([5, 6], "General")) + series("South", years, chartPoints([7, 8.5], "General")),
    );
    expect(await tableOf(xml)).toEqual([
      ["", "North", "South"],
      ["2022", "5", "7"],
      ["2023", "6", "8.5"],
    ]);
  });

  test("are shown as their format says: dates, shares, amounts", async () => {
    const xml = chartPart(
      series("Share", chartPoints([45292, 45323], "yyyy\\-mm\\-dd"), chartPoints([0.125, 0.5], "0.0%")) +
        series("Price", chartPoints([45292, 45323], "yyyy\\-mm\\-dd"), chartPoints([5, 6], '"$"#,##0')),
    );
    expect(await tableOf(xml)).toEqual([
      ["", "Share", "Price"],
      ["2024-01-01", "12.5%", "$5"],
      ["2024-02-01", "50%", "$6"],
    ]);
  });

  test("keep their places when some are missing", async () => {
    const xml = chartPart(
      series("A", chartPoints(["x", "y", "z"]), chartPoints([1, null, 3], "General")) +
        series("B", chartPoints(["x", "y", "z"]), chartPoints([null, 2, null], "General")),
    );
    expect(await tableOf(xml)).toEqual([
      ["", "A", "B"],
      ["x", "1", ""],
      ["y", "", "2"],
      ["z", "3", ""],
    ]);
  });

  test("of a scatter chart are pairs", async () => {
    const xml = chartPart(
      series("Fit", chartPoints([1.5, 2.5], "General"), chartPoints([10, 20], "General"), ["c:xVal", "c:yVal"]),
    );
    expect(await tableOf(xml)).toEqual([
      ["", "Fit"],
      ["1.5", "10"],
      ["2.5", "20"],
    ]);
  });

  test("with categories in levels are named by the innermost", async () => {
    const level = (names: readonly string[]) =>
      `<c:lvl>${names.map((name, at) => `<c:pt idx="${at}"><c:v>${name}</c:v></c:pt>`).join("")}</c:lvl>`;
    const categories = `<c:multiLvlStrRef><c:multiLvlStrCache>${level(["Q1", "Q2"])}${level(["2023"])}</c:multiLvlStrCache></c:multiLvlStrRef>`;
    const rows = await tableOf(chartPart(series("Units", categories, chartPoints([1, 2], "General"))));
    expect(rows?.slice(1)).toEqual([
      ["Q1", "1"],
      ["Q2", "2"],
    ]);
  });

  test("carry the title of the chart", async () => {
    expect(
      await read(chartPart(series("A", chartPoints(["x"]), chartPoints([1], "General")), "Units sold")),
    ).toMatchObject({
      caption: "Units sold",
    });
  });
});

test.each([
  ["no series", chartPart("")],
  ["series without points", chartPart("<c:ser/>")],
  ["no chart at all", "<html/>"],
])("%s is no table", async (_, xml) => expect(await read(xml)).toBeUndefined());

test("an index beyond all reason makes no endless table", async () => {
  const wild =
    '<c:numLit><c:formatCode>General</c:formatCode><c:pt idx="4000000000"><c:v>1</c:v></c:pt><c:pt idx="0"><c:v>2</c:v></c:pt></c:numLit>';
  expect(await tableOf(chartPart(series("A", chartPoints(["x"]), wild)))).toEqual([
    ["", "A"],
    ["x", "2"],
  ]);
});
