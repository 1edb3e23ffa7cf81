import { describe, expect, test } from "vitest";
import { cellTexts, failureCode, parsed, tablesOf } from "../support/parse.ts";

const table = async (text: string | Uint8Array, name = "sales.csv") => {
  const source = await parsed(text, {
    name,
    mediaType: name.endsWith(".tsv") ? "text/tab-separated-values" : "text/csv",
  });
  return { source, table: tablesOf(source)[0] };
};

describe("separated values", () => {
  test("are one table named after the file", async () => {
    const { source, table: read } = await table("year,units\n2020,10\n2021,12\n", "unit_sales.csv");
    expect(source.metadata.title).toBe("unit sales");
    expect(read).toMatchObject({ caption: "unit sales", header: [["year", "units"]] });
    expect(cellTexts(read)).toEqual([
      ["2020", "10"],
      ["2021", "12"],
    ]);
  });

  test.each([
    [
      "a;b\n1,5;2\n2,5;3\n",
      [
        ["1,5", "2"],
        ["2,5", "3"],
      ],
    ],
    ["a|b\n1|2\n", [["1", "2"]]],
    ['\uFEFFa,b\r\n"x, y","line\r\nend"\r\n', [["x, y", "line end"]]],
    ['a,b\n"say ""hi""",2\n', [['say "hi"', "2"]]],
    [
      "a,b\n1\n2,3,4\n",
      [
        ["1", "", ""],
        ["2", "3", "4"],
      ],
    ],
  ])("%j", async (text, rows) => {
    const { table: read } = await table(text);
    const all = [...(read?.header ?? []), ...cellTexts(read)];
    expect(all.slice(-rows.length)).toEqual(rows);
  });

  test("of a TSV are parted by tabs only", async () => {
    expect(cellTexts((await table("a\tb\nx, y\t2\n", "d.tsv")).table)).toEqual([["x, y", "2"]]);
  });

  test("have no header when the first row is like the others", async () => {
    expect((await table("1,2\n3,4\n5,6\n")).table?.header).toEqual([]);
    expect((await table("2020-01-01,5\n2020-01-02,6\n")).table?.header).toEqual([]);
  });

  test("may have years as column names", async () => {
    expect((await table("country,2020,2021\nMalta,1.5,1.6\nCyprus,2.5,2.6\n")).table?.header).toEqual([
      ["country", "2020", "2021"],
    ]);
  });

  test("beyond the limit are left out with a warning", async () => {
    const { source, table: read } = await table(`a,b\n${"1,2\n".repeat(20_005)}`);
    expect(read?.rows).toHaveLength(20_000);
    expect(source.warnings.join()).toContain("20000");
  });

  test("fail when empty or huge", async () => {
    expect(await failureCode("", { name: "a.csv" })).toBe("empty");
    expect(await failureCode("\n\n,,\n", { name: "a.csv", mediaType: "text/csv" })).toBe("empty");
    expect(
      await failureCode(new Uint8Array(101 * 1024 * 1024).fill(49), { name: "a.csv", mediaType: "text/csv" }),
    ).toBe("too-large");
  });
});

describe("JSON", () => {
  const json = async (value: unknown) => tablesOf(await parsed(JSON.stringify(value), { name: "data.json" }))[0];

  test("records become a table with all their fields", async () => {
    const read = await json([
      { name: "Ann", born: { year: 1980 } },
      { name: "Bo", tags: ["x", "y"] },
    ]);
    expect(read?.header).toEqual([["name", "born.year", "tags"]]);
    expect(cellTexts(read)).toEqual([
      ["Ann", "1980", ""],
      ["Bo", "", "x, y"],
    ]);
  });

  test("records one level down are found", async () => {
    expect((await json({ count: 1, results: [{ a: 1 }] }))?.header).toEqual([["a"]]);
  });

  test("anything else becomes paths and values", async () => {
    expect(cellTexts(await json({ a: { b: null, c: true }, d: [1, 2] }))).toEqual([
      ["a.b", ""],
      ["a.c", "true"],
      ["d", "1, 2"],
    ]);
  });

  test("broken JSON is a failure", async () => {
    expect(await failureCode('{"a": 1,', { name: "a.json" })).toBe("broken");
    expect(await failureCode("[]", { name: "a.json" })).toBe("empty");
  });
});
