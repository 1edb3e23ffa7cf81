import { describe, expect, test } from "vitest";
import { toRis } from "../../src/render/sidecars-ris.ts";
import type { Source } from "../../src/report/index.ts";

/** The records of sources with only these facts. */
function risOf(...sources: readonly Partial<Source>[]): string {
  const base = { id: "s", title: "A title", authors: [], fetched: "2026-01-02T03:04:05Z", sha256: "" };
  const whole = sources.map((more): Source => ({ ...base, mediaType: "text/html", ...more }));
  return toRis(whole.map((source, index) => ({ number: index + 1, source, evidence: [] })));
}

/** Values of a field, in order. */
const valuesOf = (text: string, tag: string): readonly string[] =>
  text.split("\r\n").flatMap((line) => (line.startsWith(`${tag}  - `) ? [line.slice(6)] : []));

test("an online source is written whole, its type first and its end last", () => {
  const source: Partial<Source> = {
    title: "Heat from the sea",
    authors: ["Berg, Ada", "Núñez, Ángel"],
    published: "2025-06-07T10:00:00+02:00",
    site: "Example",
    url: "https://example.org/heat?a=1&b=2",
    language: "en",
  };
  expect(risOf(source).split("\r\n")).toEqual([
    "TY  - ELEC",
    "TI  - Heat from the sea",
    "AU  - Berg, Ada",
    "AU  - Núñez, Ángel",
    "PY  - 2025",
    "DA  - 2025/06/07",
    "PB  - Example",
    "UR  - https://example.org/heat?a=1&b=2",
    "Y2  - 2026/01/02",
    "LA  - en",
    "N1  - [1]",
    "ER  - ",
    "",
  ]);
});

test("a file is a generic source with its path", () => {
  const text = risOf({ path: "reports/annual 2024.pdf" });
  expect(valuesOf(text, "TY")).toEqual(["GEN"]);
  expect(valuesOf(text, "L1")).toEqual(["reports/annual 2024.pdf"]);
  expect(valuesOf(text, "UR")).toEqual([]);
});

test("records are parted by an empty line", () => {
  expect(risOf({ title: "One" }, { title: "Two" })).toContain("ER  - \r\n\r\nTY  - ");
  expect(risOf()).toBe("");
});

test.each([
  ["2024", "2024", "2024"],
  ["2024-05", "2024", "2024/05"],
  ["2024-05-06", "2024", "2024/05/06"],
])("the date %s gives the year and what is known of the day", (published, year, date) => {
  const text = risOf({ published });
  expect([valuesOf(text, "PY"), valuesOf(text, "DA")]).toEqual([[year], [date]]);
});

test.each(["spring 2024", "", "c. 1900"])("%j is no date, so there is no field for it", (published) => {
  const text = risOf({ published });
  expect([valuesOf(text, "PY"), valuesOf(text, "DA")]).toEqual([[], []]);
});

describe("a hostile value", () => {
  test.each([
    ["CRLF", "x\r\nTY  - JOUR"],
    ["a bare line feed", "x\nER  - "],
    ["a bare carriage return", "x\rAU  - Me"],
    ["a Unicode line separator", "x\u2028AU  - Me"],
    ["a next-line control", "x\u0085AU  - Me"],
    ["a vertical tab", "x\u000bAU  - Me"],
  ])("with %s stays one line of its own field", (_, value) => {
    const text = risOf({ title: value, authors: [value], site: value, path: value, language: value });
    // Readers split lines at any of these (Python's splitlines does).
    const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u);
    expect(lines.filter((line) => line.startsWith("TY  - "))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith("ER  - "))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith("AU  - "))).toHaveLength(1);
  });

  test.each(["javascript:alert(1)", "data:text/html,x"])("as the address %s is left out", (url) => {
    expect(risOf({ url })).not.toContain(url);
  });

  test("that is nothing but space gives no field", () => {
    expect(valuesOf(risOf({ authors: [" ", "\t"], site: "  " }), "AU")).toEqual([]);
  });
});

test("other scripts stand as they are", () => {
  const text = risOf({ title: "数字经济报告", authors: ["王小明", "חיים לוי"] });
  expect(valuesOf(text, "TI")).toEqual(["数字经济报告"]);
  expect(valuesOf(text, "AU")).toEqual(["王小明", "חיים לוי"]);
});

test("a retraction is told beside the number", () => {
  expect(valuesOf(risOf({}, { retracted: true }), "N1")).toEqual(["[1]", "[2] retracted"]);
});
