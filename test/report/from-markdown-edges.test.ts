import { describe, expect, test } from "vitest";
import { blocksFromMarkdown } from "../../src/report/from-markdown.ts";
import { type Block, inlinesOf, textOf, walkBlocks, walkCitations } from "../../src/report/index.ts";

const figure = (id: string): Block => ({ type: "figure", id, assetId: "as-1", alt: "", caption: [] });
const handles = {
  evidence: new Map([1, 2, 3, 100].map((number) => [`e${number}`, `ev-${number}`])),
  visuals: new Map([1, 2].map((number) => [`v${number}`, figure(`f${number}`)])),
};
const read = (markdown: string) => blocksFromMarkdown(markdown, handles, "s1");
const cited = (markdown: string) => [...walkCitations(read(markdown).blocks)];
const wordsOf = (markdown: string) =>
  [...walkBlocks(read(markdown).blocks)].map((block) => textOf(inlinesOf(block)).trim()).filter((text) => text !== "");

describe("a visual on a line of a paragraph", () => {
  test.each([
    ["after emphasis", "Sales **rose** [@e1].\n::visual{#v1}"],
    ["before emphasis", "::visual{#v1}\n*Sales* rose [@e1]."],
    ["between them", "Sales `rose` [@e1].\n::visual{#v1}\nCosts **fell** [@e2]."],
    ["after a hard break", "Sales rose [@e1].  \n::visual{#v1}"],
    ["in a list", "- Sales **rose** [@e1].\n  ::visual{#v1}"],
  ])("is placed %s, and leaves no mark in the words", (_, markdown) => {
    const blocks = [...walkBlocks(read(markdown).blocks)];
    expect(blocks.filter(({ type }) => type === "figure")).toEqual([figure("f1")]);
    expect(JSON.stringify(blocks)).not.toContain("::");
    expect(cited(markdown)[0]).toBe("ev-1");
  });

  test("parts the words around it, which keep their lines together", () => {
    const { blocks } = read("One\ntwo **three** [@e1].\n::visual{#v2}\nFour\nfive [@e2].");
    expect(blocks.map((block) => (block.type === "paragraph" ? textOf(block.children).trim() : block.type))).toEqual([
      "One two three .",
      "figure",
      "Four five .",
    ]);
  });

  test("that stands within a sentence is no mark of one", () => {
    expect(wordsOf("Write ::visual{#v1} to place it [@e1].")).toEqual(["Write ::visual{#v1} to place it ."]);
  });

  test("one after the other are placed in their order", () => {
    expect(read("::visual{#v2}\n::visual{#v1}").blocks).toEqual([figure("f2"), figure("f1")]);
  });
});

describe("citations as writers of other scripts set them", () => {
  test.each([
    ["收入增长【@e1】。", ["ev-1"], "收入增长。"],
    ["收入增长［e1、e2］。", ["ev-1", "ev-2"], "收入增长。"],
    ["売上が増えた【e1，@e2；e3】。", ["ev-1", "ev-2", "ev-3"], "売上が増えた。"],
    ["ارتفعت الإيرادات [@e1].", ["ev-1"], "ارتفعت الإيرادات ."],
  ])("“%s”", (markdown, ids, words) => {
    expect(cited(markdown)).toEqual(ids);
    expect(wordsOf(markdown)).toEqual([words]);
  });

  test("brackets of Chinese titles stay", () => {
    expect(wordsOf("据【新华社】报道［3］，收入增长【@e1】。")).toEqual(["据【新华社】报道［3］，收入增长。"]);
  });
});

describe("words beside emphasis", () => {
  test.each([
    ["**Sales** *rose* [@e1].", "Sales rose ."],
    ["**Sales** `rose` **fast** [@e1].", "Sales rose fast ."],
    ["Sales **rose** [@e1] *fast*.", "Sales rose  fast."],
    ["| a |\n|---|\n| **Sales** *rose* [@e1] |", "aSales rose"],
    ["## **Sales** *rose* [@e1]", "Sales rose"],
  ])("stay apart in “%s”", (markdown, words) => {
    expect(wordsOf(markdown)).toEqual([words]);
    expect(cited(markdown)).toEqual(["ev-1"]);
  });

  test.each(["[@e1] [@e2]", "**[@e1]**", "## [@e1]", "- [@e1] [@e2]", "> [@e1]"])("“%s” says nothing", (markdown) => {
    expect(read(markdown).blocks).toEqual([]);
  });
});

