import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { headersOf, PageWriter, prose, readPages, rowsOf, tablesOf, textsOf } from "./pdf-fixture.ts";

afterAll(closeParsers);

/** Rules around all cells of a grid; `skip` leaves out single borders, as "v column row" or "h row column". */
function drawGrid(
  writer: PageWriter,
  xs: readonly number[],
  ys: readonly number[],
  skip: readonly string[] = [],
): PageWriter {
  ys.forEach((y, row) => {
    xs.slice(1).forEach((right, column) => {
      if (!skip.includes(`h ${row} ${column}`)) writer.rule(xs[column] ?? 0, y, right);
    });
  });
  xs.forEach((x, column) => {
    ys.slice(1).forEach((bottom, row) => {
      const top = ys[row] ?? 0;
      if (!skip.includes(`v ${column} ${row}`)) writer.raw(`0 G 0.7 w ${x} ${792 - top} m ${x} ${792 - bottom} l S`);
    });
  });
  return writer;
}

const xs = [72, 222, 322, 422];
const ys = [100, 120, 140, 160];

function addCells(writer: PageWriter, rows: readonly (readonly string[])[]): PageWriter {
  rows.forEach((row, index) => {
    row.forEach((text, column) => {
      if (text !== "") writer.text((xs[column] ?? 0) + 6, (ys[index] ?? 0) + 14, text);
    });
  });
  return writer;
}

describe("a table drawn as a grid", () => {
  test("takes its cells from the rules, also where a text is missing", async () => {
    const writer = drawGrid(
      addCells(new PageWriter(), [
        ["Country", "Area", "People"],
        ["Finland", "338", ""],
        ["Sweden", "", "10"],
      ]),
      xs,
      ys,
    );
    const [table] = tablesOf(await readPages([writer]));
    expect(headersOf(table)).toEqual(["Country | Area | People"]);
    expect(rowsOf(table)).toEqual(["Finland | 338 | ", "Sweden |  | 10"]);
    expect(table?.rows[0]?.[2]).toEqual({ text: "" });
  });

  test("keeps the wrapped lines of a cell in one cell", async () => {
    const tall = [100, 120, 160, 200];
    const writer = drawGrid(
      new PageWriter().lines(78, 114, ["Topic"]).text(228, 114, "Count").text(328, 114, "Share"),
      xs,
      tall,
    );
    writer
      .lines(78, 134, ["Questions about trade,", "fisheries and envi-", "ronment"])
      .text(228, 146, "4,330")
      .text(328, 146, "64%");
    writer.lines(78, 178, ["Research"]).text(228, 178, "2,417").text(328, 178, "36%");
    const [table] = tablesOf(await readPages([writer]));
    expect(rowsOf(table)).toEqual([
      "Questions about trade, fisheries and environment | 4,330 | 64%",
      "Research | 2,417 | 36%",
    ]);
  });

  test("repeats a header that spans columns, and puts one that spans rows above its column", async () => {
    const writer = drawGrid(new PageWriter(), xs, [...ys, 180], ["v 2 0", "h 1 0"]);
    addCells(writer, [
      ["", "Released to", ""],
      ["Substance", "air", "water"],
      ["Lead", "200", "20"],
      ["Zinc", "100", "50"],
    ]);
    const [table] = tablesOf(await readPages([writer]));
    expect(headersOf(table)).toEqual([" | Released to | Released to", "Substance | air | water"]);
    expect(rowsOf(table)).toEqual(["Lead | 200 | 20", "Zinc | 100 | 50"]);
  });

  test("has cell boxes of the ink and a locator of the frame", async () => {
    const writer = drawGrid(
      addCells(new PageWriter(), [
        ["Country", "Area", "People"],
        ["Finland", "338", "5"],
        ["Sweden", "447", "10"],
      ]),
      xs,
      ys,
    );
    const [table] = tablesOf(await readPages([writer]));
    const [left = 0, top = 0] = table?.rows[0]?.[1]?.locator?.box ?? [];
    expect([left * 612, top * 792].map(Math.round)).toEqual([228, expect.any(Number)]);
    expect((table?.locator.box?.[2] ?? 0) * 612).toBeCloseTo(422, 0);
  });

  test("stands in its place among the text, under its title", async () => {
    const writer = new PageWriter().lines(72, 40, prose).text(72, 94, "Table 1. Countries of the north");
    drawGrid(
      addCells(writer, [
        ["Country", "Area", "People"],
        ["Finland", "338", "5"],
        ["Sweden", "447", "10"],
      ]),
      xs,
      ys,
    );
    const source = await readPages([writer.lines(72, 200, prose)]);
    expect(source.blocks.map(({ type }) => type)).toEqual(["paragraph", "table", "paragraph"]);
    expect(tablesOf(source)[0]?.caption).toBe("Table 1. Countries of the north");
  });

  test("of text alone has a header when its first row is bold", async () => {
    const writer = drawGrid(new PageWriter(), xs, ys);
    for (const [column, text] of ["Name", "Role", "Seat"].entries())
      writer.text((xs[column] ?? 0) + 6, 114, text, { font: "bold" });
    writer
      .text(78, 134, "Ada")
      .text(228, 134, "chair")
      .text(328, 134, "Oslo")
      .text(78, 154, "Bo")
      .text(228, 154, "clerk")
      .text(328, 154, "Rome");
    expect(headersOf(tablesOf(await readPages([writer]))[0])).toEqual(["Name | Role | Seat"]);
  });
});

describe("rules that are no whole grid", () => {
  test("with columns only leave the rows to the lines of text", async () => {
    const writer = drawGrid(new PageWriter(), xs, [100, 120, 170]);
    writer.text(78, 114, "Country").text(228, 114, "Area").text(328, 114, "People");
    ["Finland", "Sweden", "Norway"].forEach((name, index) => {
      writer
        .text(78, 134 + index * 14, name)
        .text(228, 134 + index * 14, `${index}38`)
        .text(328, 134 + index * 14, `${index}5`);
    });
    const [table] = tablesOf(await readPages([writer]));
    expect(rowsOf(table)).toEqual(["Finland | 038 | 05", "Sweden | 138 | 15", "Norway | 238 | 25"]);
  });

  test("with rows only leave the columns to the gaps", async () => {
    const writer = drawGrid(new PageWriter(), [72, 422], ys);
    addCells(writer, [
      ["Country", "Area", "People"],
      ["Finland", "338", "5"],
      ["Sweden", "447", "10"],
    ]);
    expect(rowsOf(tablesOf(await readPages([writer]))[0])).toEqual(["Finland | 338 | 5", "Sweden | 447 | 10"]);
  });

  test("around a paragraph are no table", async () => {
    const source = await readPages([drawGrid(new PageWriter(), [60, 540], [80, 150]).lines(72, 100, prose)]);
    expect(tablesOf(source)).toEqual([]);
    expect(textsOf(source, "paragraph")).toEqual([prose.join(" ")]);
  });
});
