import { describe, expect, test } from "vitest";
import {
  type Block,
  type Inline,
  inlinesOf,
  reportBlocks,
  type Section,
  textOf,
  walkBlocks,
  walkCitations,
  walkInlines,
} from "../../src/report/index.ts";

const text = (value: string): Inline => ({ type: "text", value });
const cite = (id: string, ...ids: string[]): Inline => ({ type: "citation", evidenceIds: [id, ...ids] });
const says = (...children: Inline[]): Block => ({ type: "paragraph", children });
const table: Block = {
  type: "table",
  id: "t1",
  caption: [text("Sales"), cite("ev-caption")],
  header: [{ children: [text("Year"), cite("ev-header")] }],
  rows: [[{ children: [text("5"), cite("ev-cell")] }]],
};

describe("walking a report", () => {
  test("gives blocks parents first, into lists, quotes and callouts at any depth", () => {
    const inner = says(text("inner"));
    const quote: Block = { type: "quote", children: [inner] };
    const list: Block = { type: "list", ordered: false, items: [[quote], [says(text("second"))]] };
    const found = [...walkBlocks([list, says(text("last"))])];
    expect(found.map(({ type }) => type)).toEqual(["list", "quote", "paragraph", "paragraph", "paragraph"]);
    expect(found[2]).toBe(inner);
  });

  test("gives inlines parents first and the plain text that readers see", () => {
    const strong: Inline = {
      type: "strong",
      children: [text("bold "), { type: "emphasis", children: [text("both")] }],
    };
    expect([...walkInlines([strong])].map(({ type }) => type)).toEqual(["strong", "text", "emphasis", "text"]);
    expect(textOf([text("a "), strong, cite("ev-1"), { type: "reference", targetId: "t1" }])).toBe("a bold both");
  });

  test("finds the inlines of a table in reading order: caption, header, rows", () => {
    expect([...walkCitations([table])]).toEqual(["ev-caption", "ev-header", "ev-cell"]);
    expect(textOf(inlinesOf(table))).toBe("SalesYear5");
  });

  test("finds citations wherever they stand, as often as they are cited", () => {
    const nested = says({ type: "emphasis", children: [cite("ev-1", "ev-2")] });
    const list: Block = { type: "list", ordered: true, items: [[nested], [says(cite("ev-1"))]] };
    expect([...walkCitations([list, table])]).toEqual(["ev-1", "ev-2", "ev-1", "ev-caption", "ev-header", "ev-cell"]);
  });

  test("reads the summary first, then sections depth first", () => {
    const block = (value: string): Block => says(text(value));
    const leaf = (id: string): Section => ({ id, title: id, blocks: [block(id)], sections: [] });
    const report = {
      summary: [block("summary")],
      sections: [{ ...leaf("1"), sections: [leaf("1.1")] }, leaf("2")],
    };
    expect(reportBlocks(report).map((one) => textOf(inlinesOf(one)))).toEqual(["summary", "1", "1.1", "2"]);
  });
});