describe("marks at the edge of what can be meant", () => {
  test.each([
    ["a range that runs backwards", "Sales rose [@e3-e1].", ["ev-3"]],
    ["a range of one", "Sales rose [@e2-e2].", ["ev-2"]],
    ["a range over ids that are not there", "Sales rose [@e2-e5].", ["ev-2", "ev-3"]],
    ["an endless range", "Sales rose [@e1-e999999999].", ["ev-1", "ev-2", "ev-3"]],
    ["leading zeros", "Sales rose [@e01].", ["ev-1"]],
    ["a list over two lines", "Sales rose [@e1;\n@e2].", ["ev-1", "ev-2"]],
    ["a number too large for any evidence", `Sales rose [@e${"9".repeat(40)}].`, []],
  ])("%s", (_, markdown, ids) => expect(cited(markdown)).toEqual(ids));

  test("an endless range tells a bounded number of problems", () => {
    expect(read("Sales rose [@e1-e999999999].").problems.length).toBeLessThan(100);
  });

  test("code keeps what looks like a mark", () => {
    const { blocks } = read("Use `[@e1]` so [@e2].\n\n```\n[@e1] ::visual{#v1}\n```");
    expect([...walkCitations(blocks)]).toEqual(["ev-2"]);
    expect(blocks[1]).toEqual({ type: "code", language: "", value: "[@e1] ::visual{#v1}" });
  });
});

describe("broken and hostile Markdown", () => {
  test.each([
    ["an unclosed emphasis", "Sales **rose [@e1].", "Sales **rose ."],
    ["an unclosed link", "See [the page](https://evil.example [@e1].", undefined],
    ["a footnote", "Sales rose[^1] [@e1].\n\n[^1]: https://evil.example", "Sales rose ."],
    ["a reference link", "See [here][1] [@e1].\n\n[1]: https://evil.example", "See here ."],
    ["a picture by reference", "![chart][1] Sales rose [@e1].\n\n[1]: https://evil.example", "Sales rose ."],
    ["deleted words", "Sales ~~fell~~ rose [@e1].", "Sales fell rose ."],
    ["an entity", "Sales &amp; costs &lt;rose&gt; [@e1].", "Sales & costs <rose> ."],
  ])("of %s gives words and no address that could be followed", (_, markdown, words) => {
    const { blocks } = read(markdown);
    expect(JSON.stringify(blocks)).not.toContain('"link"');
    expect([...walkCitations(blocks)]).toEqual(["ev-1"]);
    if (words !== undefined) expect(wordsOf(markdown)).toEqual([words]);
  });

  test("nested very deeply does not break", () => {
    const markdown = `${"> ".repeat(200)}Sales rose [@e1].`;
    expect(cited(markdown)).toEqual(["ev-1"]);
  });

  test("a table in a quote in a list keeps its citations", () => {
    const markdown = "- > | a | b |\n  > |---|---|\n  > | x | 1 [@e1] |";
    expect(cited(markdown)).toEqual(["ev-1"]);
    expect([...walkBlocks(read(markdown).blocks)].map(({ type }) => type)).toEqual(["list", "quote", "table"]);
  });

  test("a table with longer rows than its header keeps to the header", () => {
    const [table] = read("| a | b |\n|---|---|\n| 1 | 2 | 3 |").blocks;
    expect(table?.type === "table" && table.rows.map((row) => row.length)).toEqual([2]);
  });

  test("emphasis from right to left and of other planes survives", () => {
    expect(wordsOf("**ارتفعت** 𝒳 👍🏽 [@e1].")).toEqual(["ارتفعت 𝒳 👍🏽 ."]);
  });
});
