import { afterAll, expect, test } from "vitest";
import { findQuote } from "../../src/evidence/quote.ts";
import { closeParsers } from "../../src/perception/index.ts";
import { headersOf, PageWriter, prose, readPages, rowsOf, tablesOf, textsOf } from "./pdf-fixture.ts";

afterAll(closeParsers);

/** Text that reads upwards from a point given from the bottom left, as landscape tables on upright pages do. */
function sideways(writer: PageWriter, x: number, y: number, text: string): PageWriter {
  return writer.raw(`BT /plain 10 Tf 0 1 -1 0 ${x} ${y} Tm (${text}) Tj ET`);
}

const cells = [
  ["Region", "2021", "2022", "2023"],
  ["North", "1,200", "1,310", "1,405"],
  ["South", "900", "950", "990"],
  ["West and islands", "80", "85", "91"],
];

function tablePage(): PageWriter {
  const writer = sideways(
    new PageWriter().text(72, 30, "Example Inc. | Quarterly report"),
    180,
    150,
    "Table 1: Sales by region",
  );
  cells.forEach((row, index) => {
    row.forEach((cell, column) => {
      sideways(writer, 200 + index * 14, 150 + column * 100, cell);
    });
  });
  return writer;
}

const textPage = () => new PageWriter().text(72, 30, "Example Inc. | Quarterly report").lines(72, 100, prose);

test("a table that is printed sideways is read, with boxes where it stands on the page", async () => {
  const source = await readPages([textPage(), tablePage(), textPage(), textPage()]);
  const [table] = tablesOf(source);
  expect(table?.caption).toBe("Table 1: Sales by region");
  expect(headersOf(table)).toEqual(["Region | 2021 | 2022 | 2023"]);
  expect(rowsOf(table)).toEqual([
    "North | 1,200 | 1,310 | 1,405",
    "South | 900 | 950 | 990",
    "West and islands | 80 | 85 | 91",
  ]);
  const [left = 0, top = 0, right = 0, bottom = 0] = table?.rows[0]?.[0]?.locator?.box ?? [];
  // "North" runs upwards from 150 points above the bottom, 214 points from the left.
  expect([left * 612, bottom * 792].map(Math.round)).toEqual([expect.closeTo(205, -1), expect.closeTo(642, -1)]);
  expect((right - left) * 612).toBeLessThan(16);
  expect((bottom - top) * 792).toBeGreaterThan(20);
});

test("the head of upright pages is left out of one that is printed sideways", async () => {
  const source = await readPages([textPage(), tablePage(), textPage(), textPage()]);
  expect(textsOf(source, "paragraph").join(" ")).not.toContain("Quarterly report");
  expect(source.dropped.filter(({ what }) => what.startsWith("Example Inc."))).toHaveLength(1);
});

test("a watermark is no text of its page, and is listed", async () => {
  const writer = new PageWriter().lines(72, 100, prose);
  writer.raw("BT /plain 60 Tf 0.7071 0.7071 -0.7071 0.7071 150 300 Tm (CONFIDENTIAL) Tj ET");
  const source = await readPages([writer]);
  expect(textsOf(source, "paragraph")).toEqual([prose.join(" ")]);
  expect(source.dropped).toEqual([{ what: "CONFIDENTIAL", why: "set askew over page 1" }]);
});

test("a quote behind a page break is cited by the page it stands on", async () => {
  const first = ["The outcome of these proceedings cannot be told in advance, and any losses may exceed the"];
  const second = ["amounts that were recorded for them. The court will hear the parties in the spring."];
  const pages = [new PageWriter().lines(72, 60, prose).lines(72, 700, first), new PageWriter().lines(72, 60, second)];
  const source = await readPages([...pages, textPage()]);
  expect(findQuote(source, "any losses may exceed the amounts")?.locator.page).toBe(1);
  const behind = findQuote(source, "The court will hear the parties in the spring.")?.locator;
  expect(behind?.page).toBe(2);
  expect(behind?.box?.[1]).toBeLessThan(0.1);
});

test("an initial over two lines begins its paragraph", async () => {
  const writer = new PageWriter().text(72, 120, "T", { size: 29 });
  writer.lines(91, 108, [
    "he library reads a report from its first page",
    "to its last and keeps the order in which it",
  ]);
  const source = await readPages([writer.lines(72, 132, ["was written, so that a person finds it again."])]);
  expect(textsOf(source, "paragraph").join(" ")).toContain(
    "The library reads a report from its first page to its last",
  );
});
