import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBibtex } from "../../src/render/sidecars-bibtex.ts";
import type { Source } from "../../src/report/index.ts";

/** The bibliography of sources with only these facts. */
function bibtexOf(...sources: readonly Partial<Source>[]): string {
  const base = { id: "s", title: "A title", authors: [], fetched: "2026-01-02T03:04:05Z", sha256: "" };
  const whole = sources.map((more): Source => ({ ...base, mediaType: "text/html", ...more }));
  return toBibtex(whole.map((source, index) => ({ number: index + 1, source, evidence: [] })));
}

/** The fields of the first entry, without their outer braces. */
function fieldsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/^ {2}(\w+) = \{(.*)\},$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}

const keysOf = (text: string): readonly string[] => [...text.matchAll(/^@\w+\{(.+),$/gm)].map(([, key = ""]) => key);

test("an online source is written whole", () => {
  const source: Partial<Source> = {
    title: "Heat from the sea",
    authors: ["Ada Berg", "Institute for Heat and Power"],
    published: "2025-06-07T10:00:00+02:00",
    site: "Example & Sons",
    url: "https://example.org/heat?a=1&b=2#part",
    language: "en",
    licence: "CC-BY-4.0",
    retracted: true,
  };
  expect(bibtexOf(source)).toBe(
    [
      "@online{ada2025heat,",
      "  title = {{Heat from the sea}},",
      // Braces keep "and" inside a name from parting it (BibTeXing, section 4).
      "  author = {{Ada Berg} and {Institute for Heat and Power}},",
      "  date = {2025-06-07},",
      "  organization = {Example \\& Sons},",
      "  url = {https://example.org/heat?a=1&b=2#part},",
      "  urldate = {2026-01-02},",
      "  language = {en},",
      "  note = {[1], retracted, CC-BY-4.0},",
      "}",
      "",
    ].join("\n"),
  );
});

test("a file has its path and no date of visit", () => {
  const fields = fieldsOf(bibtexOf({ path: "reports/annual_2024.pdf" }));
  expect(fields).toEqual({ title: "{A title}", howpublished: "reports/annual\\_2024.pdf", note: "[1]" });
});

test("nothing is an empty file", () => expect(bibtexOf()).toBe(""));

describe("a date", () => {
  test.each([
    ["2024", "2024"],
    ["2024-05", "2024-05"],
    ["2024-05-06", "2024-05-06"],
    ["2024-05-06T23:59:59Z", "2024-05-06"],
    ["May 2024", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("given as %j is %j", (published, expected) => {
    expect(fieldsOf(bibtexOf(published === undefined ? {} : { published })).date).toBe(expected);
  });
});

describe("a title", () => {
  test.each([
    ["100 % of R&D, #1", "{100 \\% of R\\&D, \\#1}"],
    ["a_b ~ c^d", "{a\\_b \\textasciitilde{} c\\textasciicircum{}d}"],
    ["C:\\path", "{C:\\textbackslash{}path}"],
    ["two\nlines\tand   gaps", "{two lines and gaps}"],
    ["数字经济报告", "{数字经济报告}"],
    ["دراسة الطاقة", "{دراسة الطاقة}"],
    ["Müller & Søn", "{Müller \\& Søn}"],
  ])("%j is %s", (title, expected) => expect(fieldsOf(bibtexOf({ title })).title).toBe(expected));

  // BibTeX counts braces before TeX sees them, escaped ones too: one left open swallows the rest of the file.
  test.each(["a } b", "{ a", "}{", "\\{", "\\}", "{{{"])(
    "with the braces of %j leaves the entry's own in pairs",
    (title) => {
      const text = bibtexOf({ title, authors: [title], path: title, licence: title });
      let depth = 0;
      for (const character of text) {
        depth += character === "{" ? 1 : character === "}" ? -1 : 0;
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
      expect(text.match(/^@/gm)).toHaveLength(1);
    },
  );

  test("begins no entry and no comment, whatever it is", () => {
    const letters = fc.string({ unit: fc.constantFrom("{", "}", "\\", "%", "@", "\n", "a", ",", "=", '"') });
    fc.assert(
      fc.property(letters, (title) => {
        const text = bibtexOf({ title }, { title: "The next" });
        expect(text.match(/^@\w+\{/gm)).toHaveLength(2);
        expect(text.replaceAll(/[^{}]/g, "").replaceAll("{", "+").length % 2).toBe(0);
        expect(text).not.toMatch(/(?<!\\)%/);
      }),
      { seed: 20260301 },
    );
  });
});

describe("a key", () => {
  test.each([
    [{ authors: ["Ángel Núñez"], title: "Über Öl und Gas" }, "angeluber"],
    [{ authors: ["Núñez, Ángel"], published: "2020", title: "On the Sea" }, "nunez2020"],
    [{ site: "bbc.co.uk", title: "Tidal power" }, "bbctidal"],
    [{ title: "Σύνοψη" }, "source"],
    [{ authors: ["王小明"], published: "2021-03", title: "潮汐" }, "source2021"],
    [{ authors: ["  "], title: "of it" }, "source"],
  ])("of %j is %s", (source, expected) => expect(keysOf(bibtexOf(source))).toEqual([expected]));

  test("is unique among many alike, and stays what TeX takes", () => {
    const keys = keysOf(bibtexOf(...Array.from({ length: 12 }, () => ({ title: "Same title", published: "2024" }))));
    expect(new Set(keys).size).toBe(12);
    for (const key of keys) expect(key).toMatch(/^[a-z0-9-]+$/);
  });
});

describe("an address", () => {
  test.each([
    ["https://example.org/a%20b", "https://example.org/a%20b"],
    ["https://example.org/{id}\\x", "https://example.org/%7Bid%7D/x"],
    ["https://example.org/?q={a}", "https://example.org/?q=%7Ba%7D"],
    ["https://müller.example/ä", "https://xn--mller-kva.example/%C3%A4"],
  ])("%s is written as %s", (url, expected) => expect(fieldsOf(bibtexOf({ url })).url).toBe(expected));

  test.each(["javascript:alert(1)", "file:///etc/passwd", "not an address"])(
    "%s is none, and the source a @misc",
    (url) => {
      const text = bibtexOf({ url });
      expect(text).toMatch(/^@misc\{/);
      expect(fieldsOf(text)).not.toHaveProperty("url");
    },
  );
});
