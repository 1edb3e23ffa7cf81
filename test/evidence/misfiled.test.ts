import { describe, expect, test } from "vitest";
import { type SourceTable, verifyReport } from "../../src/evidence/index.ts";
import type { Cell, Evidence, Inline, Table } from "../../src/report/index.ts";
import { makeParsed, makeSource, makeTable, mustBank } from "./fixtures.ts";

const revenue = makeTable("Company | 2022 | 2023\nNorda | 240 | 260\nSulvik | 310 | 290", {
  caption: "Revenue in EUR million",
});
const text = (value: string): Inline => ({ type: "text", value });
const cell = (value: string, ...more: readonly Inline[]): Cell => ({ children: [text(value), ...more] });

/** Verdicts on the number cells of a report's table; a cell is written as `words @row:column` of the source's table. */
function verdicts(caption: string, lines: readonly string[], source: SourceTable = revenue): readonly string[] {
  const from = makeSource("src-a", { title: "Makers" });
  const parsed = makeParsed([source]);
  const evidence = new Map<string, Evidence>();
  const toCell = (given: string): Cell => {
    const [words = "", place] = given.split("@").map((part) => part.trim());
    if (place === undefined) return cell(words);
    const [rowIndex = 0, columnIndex = 0] = place.split(":").map(Number);
    const item = mustBank({ type: "cell", sourceId: "src-a", tableId: source.id, rowIndex, columnIndex }, from, parsed);
    evidence.set(item.id, item);
    return cell(words, { type: "citation", evidenceIds: [item.id] });
  };
  const [header = [], ...rows] = lines.map((line) => line.split("|").map((part) => toCell(part.trim())));
  const named = rows.map(([first, ...rest]) => [{ ...(first ?? cell("")), isHeader: true }, ...rest]);
  const table: Table = { type: "table", id: "tb", caption: [text(caption)], header, rows: named };
  const sections = [{ id: "s1", title: "Makers", blocks: [table], sections: [] }];
  const report = { summary: [], sections, sources: [from], evidence: [...evidence.values()], language: "en" };
  return verifyReport(report, { loadParsed: () => parsed }).checks.map(({ support }) => support);
}

describe("a cell of a report that cites one cell of a source", () => {
  test.each([
    ["stands as the source has it", "Revenue in EUR million", ["| 2022 | 2023", "Norda | 240 @0:1 | 260 @0:2"]],
    ["may be set the other way round", "Revenue in EUR million", ["| Norda | Sulvik", "2023 | 260 @0:2 | 290 @1:2"]],
    ["may be in another scale", "Revenue in EUR billion", ["| 2022 | 2023", "Norda | 0.24 @0:1 | 0.26 @0:2"]],
    ["may leave its unit out", "Revenue", ["| 2022 | 2023", "Norda | 240 @0:1 | 260 @0:2"]],
    ["may call its row by more", "Revenue in EUR million", ["| 2022 | 2023", "Norda Inc. | 240 @0:1 | 260 @0:2"]],
    [
      "may name a date of the same year",
      "Revenue in EUR million",
      ["| FY2022 | December 2023", "Norda | 240 @0:1 | 260 @0:2"],
    ],
    [
      "may set names beside each other",
      "Revenue in EUR million",
      ["| 2022 | 2023", "Norda and Sulvik | 240 @0:1 | 260 @0:2"],
    ],
  ])("%s", (_what, caption, lines) => expect(verdicts(caption, lines)).toEqual(["supported", "supported"]));

  test.each([
    ["another year", "Revenue in EUR million", ["| 2022 | 2023", "Norda | 260 @0:2 | 240 @0:1"]],
    ["another company", "Revenue in EUR million", ["| 2022 | 2023", "Sulvik | 240 @0:1 | 260 @0:2"]],
    ["another company's column", "Revenue in EUR million", ["| Norda | Sulvik", "2023 | 290 @1:2 | 260 @0:2"]],
    ["another scale", "Revenue in EUR billion", ["| 2022 | 2023", "Norda | 240 @0:1 | 260 @0:2"]],
    ["another currency", "Revenue in USD million", ["| 2022 | 2023", "Norda | 240 @0:1 | 260 @0:2"]],
    ["another number", "Revenue in EUR million", ["| 2022 | 2023", "Norda | 241 @0:1 | 261 @0:2"]],
  ])("does not stand under %s", (_what, caption, lines) =>
    expect(verdicts(caption, lines)).toEqual(["contradicted", "contradicted"]),
  );

  test("may shorten the name of its row, though another row has the short name", () => {
    const sales = makeTable("Item | 2023\nNet sales | 90\nTotal net sales | 100", { caption: "In EUR million" });
    expect(verdicts("In EUR million", ["| 2023", "Net sales | 100 @1:1"], sales)).toEqual(["supported"]);
    expect(verdicts("In EUR million", ["| 2023", "Total net sales | 90 @0:1"], sales)).not.toEqual(["supported"]);
  });

  test("of a table without years or names stands by its number alone", () => {
    const bare = makeTable("A | B\n1 | 240\n2 | 310");
    expect(verdicts("Figures", ["| B", "1 | 240 @0:1"], bare)).toEqual(["supported"]);
  });

  test("of a Chinese table is filed by its Chinese names", () => {
    const chinese = makeTable("公司 | 2022年 | 2023年\n诺达 | 240 | 260\n维登 | 310 | 290", {
      caption: "收入（百万元）",
    });
    expect(verdicts("收入（百万元）", ["| 2022年 | 2023年", "诺达 | 240 @0:1 | 260 @0:2"], chinese)).toEqual([
      "supported",
      "supported",
    ]);
    expect(verdicts("收入（百万元）", ["| 2022年 | 2023年", "维登 | 240 @0:1 | 260 @0:2"], chinese)).toEqual([
      "contradicted",
      "contradicted",
    ]);
  });
});
