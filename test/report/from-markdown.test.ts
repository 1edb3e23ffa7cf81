import { describe, expect, test } from "vitest";
import { blocksFromMarkdown } from "../../src/report/from-markdown.ts";
import { type Block, type Inline, textOf, walkCitations } from "../../src/report/index.ts";

const chart: Block = {
  type: "chart",
  id: "s1-chart-1",
  mark: "line",
  caption: [],
  alt: "",
  xTitle: "",
  yTitle: "",
  unit: "",
  categories: [],
  series: [],
};
const handles = {
  evidence: new Map([
    ["e1", "ev-one"],
    ["e2", "ev-two"],
    ["e12", "ev-twelve"],
  ]),
  visuals: new Map<string, Block>([["v1", chart]]),
};
const read = (markdown: string) => blocksFromMarkdown(markdown, handles, "s1");
const paragraph = (markdown: string): readonly Inline[] => {
  const [block] = read(markdown).blocks;
  return block?.type === "paragraph" ? block.children : [];
};

describe("citations", () => {
  test.each([
    ["with the sign", "Sales rose [@e1].", ["ev-one"]],
    ["without the sign", "Sales rose [e1].", ["ev-one"]],
    ["several with semicolons", "Sales rose [@e1; @e2].", ["ev-one", "ev-two"]],
    ["several with commas", "Sales rose [e1, e2].", ["ev-one", "ev-two"]],
    ["a range", "Sales rose [@e1-e2].", ["ev-one", "ev-two"]],
    ["a range with signs", "Sales rose [@e1–@e2].", ["ev-one", "ev-two"]],
    ["several with spaces", "Sales rose [@e1 @e2].", ["ev-one", "ev-two"]],
    ["one beside the other", "Sales rose [@e1][@e2].", ["ev-one", "ev-two"]],
    ["the same twice", "Sales rose [@e1; @e1].", ["ev-one"]],
    ["a number of two digits", "Sales rose [@e12].", ["ev-twelve"]],
    ["with inner spaces", "Sales rose [ @e1 ].", ["ev-one"]],
  ])("%s", (_, markdown, ids) => {
    expect([...walkCitations(read(markdown).blocks)]).toEqual(ids);
    expect(textOf(paragraph(markdown))).toMatch(/^Sales rose \.$/);
  });

  test("of evidence that was not given are left out, and told", () => {
    const { blocks, problems } = read("Sales rose [@e1; @e7]. Costs fell [@e9].");
    expect([...walkCitations(blocks)]).toEqual(["ev-one"]);
    expect(problems).toEqual(["There is no evidence e7.", "There is no evidence e9."]);
    expect(blocks.map((block) => (block.type === "paragraph" ? textOf(block.children) : ""))).toEqual([
      "Sales rose . Costs fell .",
    ]);
  });

  test("brackets that are none stay text", () => {
    expect(textOf(paragraph("The array [a1] and [see 3] stay."))).toBe("The array [a1] and [see 3] stay.");
  });

  test("stand inside emphasis, lists, quotes and cells", () => {
    const markdown = "- **Strong [@e1]**\n- plain\n\n> said [@e2]\n\n| a | b |\n|---|--:|\n| x | 1 [@e12] |";
    const { blocks } = read(markdown);
    expect(blocks.map(({ type }) => type)).toEqual(["list", "quote", "table"]);
    expect([...walkCitations(blocks)]).toEqual(["ev-one", "ev-two", "ev-twelve"]);
  });

  test("a paragraph of nothing but citations is left out", () => {
    expect(read("[@e1]\n\nText [@e2].").blocks).toHaveLength(1);
  });
});

describe("visuals", () => {
  test("stand where the writer put them", () => {
    const { blocks } = read("Before [@e1].\n\n::visual{#v1}\n\nAfter [@e2].");
    expect(blocks.map(({ type }) => type)).toEqual(["paragraph", "chart", "paragraph"]);
    expect(blocks[1]).toBe(chart);
  });

  test("without empty lines around them too", () => {
    const { blocks } = read("Before [@e1].\n::visual{#v1}\nAfter [@e2].");
    expect(blocks.map(({ type }) => type)).toEqual(["paragraph", "chart", "paragraph"]);
  });

  test.each(["::chart{#v1}", "::table{#v1}", "::figure{#v1}"])("%s means the same", (mark) => {
    expect(read(mark).blocks).toEqual([chart]);
  });

  test("are shown once, and unknown ones are told", () => {
    const { blocks, problems } = read("::visual{#v1}\n\n::visual{#v1}\n\n::visual{#v8}");
    expect(blocks).toEqual([chart]);
    expect(problems).toEqual(["There is no visual v8."]);
  });
});

