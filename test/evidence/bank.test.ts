import { describe, expect, test } from "vitest";
import { bankFinding, entityOfSource, type Finding, tableContextOf } from "../../src/evidence/index.ts";
import { heading, incomeStatement, makeParsed, makeSource, makeTable, mustBank, paragraph } from "./fixtures.ts";

const source = makeSource("src-a", { title: "2023 Q3 filing" });
const parsed = makeParsed([
  paragraph("b1", "Apple Inc. (Exact name of registrant as specified in its charter)"),
  heading("b2", "Results"),
  paragraph("b3", "Net sales fell 1% to $81.8 billion – “less” than before.", 5),
  { ...incomeStatement, id: "b4" },
  {
    type: "figure",
    id: "b5",
    assetId: "as-1",
    caption: "Sales by quarter",
    kind: "chart",
    locator: { page: 6, box: [0, 0, 0.5, 0.5] },
  },
  { type: "figure", id: "b6", url: "https://example.org/a.png", kind: "photo", locator: {} },
]);
const from = { source, parsed };
const cell = (rowIndex: number, columnIndex: number): Finding => ({
  type: "cell",
  sourceId: "src-a",
  tableId: "b4",
  rowIndex,
  columnIndex,
});

describe("a quote", () => {
  const finding: Finding = {
    type: "quote",
    sourceId: "src-a",
    blockId: "b3",
    exact: 'Net sales fell 1% to $81.8 billion - "less" than before.',
  };

  test("is stored as it stands in the source, with its place", () => {
    expect(mustBank(finding, source, parsed)).toMatchObject({
      sourceId: "src-a",
      subQuestionIds: ["q1"],
      locator: { page: 5, section: "Results" },
      content: {
        type: "quote",
        exact: "Net sales fell 1% to $81.8 billion – “less” than before.",
        prefix: "",
        suffix: "",
      },
    });
  });

  test("has one id for all sub-questions", () => {
    const other = bankFinding(finding, from, "q2");
    expect(other.ok && other.evidence.id).toBe(mustBank(finding, source, parsed).id);
  });

  test("keeps only numbers that stand in it", () => {
    const evidence = mustBank(
      {
        ...finding,
        quantities: [
          { value: 81.8e9, unit: "USD", metric: "Net sales" },
          { value: -1, unit: "%" },
          { value: 90e9, unit: "USD" },
        ],
      },
      source,
      parsed,
    );
    expect(evidence.quantities?.map(({ value }) => value)).toEqual([81.8e9, -1]);
  });

  test.each([
    ["other words", { ...finding, exact: "Net sales rose" }],
    ["another block", { ...finding, blockId: "b1" }],
    ["an unknown block", { ...finding, blockId: "b99" }],
    ["another source", { ...finding, sourceId: "src-b" }],
    ["nothing", { ...finding, exact: " " }],
  ])("is refused for %s", (_what, wrong) => {
    const banked = bankFinding(wrong, from, "q1");
    expect(banked).toMatchObject({ ok: false, reason: expect.stringMatching(/\S/) });
  });
});

describe("a cell", () => {
  test("carries headers, literal value, unit and typed number", () => {
    expect(mustBank(cell(3, 2), source, parsed)).toMatchObject({
      locator: { page: 4, section: "Results" },
      content: {
        type: "cell",
        tableId: "b4",
        row: "Total net sales",
        column: "Three Months Ended › June 25, 2022",
        rowIndex: 3,
        columnIndex: 2,
        value: "82,959",
        unit: "USD",
      },
      quantities: [
        { value: 82_959e6, unit: "USD", metric: "Total net sales", entity: "Apple Inc.", periodEnd: "2022-06-25" },
      ],
    });
  });

  test("takes what the finding adds, not what it changes", () => {
    const banked = mustBank(
      { ...cell(3, 2), quantity: { value: 82_959e6, unit: "EUR", metric: "Revenue", entity: "Apple" } } as Finding,
      source,
      parsed,
    );
    expect(banked.quantities?.[0]).toMatchObject({ unit: "USD", metric: "Total net sales" });
    const wrong = mustBank(
      { ...cell(3, 2), quantity: { value: 5, unit: "USD", metric: "Revenue" } } as Finding,
      source,
      parsed,
    );
    expect(wrong.quantities?.[0]?.value).toBe(82_959e6);
  });

  test("that prints a dash has no number", () => {
    const dash = mustBank(cell(8, 4), source, parsed);
    expect(dash.quantities).toBeUndefined();
    expect(dash.content).toMatchObject({ value: "—" });
  });

  test.each([
    ["out of range", cell(99, 0)],
    ["in a missing column", cell(1, 9)],
    ["empty", cell(0, 1)],
    ["in an unknown table", { ...cell(1, 1), tableId: "b3" } as Finding],
  ])("is refused when it is %s", (_what, wrong) => {
    expect(bankFinding(wrong, from, "q1").ok).toBe(false);
  });
});

describe("a region", () => {
  test("points at the stored picture and its place on the page", () => {
    expect(
      mustBank({ type: "region", sourceId: "src-a", figureId: "b5", reading: " Sales rise. " }, source, parsed),
    ).toMatchObject({
      content: { type: "region", assetId: "as-1", box: [0, 0, 1, 1], reading: "Sales rise." },
      locator: { page: 6, box: [0, 0, 0.5, 0.5] },
    });
  });

  test.each([
    ["the picture was not stored", "b6", "x"],
    ["there is no such figure", "b3", "x"],
    ["nothing was read", "b5", " "],
  ])("is refused when %s", (_what, figureId, reading) => {
    expect(bankFinding({ type: "region", sourceId: "src-a", figureId, reading }, from, "q1").ok).toBe(false);
  });
});

describe("entityOfSource", () => {
  const named = (text: string, title = "A title"): string | undefined =>
    entityOfSource(
      { title },
      makeParsed([paragraph("b1", text), paragraph("b2", "The accounts of Sample.com, Inc. and others")]),
    );

  test.each([
    ["Apple Inc. (Exact name of registrant)", "Apple Inc."],
    ["SAMPLE.COM, INC.", "Sample.com, Inc."],
    ["Report of Müller und Söhne GmbH on trade", "Söhne GmbH"],
    ["贵州茅台酒股份有限公司 2022年年度报告", "贵州茅台酒股份有限公司"],
  ])("finds the company of “%s”", (text, name) => {
    expect(named(text)).toContain(name);
  });

  test("prefers the title and finds nobody in ordinary prose", () => {
    expect(named("Other Corp. is here", "Tesla, Inc. annual report")).toBe("Tesla, Inc.");
    expect(
      entityOfSource({ title: "Cats" }, makeParsed([paragraph("b1", "The company keeps cats in a group.")])),
    ).toBeUndefined();
  });
});

test("a scale said above the table reaches its context", () => {
  const table = makeTable("| 2023\nSales | 5", { id: "b3" });
  const above = makeParsed([heading("b1", "STATEMENTS (in millions)"), paragraph("b2", "Unrelated words."), table]);
  expect(tableContextOf(table, { source, parsed: above }).before).toBe("STATEMENTS (in millions)");
});
