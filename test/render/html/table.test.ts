import { describe, expect, test } from "vitest";
import { blocksToHtml } from "../../../src/render/html/blocks.ts";
import { documentToHtml } from "../../../src/render/html/document.ts";
import { styleSheet } from "../../../src/render/html/style.ts";
import { printSetting } from "../../../src/render/html/table.ts";
import { defaultTheme } from "../../../src/render/index.ts";
import type { Cell, Table } from "../../../src/report/index.ts";
import { htmlContext, parsed } from "./build.ts";

const cell = (value: string, more: Partial<Cell> = {}): Cell => ({ children: [{ type: "text", value }], ...more });

function table(header: readonly string[], rows: readonly (readonly Cell[])[]): Table {
  return {
    type: "table",
    id: "tb",
    caption: [{ type: "text", value: "Sales" }],
    header: header.map((value) => cell(value)),
    rows,
  };
}

const numbers = (columns: number, rows = 3): Table =>
  table(
    Array.from({ length: columns }, (_, column) => (column === 0 ? "State" : `Month ${column}`)),
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) =>
        column === 0 ? cell(`Iowa ${row}`, { isHeader: true }) : cell("128,107", { align: "right" }),
      ),
    ),
  );

function drawn(given: Table) {
  const context = htmlContext({ sections: [{ id: "s", title: "Tables", blocks: [given], sections: [] }] });
  return parsed(blocksToHtml([given], context));
}

const classesOf = (given: Table): readonly string[] => (drawn(given)("div").first().attr("class") ?? "").split(" ");

describe("cells", () => {
  const $ = drawn(
    table(
      ["", "Sales", "Remark"],
      [
        [cell("Q1 2009", { isHeader: true }), cell("5", { align: "right" }), cell("restated")],
        [
          cell("A name that goes on for longer", { isHeader: true }),
          cell("6", { align: "right" }),
          cell("x".repeat(60)),
        ],
        [cell("", { isHeader: true }), cell("7", { align: "right" }), cell("")],
      ],
    ),
  );

  test("that name a row are its header, short ones on one line", () => {
    const rows = $("tbody th").toArray();
    expect(rows.map((node) => $(node).attr("scope"))).toEqual(["row", "row"]);
    expect(rows.map((node) => $(node).attr("class"))).toEqual(["short", undefined]);
  });

  test("without words name nothing", () => {
    expect(
      $("thead th")
        .toArray()
        .map((node) => $(node).text()),
    ).toEqual(["Sales", "Remark"]);
    expect($("tbody tr").last().find("th")).toHaveLength(0);
  });

  test("of numbers stand at the end of the line, with their header", () => {
    expect(
      $("td.number")
        .toArray()
        .map((node) => $(node).text()),
    ).toEqual(["5", "6", "7"]);
    expect($("th.number").text()).toBe("Sales");
  });

  test("with a word that never ends may break it anywhere", () => {
    expect($("td.long").text()).toBe("x".repeat(60));
    expect($(".long")).toHaveLength(1);
  });
});

describe("on paper", () => {
  test("a table that fits stands upright in its usual size", () => {
    expect(classesOf(numbers(5))).toEqual(["table"]);
  });

  test("a table slightly too wide is set smaller, a wider one turns the page", () => {
    const settings = Array.from({ length: 16 }, (_, index) => classesOf(numbers(index + 1)).join(" "));
    const order = [
      "table",
      "table tight",
      "table landscape",
      "table landscape tight",
      "table landscape tight breaking",
    ];
    const ranks = settings.map((names) => order.indexOf(names));
    expect(ranks).not.toContain(-1);
    expect(ranks).toEqual([...ranks].sort((left, right) => left - right));
    expect(new Set(ranks).size).toBeGreaterThanOrEqual(4);
  });

  test("a table that fits nowhere may break its numbers rather than shrink every page", () => {
    expect(classesOf(numbers(40))).toContain("breaking");
    expect(styleSheet(defaultTheme, true)).toMatch(/\.breaking [^{]*\{[^}]*overflow-wrap:anywhere/);
  });

  test("citations count, because they are printed beside their number", () => {
    const [bare, cited] = [numbers(9, 1), numbers(9, 1)].map((given, index) => ({
      ...given,
      rows: given.rows.map((row) =>
        row.map((one) =>
          index === 1 && one.align
            ? {
                ...one,
                children: [...one.children, { type: "citation" as const, evidenceIds: ["ev-halden-sales-0"] as const }],
              }
            : one,
        ),
      ),
    }));
    const context = htmlContext();
    const rank = (given: Table | undefined): number => {
      const { landscape, size } = printSetting(given as Table, context);
      return (landscape ? 100 : 0) - size;
    };
    expect(rank(cited)).toBeGreaterThan(rank(bare));
  });

  test("the heading turns with the table right below it, and no other", () => {
    const wide = { ...numbers(11), id: "wide" };
    const context = htmlContext({
      summary: [],
      sections: [
        { id: "one", title: "One", blocks: [wide], sections: [] },
        {
          id: "two",
          title: "Two",
          blocks: [
            { type: "paragraph", children: [] },
            { ...wide, id: "other" },
          ],
          sections: [],
        },
      ],
    });
    const $ = parsed([]);
    $.root().append(documentToHtml(context));
    expect(
      $("h2.landscape")
        .toArray()
        .map((node) => $(node).attr("id")),
    ).toEqual(["one"]);
  });

  test("landscape pages are declared and used", () => {
    const style = styleSheet(defaultTheme, true);
    expect(style).toContain("@page landscape{size:A4 landscape}");
    expect(style).toContain(".landscape{page:landscape}");
  });
});

test("the frame that scrolls can be reached by keyboard and is named by the caption", () => {
  const $ = drawn(numbers(4));
  const frame = $(".scroll");
  expect(frame.attr("tabindex")).toBe("0");
  expect($(`#${frame.attr("aria-labelledby")}`).text()).toBe("Table 1. Sales");
});