describe("what a writer must not bring in", () => {
  test.each([
    ["a link", "See [the page](https://evil.example/x) now.", "See the page now."],
    ["a bare address", "See https://evil.example/x now.", "See  now."],
    ["an address in angle brackets", "See <https://evil.example/x> now.", "See  now."],
    ["a picture", "Look ![chart](https://evil.example/a.png) here.", "Look  here."],
    ["a script address", "Click [here](javascript:alert(1)).", "Click here."],
  ])("%s leaves no address", (_, markdown, text) => {
    const { blocks, problems } = read(markdown);
    expect(JSON.stringify(blocks)).not.toMatch(/evil|javascript:/);
    expect(textOf(paragraph(markdown)).replace(/\s+/g, " ")).toBe(text.replace(/\s+/g, " "));
    expect(problems).toHaveLength(1);
  });

  test("HTML is left out, in blocks and in lines", () => {
    const { blocks } = read("<script>alert(1)</script>\n\nText <b onclick='x'>bold</b> end [@e1].");
    expect(JSON.stringify(blocks)).not.toMatch(/script|onclick/);
    expect(textOf(paragraph("Text <b>bold</b> end [@e1]."))).toBe("Text bold end .");
  });

  test.each([
    ["Text <b>bold</b> end [@e1].", "Text bold end ."],
    ["One<br>two<br/>three<BR /> four [@e1].", "One two three four ."],
    ["A<!-- hidden --> note [@e1].", "A note ."],
  ])("HTML within “%s” leaves its words apart", (markdown, words) => {
    const { blocks, problems } = read(markdown);
    expect(textOf(blocks[0]?.type === "paragraph" ? blocks[0].children : []).replace(/ +/g, " ")).toBe(words);
    expect(problems).toEqual(markdown.includes("<br") ? [] : ["HTML was left out."]);
  });

  test("a line end in a cell keeps its words apart", () => {
    const [table] = read("| a | b |\n|---|---|\n| wind<br>and sun | 1 [@e1] |").blocks;
    expect(table?.type === "table" && textOf(table.rows[0]?.[0]?.children ?? [])).toBe("wind and sun");
  });

  test("headings become emphasised lines, because sections nest", () => {
    expect(read("## Findings\n\nText [@e1].").blocks[0]).toEqual({
      type: "paragraph",
      children: [{ type: "strong", children: [{ type: "text", value: "Findings" }] }],
    });
  });
});

describe("tables", () => {
  test("keep header, alignment and citations, and get ids in order", () => {
    const { blocks } = read("| Year | GWh |\n|---|---:|\n| 2001 | 5 [@e1] |\n\n| A |\n|---|\n| b |");
    expect(blocks).toMatchObject([
      { type: "table", id: "s1-table-1", header: [{}, { align: "right" }], rows: [[{}, { align: "right" }]] },
      { type: "table", id: "s1-table-2" },
    ]);
  });

  test("short rows are filled up, so that every row is as long as the header", () => {
    const [table] = read("| a | b | c |\n|---|---|---|\n| 1 |").blocks;
    expect(table?.type === "table" && table.rows.map((row) => row.length)).toEqual([3]);
  });

  test("a header without rows is no table", () => {
    expect(read("| a | b |\n|---|---|").blocks).toEqual([]);
  });
});

test("code, line ends and nested lists survive", () => {
  const { blocks } = read("```js\nx < 1\n```\n\nOne\ntwo [@e1].\n\n1. first\n   - inner [@e2]\n2. second");
  expect(blocks[0]).toEqual({ type: "code", language: "js", value: "x < 1" });
  expect(textOf(paragraph("One\ntwo [@e1]."))).toBe("One two .");
  expect(blocks[2]).toMatchObject({ type: "list", ordered: true, items: [[{}, { type: "list" }], [{}]] });
});

test("nothing gives nothing", () => {
  expect(read("")).toEqual({ blocks: [], problems: [] });
  expect(read("   \n\n---\n")).toEqual({ blocks: [], problems: [] });
});
