import { describe, expect, test } from "vitest";
import { claimsOf, isFactual, sentencesOf } from "../../src/evidence/index.ts";
import type { Block, Cell, Chart, Inline, Table } from "../../src/report/index.ts";

const text = (value: string): Inline => ({ type: "text", value });
const cite = (id: string, ...more: string[]): Inline => ({ type: "citation", evidenceIds: [id, ...more] });
const paragraph = (...children: Inline[]): Block => ({ type: "paragraph", children });
const sentences = (...children: Inline[]): readonly (readonly [string, ...string[]])[] =>
  claimsOf([paragraph(...children)], "s1").map((claim) => [claim.text, ...claim.evidenceIds] as const);

describe("sentencesOf", () => {
  test.each<[string, string[], string?]>([
    ["Apple Inc. reported sales. Profits fell.", ["Apple Inc. reported sales.", "Profits fell."]],
    ["Amazon.com, Inc. The company grew.", ["Amazon.com, Inc.", "The company grew."]],
    ["Dr. Smith met J. Doe in the U.S. District Court.", ["Dr. Smith met J. Doe in the U.S. District Court."]],
    ["It rose 3.5 % (vs. 2 %). Why?", ["It rose 3.5 % (vs. 2 %).", "Why?"]],
    ["收入增长了。利润下降。", ["收入增长了。", "利润下降。"], "zh"],
    ["هذا صحيح. وهذا خطأ؟", ["هذا صحيح.", "وهذا خطأ؟"], "ar"],
    ["a line\nthat goes on", ["a line\nthat goes on"]],
    ["", []],
  ])("splits “%s”", (whole, expected, language) => {
    expect(sentencesOf(whole, language).map((sentence) => sentence.text)).toEqual(expected);
  });

  test("gives offsets into the text, also for an unknown language tag", () => {
    const whole = "  One here.   Two there.";
    for (const sentence of sentencesOf(whole, "not a tag"))
      expect(whole.slice(sentence.start, sentence.end)).toBe(sentence.text);
  });
});

describe("citations of sentences", () => {
  test("belong to the sentence they follow, before or after its full stop", () => {
    expect(
      sentences(
        text("Sales rose 5 %"),
        cite("ev-1"),
        text(". Profits fell. "),
        cite("ev-2"),
        text(" Costs rose."),
        cite("ev-3"),
      ),
    ).toEqual([
      ["Sales rose 5 %.", "ev-1"],
      ["Profits fell.", "ev-2"],
      ["Costs rose.", "ev-3"],
    ]);
  });

  test("gather when several follow one sentence, each once", () => {
    expect(sentences(text("Sales rose."), cite("ev-1", "ev-2"), text(" "), cite("ev-2"))).toEqual([
      ["Sales rose.", "ev-1", "ev-2"],
    ]);
  });

  test("are found inside emphasis and links", () => {
    const strong: Inline = { type: "strong", children: [text("Sales rose."), cite("ev-1")] };
    expect(sentences(strong)).toEqual([["Sales rose.", "ev-1"]]);
  });

  test("reach sentences of lists, callouts and quotes", () => {
    const inner = [paragraph(text("Sales rose."), cite("ev-1"))];
    const blocks: Block[] = [
      { type: "list", ordered: false, items: [inner] },
      { type: "callout", tone: "note", children: inner },
      { type: "quote", children: inner },
      { type: "code", language: "ts", value: "1 + 1" },
    ];
    expect(claimsOf(blocks, "s1").map(({ evidenceIds }) => evidenceIds)).toEqual([["ev-1"], ["ev-1"], ["ev-1"]]);
  });
});

