import { describe, expect, test } from "vitest";
import type { ParsedSource } from "../../src/evidence/index.ts";
import { surroundingsOf } from "../../src/evidence/index.ts";
import type { Evidence } from "../../src/report/index.ts";

const paragraph = (id: string, text: string) => ({ type: "paragraph", id, text, locator: {} }) as const;
const parsed: ParsedSource = {
  metadata: { title: "Heat", authors: [] },
  blocks: [
    paragraph("b1", "The town is old."),
    paragraph("b2", "The plant opened in 2019. It heats the town. It is loud."),
    {
      type: "table",
      id: "b3",
      caption: "Heat",
      header: [["Year", "GWh"]],
      rows: Array.from({ length: 20 }, (_, row) => [{ text: String(2000 + row) }, { text: String(row * 10) }]),
      locator: {},
    },
    paragraph("b4", "word ".repeat(400).trim()),
  ],
  pages: [],
  links: [],
  assets: [],
  dropped: [],
  warnings: [],
};
const evidence = (content: Evidence["content"]): Evidence => ({
  id: "ev-1",
  sourceId: "src-1",
  subQuestionIds: [],
  locator: {},
  content,
});

describe("the surroundings of evidence", () => {
  test("are the text before and after a quote, across paragraphs, cut at a word", () => {
    const found = surroundingsOf(
      parsed,
      evidence({ type: "quote", exact: "It heats the town.", prefix: "", suffix: "" }),
    );
    if (found?.type !== "text") throw new Error("a quote stands in text");
    expect(found.before).toBe("The town is old.\n\nThe plant opened in 2019. ");
    expect(found.after).toMatch(/^ It is loud\.\n\nword.* word …$/s);
  });

  test("of a whole paragraph stay paragraphs of their own", () => {
    const whole: Evidence["content"] = {
      type: "quote",
      exact: "The plant opened in 2019. It heats the town. It is loud.",
      prefix: "",
      suffix: "",
    };
    const found = surroundingsOf(parsed, evidence(whole));
    if (found?.type !== "text") throw new Error("a quote stands in text");
    expect(found.before).toBe("The town is old.\n\n");
    expect(found.after).toMatch(/^\n\nword/);
  });

  test.each([
    ["Chinese", "核电站供热量持续增长".repeat(80)],
    ["characters beyond the first plane", `a${"𠮷".repeat(800)}`],
    ["no spaces for long", `${"x".repeat(650)} y`],
  ])("keep the context of a text in %s", (_, long) => {
    const source = { ...parsed, blocks: [paragraph("b1", long), paragraph("b2", "Quote."), paragraph("b3", long)] };
    const found = surroundingsOf(source, evidence({ type: "quote", exact: "Quote.", prefix: "", suffix: "" }));
    if (found?.type !== "text") throw new Error("a quote stands in text");
    expect(found.before.length).toBeGreaterThan(600);
    expect(found.after.length).toBeGreaterThan(600);
    expect(found.before + found.after).not.toMatch(/\p{Surrogate}/u);
  });

  test("are the rows around a cell, and where in them it stands", () => {
    const cell = { tableId: "b3", row: "2010", column: "GWh", rowIndex: 10, columnIndex: 1, value: "100" };
    const found = surroundingsOf(parsed, evidence({ type: "cell", ...cell }));
    if (found?.type !== "table") throw new Error("a cell stands in a table");
    expect(found.rows).toHaveLength(9);
    expect(found).toMatchObject({ rowIndex: 6, cell: [4, 1], caption: "Heat", header: [["Year", "GWh"]] });
    expect(found.rows[4]).toEqual(["2010", "100"]);
  });

  test("are nothing where the source no longer says it", () => {
    const gone = evidence({ type: "quote", exact: "It is silent.", prefix: "", suffix: "" });
    expect(surroundingsOf(parsed, gone)).toBeUndefined();
  });
});
