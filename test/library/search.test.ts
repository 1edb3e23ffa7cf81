import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SourceBlock } from "../../src/evidence/parsed-source.ts";
import { createLibrary, type Library, type PassageQuery } from "../../src/library/index.ts";
import { parseQuery } from "../../src/library/parse-query.ts";
import { cpuMilliseconds } from "../support/cpu-time.ts";
import { entryOf, paragraphs, parsedOf } from "./entries.ts";

const table: SourceBlock = {
  type: "table",
  id: "t1",
  caption: "Harvest by region",
  header: [["Region", "Wheat", "Barley"]],
  rows: [
    ["Northfield", "12.5", "7.1"].map((text) => ({ text })),
    ["Southmoor", "9.8", "6.0"].map((text) => ({ text })),
  ],
  locator: { page: 4 },
};
const entries = [
  entryOf("Apples", paragraphs("Apple trees bloom in April. The orchard at Greenhill grows forty kinds of apples.")),
  entryOf("Greenhill", paragraphs("Greenhill is a village of 1,250 people. It was founded in 1874 by Ada Marsh.")),
  entryOf("Ada Marsh", paragraphs("Ada Marsh (1841 to 1902) was an engineer who built bridges and mills.")),
  entryOf(
    "Harvest report",
    parsedOf([{ type: "paragraph", id: "b1", text: "The harvest was good this year.", locator: {} }, table]),
  ),
  entryOf(
    "Umsatz",
    paragraphs("Die Umsatzerlöse der Gesellschaft stiegen im Geschäftsjahr auf zwölf Millionen Euro."),
    "de",
  ),
  entryOf("收入报告", paragraphs("公司第三季度的净收入为八亿元。营业利润下降。"), "zh"),
  entryOf("تقرير", paragraphs("بلغت إيرادات الشركة عشرة ملايين دولار في الربع الثالث."), "ar"),
  entryOf("รายงาน", paragraphs("รายได้ของบริษัทเพิ่มขึ้นในไตรมาสที่สาม"), "th"),
  entryOf(
    "Long document",
    paragraphs(
      ...Array.from(
        { length: 60 },
        (_, index) =>
          `Mills in county ${index} ground wheat and rye for the towns. ${"The river drives the wheel all year long. ".repeat(18)}`,
      ),
    ),
  ),
];

let folder = "";
let library: Library;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "search-"));
  library = createLibrary({ folder });
  for (const entry of entries) await library.add(entry, { assets: [], parser: "text@1" });
});

