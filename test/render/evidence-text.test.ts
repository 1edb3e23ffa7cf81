import { describe, expect, test } from "vitest";
import { evidenceText, shorten, sourceText } from "../../src/render/evidence-text.ts";
import { citationText, inlineText } from "../../src/render/inline-text.ts";
import { officeInstant } from "../../src/render/office-instant.ts";
import { scaledValue } from "../../src/render/scaled-value.ts";
import { type Evidence, resolve } from "../../src/report/index.ts";
import { sampleReport } from "../support/sample-report.ts";

const evidence = (content: Evidence["content"]): Evidence => ({
  id: "e",
  sourceId: "s",
  subQuestionIds: [],
  locator: {},
  content,
});

describe("evidence in one line", () => {
  test("a quote stands in quotation marks, a reading as it is", () => {
    expect(
      evidenceText(evidence({ type: "quote", exact: "it  rose\n5%", prefix: "", suffix: "" }), { language: "en" }),
    ).toBe("“it rose 5%”");
    expect(
      evidenceText(evidence({ type: "region", assetId: "a", box: [0, 0, 1, 1], reading: "Three bars" }), {
        language: "en",
      }),
    ).toBe("Three bars");
  });

  test("a cell is named by its row and column and given literally", () => {
    const cell = {
      type: "cell" as const,
      tableId: "t",
      row: "Net sales",
      column: "2023",
      rowIndex: 0,
      columnIndex: 0,
      value: "(1,204)",
    };
    expect(evidenceText(evidence(cell), { language: "en" })).toBe("Net sales, 2023: (1,204)");
    expect(evidenceText(evidence({ ...cell, column: "", unit: "USD" }), { language: "en" })).toBe(
      "Net sales: (1,204) USD",
    );
  });

  test("long quotes are cut at a word, and never their value", () => {
    expect(
      evidenceText(evidence({ type: "quote", exact: "word ".repeat(200), prefix: "", suffix: "" }), {
        language: "en",
        longest: 20,
      }),
    ).toBe("“word word word…”");
    const cell = {
      type: "cell" as const,
      tableId: "t",
      row: "r ".repeat(300),
      column: "",
      rowIndex: 0,
      columnIndex: 0,
      value: "89,498",
    };
    expect(evidenceText(evidence(cell), { language: "en", longest: 20 })).toMatch(/…: 89,498$/);
  });
});

describe("shortening", () => {
  test.each([
    ["short enough", 20, "short enough"],
    ["one two three four", 13, "one two…"],
    ["first, second and third", 8, "first…"],
    ["x".repeat(30), 10, `${"x".repeat(9)}…`],
    ["😀".repeat(10), 4, "😀😀😀…"],
  ])("%s to %i", (text, longest, expected) => {
    expect(shorten(text, longest)).toBe(expected);
  });
});

describe("sources in one line", () => {
  const [halden, , press] = sampleReport.sources;

  test("an author who is the title's first words is not named twice", () => {
    expect(sourceText(halden!)).toBe("Halden Instruments Inc.: quarterly report, 2023 Q3. 2023-11-03");
  });

  test("a name that ends with a full stop gets no second one", () => {
    expect(sourceText({ ...halden!, title: "Apple Inc.", authors: ["A. B."] })).toBe("A. B. Apple Inc. 2023-11-03");
  });

  test("authors, title, site and date follow each other", () => {
    expect(sourceText(press!)).toBe(
      "Ana Ruiz; Müller, Jürgen. Halden's margins hold while hardware slows <analysis>. Market Notes, 2023-11",
    );
  });
});

describe("inline content as text", () => {
  const resolved = resolve(sampleReport);

  test("citations are marks and references are labels", () => {
    const inlines = [
      { type: "text" as const, value: "See " },
      { type: "reference" as const, targetId: "tb-sales" },
      { type: "text" as const, value: " " },
      { type: "citation" as const, evidenceIds: ["ev-halden-sales-0", "ev-orrin-sales-0"] as const },
    ];
    expect(inlineText(inlines, resolved)).toBe("See Table 1 [1][2]");
  });

  test("unknown evidence is marked, an unknown target leaves nothing", () => {
    expect(citationText(["nope"], resolved)).toBe("[?]");
    expect(inlineText([{ type: "reference", targetId: "nope" }], resolved)).toBe("");
  });
});

test("values are divided without the noise of the division", () => {
  const scale = { divisor: 1e9, word: "billions", decimals: 1, unit: "USD, billions" };
  expect(scaledValue(89_498e6, scale)).toBe(89.498);
  expect(scaledValue(0.1 + 0.2, { ...scale, divisor: 1 })).toBe(0.3);
  expect(scaledValue(null, scale)).toBeNull();
  expect(scaledValue(Number.NaN, scale)).toBeNull();
});

test("instants are written to the second, and nonsense is the epoch", () => {
  expect(officeInstant("2026-11-20T09:30:00.123Z")).toBe("2026-11-20T09:30:00Z");
  expect(officeInstant("soon")).toBe("1970-01-01T00:00:00Z");
});

describe("a cell with a typed number", () => {
  const typed = (value: string, quantity: { value: number; unit: string }, more: object = {}): Evidence => ({
    ...evidence({
      type: "cell",
      tableId: "t",
      row: "Total net sales",
      column: "Three Months Ended March 31, › 2023",
      rowIndex: 0,
      columnIndex: 0,
      value,
      ...more,
    }),
    quantities: [quantity],
  });

  test("says what its scale makes of it, never the bare number with the unit", () => {
    const text = evidenceText(typed("127,358", { value: 127_358e6, unit: "USD" }, { unit: "USD" }), { language: "en" });
    expect(text).toBe("Total net sales, Three Months Ended March 31, 2023: 127,358 (= 127,358,000,000 USD)");
  });

  test("writes that number in the report's language, the cell as it stands", () => {
    const text = evidenceText(typed("127,358", { value: 127_358e6, unit: "USD" }), { language: "de" });
    expect(text).toMatch(/: 127,358 \(= 127\.358\.000\.000 USD\)$/);
  });

  test("repeats neither year nor currency", () => {
    expect(evidenceText(typed("2016", { value: 2016, unit: "" }), { language: "en" })).toMatch(/: 2016$/);
    expect(evidenceText(typed("$5", { value: 5, unit: "USD" }, { unit: "USD" }), { language: "en" })).toMatch(/: \$5$/);
  });

  test("without row and column is its value alone", () => {
    expect(evidenceText(typed("5%", { value: 5, unit: "%" }, { row: "", column: "" }), { language: "en" })).toBe("5%");
  });
});

test("a source's title is one line, without the spaces around it", () => {
  const [source] = sampleReport.sources;
  expect(
    sourceText({ ...source!, title: "  A title\n over two lines ", authors: [" B. "], site: "", published: "" }),
  ).toBe("B. A title over two lines");
});
