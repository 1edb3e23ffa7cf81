import { describe, expect, test } from "vitest";
import { boxes, sizes } from "../../../src/render/pptx/layout.ts";
import { plainText } from "../../../src/render/pptx/slide.ts";
import { tableParts } from "../../../src/render/pptx/table-slides.ts";
import type { Table } from "../../../src/report/index.ts";
import { cite, resolved, section, text } from "./build.ts";

function table(rows: number, columns: number, cell = (row: number, column: number) => `${row}.${column}`): Table {
  return {
    type: "table",
    id: "t",
    caption: [text("A caption")],
    header: Array.from({ length: columns }, (_, column) => ({ children: [text(`H${column}`)] })),
    rows: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => ({
        children: [text(cell(row, column))],
        ...(column === 1 ? { align: "right" as const } : {}),
        ...(column === 0 ? { isHeader: true } : {}),
      })),
    ),
  };
}

const parts = (one: Table) => tableParts(one, resolved({ sections: [section("x", one)] }));
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe("rows", () => {
  test("few rows stay on one slide at the largest size", () => {
    const [part, ...more] = parts(table(4, 3));
    expect(more).toEqual([]);
    expect(part?.size).toBe(sizes.table[0]);
    expect(part?.rows).toHaveLength(5);
  });

  test("forty rows are spread over slides of at most nine, each with the header, none lost or repeated", () => {
    const split = parts(table(40, 4));
    expect(split.length).toBe(5);
    expect(split.every((part) => part.rows.length - 1 <= 9 && plainText(part.rows[0]![0]!.text) === "H0")).toBe(true);
    const first = split.flatMap((part) => part.rows.slice(1).map((row) => plainText(row[0]!.text)));
    expect(first).toEqual(Array.from({ length: 40 }, (_, row) => `${row}.0`));
  });

  test("a last slide with a single row takes some from the one before", () => {
    expect(parts(table(10, 2)).map((part) => part.rows.length - 1)).toEqual([5, 5]);
  });

  test("no rows leave the header", () => {
    expect(parts(table(0, 3)).map((part) => part.rows.length)).toEqual([1]);
  });

  test("every part fits its room in both directions", () => {
    const wordy = table(12, 5, (row, column) => (column > 2 ? `${"a long cell ".repeat(9)}${row}` : `${row}`));
    for (const part of [...parts(wordy), ...parts(table(40, 4)), ...parts(table(3, 14))]) {
      expect(total(part.heights)).toBeLessThanOrEqual(boxes.table.height);
      expect(total(part.widths)).toBeCloseTo(boxes.table.width, 3);
      expect(part.heights).toHaveLength(part.rows.length);
    }
  });

  test("a cell of very many words is cut", () => {
    const [part] = parts(table(1, 2, () => "word ".repeat(400)));
    expect(plainText(part!.rows[1]![0]!.text)).toMatch(/…$/);
  });
});

describe("columns", () => {
  test("more than six are spread over slides that repeat the first", () => {
    const split = parts(table(3, 14));
    const headers = split.map((part) => part.rows[0]!.map((cell) => plainText(cell.text)));
    expect(headers).toEqual([
      ["H0", "H1", "H2", "H3", "H4"],
      ["H0", "H5", "H6", "H7", "H8", "H9"],
      ["H0", "H10", "H11", "H12", "H13"],
    ]);
  });

  test("the header of a column of numbers stands over them", () => {
    const [part] = parts(table(3, 3));
    expect(part?.rows.map((row) => row.map((cell) => cell.align))).toEqual([
      ["left", "right", "left"],
      ["left", "right", "left"],
      ["left", "right", "left"],
      ["left", "right", "left"],
    ]);
  });

  test("header cells and row headers are bold", () => {
    const [part] = parts(table(1, 2));
    expect(part?.rows.map((row) => row.map((cell) => cell.bold))).toEqual([
      [true, true],
      [true, false],
    ]);
  });
});

test("the caption carries the table's label", () => {
  expect(plainText(parts(table(1, 1))[0]!.caption)).toBe("Table 1: A caption");
});

describe("a table of one source", () => {
  /** A table of two rows whose four values cite these. */
  const citing = (...ids: readonly [string, string, string, string]): Table => {
    const one = table(2, 3);
    const cited = one.rows.map((row, index) =>
      row.map((cell, column) =>
        cell.isHeader ? cell : { ...cell, children: [...cell.children, cite(ids[index * 2 + column - 1] ?? "e1")] },
      ),
    );
    return { ...one, rows: cited };
  };
  const wordsOf = (one: Table) => {
    const [part] = parts(one);
    const cells = part?.rows.slice(1).flatMap((row) => row.map(({ text: runs }) => plainText(runs)));
    return { caption: plainText(part?.caption ?? []), cells };
  };

  test("names it once, below, instead of in every cell", () => {
    const { caption, cells } = wordsOf(citing("e1", "e1", "e1", "e1"));
    expect(caption).toBe("Table 1: A caption. Source: [1]");
    expect(cells).toEqual(["0.0", "0.1", "0.2", "1.0", "1.1", "1.2"]);
  });

  test("keeps its link to the entry of that source", () => {
    const [part] = parts(citing("e1", "e1", "e1", "e1"));
    expect(part?.caption.at(-1)?.link).toEqual({ type: "source", number: 1 });
  });

  test("of several is marked cell by cell", () => {
    const { caption, cells } = wordsOf(citing("e1", "e2", "e1", "e1"));
    expect(caption).toBe("Table 1: A caption");
    expect(cells?.map((cell) => cell.replace(/^\S+?(?=\s?\[|$)\s?/, ""))).toEqual(["", "[1]", "[2]", "", "[1]", "[1]"]);
  });

  test("with a value that nothing is cited for is marked cell by cell, too", () => {
    const one = citing("e1", "e1", "e1", "e1");
    const bare = one.rows.map((row, index) =>
      index === 0 ? row : row.map((cell) => ({ ...cell, children: [text("7")] })),
    );
    expect(wordsOf({ ...one, rows: bare }).caption).toBe("Table 1: A caption");
  });
});
