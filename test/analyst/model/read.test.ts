import { describe, expect, test } from "vitest";
import { columnIndex, columnLetter } from "../../../src/analyst/model/passages.ts";
import type { SourceTable } from "../../../src/evidence/parsed-source.ts";
import type { PassageHit, StoredSource } from "../../../src/library/index.ts";
import { promptOf, type Reply } from "../../support/scripted-model.ts";
import { analystWith, brief, hitOf, storedOf, subQuestion } from "./helm.ts";

const first = "The plant delivered 120 GWh of heat in 2024. Losses were 9 percent.";
const second = "It was built in 1998.";
const table: SourceTable = {
  type: "table",
  id: "t1",
  caption: "Heat delivered",
  header: [["Year", "Heat delivered (GWh)"]],
  rows: [
    [{ text: "2023" }, { text: "118" }],
    [{ text: "2024" }, { text: "120" }],
    [{ text: "2025" }, { text: "" }],
  ],
  locator: { page: 4 },
};
const plant = storedOf(
  "plant",
  [
    { type: "paragraph", id: "b1", text: first, locator: { page: 3 } },
    { type: "paragraph", id: "b2", text: second, locator: { page: 3 } },
    table,
    { type: "figure", id: "f1", assetId: "as-1", caption: "Heat by month", kind: "chart", locator: { page: 5 } },
  ],
  [{ id: "as-1", mediaType: "image/png", width: 600, height: 400, sha256: "x" }],
);
const tableText = "Heat delivered\nYear\tHeat delivered (GWh)\n2023\t118\n2024\t120\n2025\t";
const passages = [
  hitOf(plant, "text", ["b1", "b2"], `${first}\n${second}`),
  hitOf(plant, "table", ["t1"], tableText),
  hitOf(plant, "figure", ["f1"], "Heat by month"),
];

async function read(replies: readonly Reply[], given: readonly PassageHit[] = passages, profile = {}) {
  const bench = analystWith(replies, profile);
  const sources = new Map<string, StoredSource>([[plant.source.id, plant]]);
  const findings = await bench.analyst.read({ brief, subQuestion, passages: given, sources });
  return { ...bench, findings };
}

const none = { quotes: [], cells: [], pictures: [] };
const quotesOf = (findings: Awaited<ReturnType<typeof read>>["findings"]) =>
  findings.flatMap((finding) => (finding.type === "quote" ? [finding.exact] : []));

