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

  test("may name their delimiter in the first line, as Excel does", async () => {
    const { table: read } = await table("sep=;\r\na;b\r\n1,5;x, y\r\n");
    expect(read?.header).toEqual([["a", "b"]]);
    expect(cellTexts(read)).toEqual([["1,5", "x, y"]]);
  });

  test("may have lines about the table above it", async () => {
    const { table: read } = await table("Sales by region\nin thousands\n\nRegion,Units\nNorth,5\nSouth,6\n");
    expect(read).toMatchObject({ notes: "Sales by region; in thousands", header: [["Region", "Units"]] });
    expect(cellTexts(read)).toEqual([
      ["North", "5"],
      ["South", "6"],
    ]);
  });

  test("of one column are rows, not notes", async () => {
    const { table: read } = await table("name\nAnn\nBo\n");
    expect(read?.notes).toBeUndefined();
    expect([...(read?.header ?? []), ...cellTexts(read)]).toHaveLength(3);
  });

  test("keep a quote that never closes as an inch mark", async () => {
    const { table: read } = await table('item,size\npipe,"5\nhose,7\n');
    expect(cellTexts(read)).toEqual([
      ["pipe", '"5'],
      ["hose", "7"],
    ]);
  });

  test("are decoded as the server declared", async () => {
    const bytes = Buffer.concat([Buffer.from("city,n\n"), Buffer.from([0xa3, 0xf3, 0x64, 0xbc]), Buffer.from(",1\n")]);
    const source = await parsed(bytes, { name: "a.csv", mediaType: "text/csv", charset: "iso-8859-2" });
    expect(cellTexts(tablesOf(source)[0])).toEqual([["Łódź", "1"]]);
  });

  test("fail when empty or huge", async () => {
    expect(await failureCode("", { name: "a.csv" })).toBe("empty");
    expect(await failureCode("\n\n,,\n", { name: "a.csv", mediaType: "text/csv" })).toBe("empty");
    expect(
      await failureCode(new Uint8Array(101 * 1024 * 1024).fill(49), { name: "a.csv", mediaType: "text/csv" }),
    ).toBe("too-large");
  });
});