describe("isFactual", () => {
  test.each([
    "Sales rose to $5 billion.",
    "The plant opened in 2021.",
    "Apple sued Epic Games.",
    "The court dismissed all claims against the seller.",
    "The report gives revenue of $5 billion.",
    "公司在中国大陆的销售持续增长。",
    "売り上げは大きく増えました。",
    "「この町は水を売っています。」",
    "لم تدفع الشركة أي أرباح للمساهمين.",
  ])("holds “%s” for a statement", (sentence) => {
    expect(isFactual(sentence)).toBe(true);
  });

  test.each([
    "How did sales develop?",
    "This section looks at legal proceedings.",
    "No source gives a value for this.",
    "The evidence does not say why.",
    "Three of the sources agree.",
    "The following points stand out:",
    "Overview",
    "—",
    "まとめです。",
    "売り上げはどうなりましたか？",
    "公司在中国大陆的销售是否持续增长？",
    "هل دفعت الشركة أرباحا للمساهمين في 2023؟",
    "“Did sales rise in 2023?”",
  ])("holds “%s” for none", (sentence) => {
    expect(isFactual(sentence)).toBe(false);
  });

  test("lets a sentence lead to a table, but not smuggle a number in", () => {
    const reference: Inline = { type: "reference", targetId: "t1" };
    const factual = (...children: Inline[]): boolean[] =>
      claimsOf([paragraph(...children)], "s1").map((claim) => claim.factual);
    expect(factual(reference, text(" compares net sales of both companies."))).toEqual([false]);
    expect(factual(reference, text(" shows that sales reached $5 billion."))).toEqual([true]);
    expect(factual(text("It fell 3 %."), text(" "), reference, text(" compares both."))).toEqual([true, false]);
  });

  test("is true of whatever is cited", () => {
    expect(claimsOf([paragraph(text("Overview"), cite("ev-1"))], "s1")[0]?.factual).toBe(true);
  });
});

const cell = (value: string, ...ids: string[]): Cell => ({ children: [text(value), ...ids.map((id) => cite(id))] });

describe("claims of tables", () => {
  const table: Table = {
    type: "table",
    id: "t1",
    caption: [text("Net sales (USD million)")],
    header: [cell(""), cell("2022"), cell("2023")],
    rows: [
      [{ ...cell("Apple"), isHeader: true }, cell("82,959", "ev-1"), cell("81,797")],
      [{ ...cell("Amazon"), isHeader: true }, cell("–"), cell("134,383", "ev-2")],
    ],
  };

  test("are cited cells and numbers, in base units, with their headers", () => {
    expect(claimsOf([table], "s1")).toMatchObject([
      {
        kind: "cell",
        text: "82,959",
        place: "t1",
        evidenceIds: ["ev-1"],
        headers: "Net sales (USD million) › Apple › 2022",
        value: { value: 82_959e6, unit: "USD" },
      },
      { text: "81,797", evidenceIds: [], factual: true },
      { text: "134,383", evidenceIds: ["ev-2"] },
    ]);
  });

  test("take the citation of a cell that holds nothing else", () => {
    const sourced: Table = {
      ...table,
      header: [...table.header, cell("Source")],
      rows: [[cell("Apple"), cell("1,000"), cell("2,000"), cell("", "ev-9")]],
    };
    expect(claimsOf([sourced], "s1").map(({ text: words, evidenceIds }) => [words, ...evidenceIds])).toEqual([
      ["Apple", "ev-9"],
      ["1,000", "ev-9"],
      ["2,000", "ev-9"],
    ]);
  });

  test("include a caption only when it is cited", () => {
    expect(claimsOf([{ ...table, rows: [], caption: [text("Sales fell 3 %."), cite("ev-1")] }], "s1")).toMatchObject([
      { text: "Sales fell 3 %.", place: "t1" },
    ]);
  });
});

test("points of charts are claims, gaps are not", () => {
  const chart: Chart = {
    type: "chart",
    id: "c1",
    mark: "bar",
    caption: [text("Sales")],
    alt: "",
    xTitle: "",
    yTitle: "",
    unit: "USD",
    categories: ["2022", "2023"],
    series: [
      {
        name: "Apple",
        points: [
          { value: 5e9, evidenceIds: ["ev-1"] },
          { value: null, evidenceIds: [] },
        ],
      },
    ],
  };
  expect(claimsOf([chart], "s1")).toMatchObject([
    {
      kind: "point",
      place: "c1",
      evidenceIds: ["ev-1"],
      value: { value: 5e9, unit: "USD" },
      headers: "Sales › Apple › 2022",
    },
  ]);
});