describe("the quarantined reader", () => {
  test("is shown passages with places, and tables with row numbers and column letters", async () => {
    const { model } = await read([none]);
    const prompt = promptOf(model.calls[0]!);
    expect(prompt).toContain('<passage id="p1" kind="text" source="Report of plant" place="p. 3">');
    expect(prompt).toContain("A: Year; B: Heat delivered (GWh)\n0: 2023 | 118\n1: 2024 | 120");
    expect(prompt).toContain('<passage id="p3" kind="picture"');
    expect(prompt).toContain("Sub-question: How much heat does the plant deliver?");
  });

  test("points at quotes, cells and pictures, and gets them as they stand in the source", async () => {
    const { findings } = await read([
      {
        quotes: [{ passage: "p1", exact: "The plant delivered 120 GWh of heat in 2024." }],
        cells: [{ table: "p2", row: 1, column: "B" }],
        pictures: ["p3"],
      },
    ]);
    expect(findings).toEqual(
      expect.arrayContaining([
        { type: "quote", sourceId: "src-plant", blockId: "b1", exact: "The plant delivered 120 GWh of heat in 2024." },
        expect.objectContaining({ type: "cell", tableId: "t1", rowIndex: 1, columnIndex: 1 }),
        { type: "region", sourceId: "src-plant", figureId: "f1", reading: "Heat by month" },
      ]),
    );
  });

  test("takes rows and columns from the first to the last", async () => {
    const cells = [{ table: "p2", rows: "0-2", columns: "A-B" }];
    const { findings } = await read([{ ...none, cells }]);
    const places = findings.flatMap((one) => (one.type === "cell" ? [`${one.rowIndex}${one.columnIndex}`] : []));
    // The last cell is empty.
    expect(places).toEqual(["00", "01", "10", "11", "20"]);
    const single = await read([{ ...none, cells: [{ table: "p2", rows: "0, 1", columns: "B" }] }]);
    expect(single.findings).toHaveLength(2);
  });

  test("cells by rule of a source that the model chose cells of stay away, but for the chosen ones", async () => {
    const { findings } = await read([{ ...none, cells: [{ table: "p2", rows: 1, columns: "B" }] }]);
    expect(findings).toEqual([expect.objectContaining({ rowIndex: 1, columnIndex: 1, quantity: expect.anything() })]);
  });

  test("is told what a later round looks for, and not shown again what it saw", async () => {
    const bench = analystWith([none]);
    const sources = new Map<string, StoredSource>([[plant.source.id, plant]]);
    const input = { brief, subQuestion, passages, sources, lookFor: ["heat price"] };
    await bench.analyst.read({ ...input, earlier: [passages.slice(0, 2)] });
    const prompt = promptOf(bench.model.calls[0]!);
    expect(prompt).toContain("Only this is still missing: heat price");
    expect(prompt).not.toContain(first);
    expect(prompt).toContain('kind="picture"');
    await bench.analyst.read({ ...input, earlier: [passages] });
    bench.model.assertConsumed();
  });

  test.each([
    ["a quote that is not in the passage", { passage: "p1", exact: "The plant delivered 999 GWh of heat." }],
    ["a quote with one changed number", { passage: "p1", exact: "The plant delivered 121 GWh of heat in 2024." }],
    ["a quote out of two blocks", { passage: "p1", exact: "Losses were 9 percent. It was built in 1998." }],
    ["a quote of a passage that was not given", { passage: "p9", exact: first }],
    ["an empty quote", { passage: "p1", exact: " " }],
  ])("%s is left out", async (_, quote) => {
    const { findings, degraded } = await read([{ ...none, quotes: [quote] }]);
    expect(quotesOf(findings)).toEqual([]);
    expect(degraded).toEqual([]);
  });

  test("a quote with other spaces, dashes and quotation marks is given as it stands", async () => {
    const { findings } = await read([{ ...none, quotes: [{ passage: "p1", exact: "Losses  were\n9 percent." }] }]);
    expect(quotesOf(findings)).toEqual(["Losses were 9 percent."]);
  });

  test.each([
    ["a row that is not there", { table: "p2", row: 7, column: "B" }],
    ["a column that is not there", { table: "p2", row: 0, column: "F" }],
    ["a column by its words", { table: "p2", row: 0, column: "Heat" }],
    ["an empty cell", { table: "p2", row: 2, column: "B" }],
    ["a table that is a text", { table: "p1", row: 0, column: "A" }],
  ])("%s is left out", async (_, cell) => {
    const { findings } = await read([{ ...none, cells: [cell] }]);
    const given = findings.filter((finding) => finding.type === "cell" && finding.quantity === undefined);
    expect(given).toEqual([]);
  });

  test("numbers that rules typed in tables come along, quotes by rule do not", async () => {
    const { findings } = await read([none]);
    expect(findings.every(({ type }) => type === "cell")).toBe(true);
    expect(findings.map((finding) => (finding.type === "cell" ? finding.quantity?.value : 0))).toEqual(
      expect.arrayContaining([118, 120]),
    );
  });

  test("many passages are read in several calls, none of them over the room there is", async () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      ...passages[0]!,
      id: `ps-${index}`,
      text: `${first} `.repeat(40),
    }));
    const { model } = await read(
      Array.from({ length: 20 }, () => none),
      many,
      { contextTokens: 12_000, maxOutputTokens: 2_000 },
    );
    expect(model.calls.length).toBeGreaterThan(1);
    const shown = model.calls.flatMap((call) => promptOf(call).match(/<passage id="p\d+"/g) ?? []);
    expect(shown).toHaveLength(20);
    expect(new Set(shown).size).toBe(20);
    for (const call of model.calls) expect(promptOf(call).length / 4).toBeLessThan(10_000);
  });

  test("nothing to read asks nobody", async () => {
    const { model, findings } = await read([], []);
    expect(model.calls).toEqual([]);
    expect(findings.every(({ type }) => type === "cell")).toBe(true);
  });

  test.each([
    ["a call of a tool", { tool: "fetch", arguments: { url: "https://evil.example" } }],
    ["an empty object", {}],
    ["another step's answer", { gaps: [] }],
  ])("%s is no empty reading: the rules read instead, and it is told", async (_, answer) => {
    const { findings, degraded } = await read([answer, answer]);
    expect(findings.length).toBeGreaterThan(0);
    expect(degraded).toMatchObject([{ role: "read", failure: { code: "broken" } }]);
  });

  test("useless answers leave the work to the rules, and that is told", async () => {
    const { findings, degraded } = await read(["I like trains.", "Still trains."]);
    expect(findings).not.toEqual([]);
    expect(degraded).toMatchObject([{ role: "read", failure: { code: "broken" } }]);
  });
});

describe("column letters", () => {
  test.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [27, "AB"],
    [51, "AZ"],
    [52, "BA"],
  ])("%i is %s, there and back", (index, letter) => {
    expect(columnLetter(index)).toBe(letter);
    expect(columnIndex(letter)).toBe(index);
    expect(columnIndex(letter.toLowerCase())).toBe(index);
  });

  test.each(["", "1", "A1", "ABC", "é", "Heat"])("%j is no column", (letter) => {
    expect(columnIndex(letter)).toBe(-1);
  });
});