afterAll(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

function titles(query: string, options: Partial<PassageQuery> = {}): readonly string[] {
  return library.search({ query, limit: 5, ...options }).map((hit) => hit.sourceTitle);
}

function idOf(title: string): string {
  return entries.find((entry) => entry.source.title === title)?.source.id ?? "";
}

describe("what is found first", () => {
  test.each([
    ["inflected words", "blooming trees", "Apples"],
    ["a name in a title rather than in a text", "Who was Ada Marsh?", "Ada Marsh"],
    ["a number without its separator", "village of 1250 people", "Greenhill"],
    ["a year", "founded 1874", "Greenhill"],
    ["a table's words", "barley Southmoor", "Harvest report"],
    ["a German question", "Wie hoch waren die Umsatzerlöse der Gesellschaft?", "Umsatz"],
    ["German typed without umlauts", "umsatzerlose geschaftsjahr", "Umsatz"],
    ["a Chinese question", "第三季度的净收入是多少？", "收入报告"],
    ["an Arabic question", "كم بلغت إيرادات الشركة؟", "تقرير"],
    ["a Thai question", "รายได้ของบริษัทเป็นเท่าไร", "รายงาน"],
  ])("%s", (_what, query, title) => {
    expect(titles(query)[0]).toBe(title);
  });

  test("scores fall and every hit carries its passage", () => {
    const hits = library.search({ query: "wheat harvest mills", limit: 8, diversity: 0 });
    const scores = hits.map((hit) => hit.score);
    expect(scores[0]).toBeGreaterThan(0);
    expect(new Set(hits.map((hit) => hit.id)).size).toBe(hits.length);
    for (const hit of hits)
      expect(hit).toMatchObject({ sourceId: idOf(hit.sourceTitle), blockIds: [expect.any(String)] });
  });

  test("the same query has the same answer", () => {
    expect(library.search({ query: "mills and wheat", limit: 8 })).toEqual(
      library.search({ query: "mills and wheat", limit: 8 }),
    );
  });
});

describe("words that stand nowhere", () => {
  test("are completed from their beginning", () => {
    expect(titles("Umsatzentwicklung")[0]).toBe("Umsatz");
    expect(titles("orchardist")[0]).toBe("Apples");
  });

  test("do not hide the words that do", () => {
    expect(titles("qqqxyz orchard")[0]).toBe("Apples");
  });

  test("a misspelt name is found by its letters", () => {
    expect(titles("Greenhil vilage")[0]).toBe("Greenhill");
  });
});

describe("quotation marks", () => {
  test("ask for the words in this order", () => {
    expect(titles('"wheat and rye"').every((title) => title === "Long document")).toBe(true);
    expect(titles("“zwölf Millionen”")).toEqual(["Umsatz"]);
  });

  test("give way when nothing has the phrase", () => {
    expect(titles('"orchard of Greenhill blooms"')[0]).toBe("Apples");
  });
});

describe("limits", () => {
  test("to sources and kinds hold", () => {
    const only = titles("wheat mills village", { sourceIds: [idOf("Greenhill"), idOf("Apples")] });
    expect(only.length).toBeGreaterThan(0);
    expect(only.every((title) => title === "Greenhill" || title === "Apples")).toBe(true);
    expect(titles("the harvest", { sourceIds: [idOf("Harvest report")] })).toContain("Harvest report");
    const tables = library.search({ query: "wheat harvest", limit: 5, kinds: ["table"] });
    expect(tables.map((hit) => hit.kind)).toEqual(["table"]);
    expect(library.search({ query: "wheat", limit: 5, kinds: ["table"], sourceIds: [idOf("Apples")] })).toEqual([]);
  });

  test("to nothing, or to unknown sources, find nothing", () => {
    expect(titles("wheat", { limit: 0 })).toEqual([]);
    expect(titles("wheat", { sourceIds: [] })).toEqual([]);
    expect(titles("wheat", { sourceIds: ["src-unknown"] })).toEqual([]);
    expect(titles("wheat", { kinds: [] })).toEqual([]);
  });

  test("one long document does not fill the answer when others match", () => {
    expect(new Set(titles("wheat harvest mills engineer", { limit: 6 })).size).toBeGreaterThan(2);
  });
});

describe("hostile queries", () => {
  test.each([
    "",
    "   ",
    "?!",
    '"',
    '""',
    "AND",
    "NEAR(a b)",
    "body : x",
    "a* OR (",
    "-- ; DROP TABLE sources",
    "\u0000",
    "'",
    "😀",
  ])("%j is no syntax", (query) => {
    expect(() => library.search({ query, limit: 3 })).not.toThrow();
  });

  test("any text at all is a query", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (query) => {
        expect(library.search({ query, limit: 3 }).length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 200 },
    );
  });

  test("a very long one is answered in time", () => {
    const start = cpuMilliseconds();
    library.search({ query: "wheat mills apples ".repeat(5_000), limit: 5 });
    expect(cpuMilliseconds() - start).toBeLessThan(5_000);
  });
});

describe("reading a query", () => {
  test("leaves stop words out unless there is nothing else", () => {
    expect(parseQuery("What is the population of the village?").words).toEqual(["popul", "villag"]);
    expect(parseQuery("Compare the mills").words).toEqual(["mill"]);
    expect(parseQuery("who is it").words).toEqual(["who", "is", "it"]);
  });

  test("takes capitalised runs as names, not the word that opens a sentence", () => {
    expect(parseQuery("Which river crosses the Bank of England and New York?").names).toEqual([
      ["bank", "of", "england"],
      ["new", "york"],
    ]);
    expect(parseQuery("Compare Apple's and Amazon's revenue").names.flat()).toEqual(
      expect.arrayContaining(["appl", "amazon"]),
    );
  });

  test("knows the quotation marks of several languages", () => {
    for (const query of ['"net sales"', "“net sales”", "„net sales“", "«net sales»", "「net sales」"])
      expect(parseQuery(query).quoted).toEqual([["net", "sale"]]);
  });
});
