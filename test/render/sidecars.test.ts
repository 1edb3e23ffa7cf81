import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { sidecarsOf } from "../../src/render/sidecars.ts";
import { toBibtex } from "../../src/render/sidecars-bibtex.ts";
import { csvLines } from "../../src/render/sidecars-csv.ts";
import { toRis } from "../../src/render/sidecars-ris.ts";
import { resolve, type Source } from "../../src/report/index.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { sampleReport } from "../support/sample-report.ts";

const resolved = resolve(sampleReport);
const files = new Map(sidecarsOf(resolved).map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
const read = (name: string): string => files.get(name) ?? `no ${name}`;
const csv = (text: string): string[][] => parse(text);

test("every chart and table has its file", () => {
  expect([...files.keys()]).toEqual([
    "evidence.json",
    "references.bib",
    "references.ris",
    "charts/ch-sales.csv",
    "charts/ch-income.csv",
    "tables/tb-sales.csv",
    "tables/tb-comparison.csv",
    "tables/conflict-table.csv",
  ]);
});

test("evidence.json holds all cited evidence under its source's number", () => {
  const { sources } = JSON.parse(read("evidence.json")) as {
    sources: { number: number; id: string; evidence: { id: string }[] }[];
  };
  expect(sources.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  const ids = sources.flatMap(({ evidence }) => evidence.map(({ id }) => id));
  expect(new Set(ids)).toEqual(new Set(resolved.citationNumbers.keys()));
});

test("chart data are in base units, with unit, citation and evidence", () => {
  const rows = csv(read("charts/ch-sales.csv"));
  expect(rows[0]).toEqual(["Fiscal quarter", "series", "Total net sales", "unit", "citation", "evidence"]);
  expect(rows).toContainEqual(["2023 Q3", "Halden Instruments", "89498000000", "USD", "[1]", "ev-halden-sales-4"]);
  expect(rows).toContainEqual(["2023 Q2", "Orrin Systems", "", "USD", "", ""]);
  expect(rows).toHaveLength(11);
});

test("tables stand as printed, negative numbers included", () => {
  expect(csv(read("tables/tb-sales.csv"))[1]).toEqual([
    "2022 Q3",
    "90,146",
    "127,101",
    "[1][2]",
    "ev-halden-sales-0 ev-orrin-sales-0",
  ]);
  expect(csv(read("charts/ch-income.csv")).flat()).toContain("-1204000000");
});

describe("CSV", () => {
  test("follows RFC 4180", () => {
    expect(csvLines([["a", 'b "c"', "d,e", "f\ng", 1.5]])).toBe('a,"b ""c""","d,e","f\ng",1.5\r\n');
  });

  test.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\tx", '=HYPERLINK("x")', "＝1"])(
    "defuses the formula %j",
    (value) => {
      expect(csv(csvLines([[value]]))[0]?.[0]).toBe(`'${value}`);
    },
  );

  test.each(["-1,204", "-5", "+3.5%", "-0.72 %", "- not a formula".slice(2), "1-2", "a=b"])(
    "leaves %j alone",
    (value) => {
      expect(csv(csvLines([[value]]))[0]?.[0]).toBe(value);
    },
  );

  test("keeps every field of a hostile report in its place", () => {
    for (const { name, bytes } of sidecarsOf(resolve(hostileReport()))) {
      if (!name.endsWith(".csv")) continue;
      const rows = csv(new TextDecoder().decode(bytes));
      expect(new Set(rows.map((row) => row.length)).size).toBe(1);
      expect(rows.flat().filter((field) => /^[=@]/.test(field))).toEqual([]);
    }
  });
});

const source = (more: Partial<Source>): Source => ({
  id: "s",
  title: "A title",
  authors: [],
  fetched: "2026-01-02T03:04:05Z",
  mediaType: "text/html",
  sha256: "",
  ...more,
});
const entries = (...sources: readonly Partial<Source>[]) =>
  sources.map((more, index) => ({ number: index + 1, source: source(more), evidence: [] }));

describe("BibTeX", () => {
  test("gives every source of the report, in its order", () => {
    const keys = [...read("references.bib").matchAll(/^@(\w+)\{([^,]+),$/gm)].map((match) => `${match[1]} ${match[2]}`);
    expect(keys).toHaveLength(5);
    expect(keys[0]).toBe("misc halden2023halden");
    expect(keys[1]).toBe("online orrin2023orrin");
  });

  test("escapes what TeX would read as a command", () => {
    expect(toBibtex(entries({ title: "R&D 50% of $x_1 #2 {a} \\b ~c^d" }))).toContain(
      "title = {{R\\&D 50\\% of \\$x\\_1 \\#2 \\textbraceleft{}a\\textbraceright{} \\textbackslash{}b \\textasciitilde{}c\\textasciicircum{}d}}",
    );
  });

  test("has unique ASCII keys whatever the titles are", () => {
    const text = toBibtex(
      entries({ title: "漢字" }, { title: "漢字" }, { title: "Über Ärzte", authors: ["Müller, Jürgen"] }),
    );
    expect([...text.matchAll(/^@misc\{(.+),$/gm)].map((match) => match[1])).toEqual([
      "source",
      "source-2",
      "mulleruber",
    ]);
  });

  test("prints each author apart and a retraction as a note", () => {
    expect(read("references.bib")).toContain("author = {{Ana Ruiz} and {Müller, Jürgen}}");
    expect(read("references.bib")).toContain("note = {[3], retracted, CC-BY-4.0}");
  });

  test("gives no dangerous address", () => {
    expect(toBibtex(entries({ url: "javascript:alert(1)" }))).not.toContain("javascript");
    expect(toBibtex(entries({ url: "https://example.org/{a}" }))).toContain("url = {https://example.org/%7Ba%7D}");
  });
});

describe("RIS", () => {
  test("gives every source one record", () => {
    expect(read("references.ris").match(/^ER {2}- /gm)).toHaveLength(5);
    expect(read("references.ris")).toContain("AU  - Ana Ruiz\r\nAU  - Müller, Jürgen\r\n");
    expect(read("references.ris")).toContain("DA  - 2023/11/03\r\n");
  });

  test("lets no title begin another field", () => {
    const text = toRis(entries({ title: "x\r\nER  - \r\nTY  - JOUR" }));
    expect(text.match(/^TY {2}- /gm)).toHaveLength(1);
  });
});
