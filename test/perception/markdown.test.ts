import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { cellTexts, failureCode, figuresOf, parseBytes, parsed, sketch, tablesOf } from "../support/parse.ts";

const markdown = { mediaType: "text/markdown", name: "notes.md" };

afterAll(() => closeParsers());

describe("Markdown", () => {
  test("reads headings, paragraphs, nested lists, quotes and code in order", async () => {
    const text =
      "# Title\n\nFirst *line*\ngoes `on`.\n\n- One\n  - Inner\n- Two **bold**\n\n> Said so.\n\n```js\nlet a = 1;\n```\n";
    expect(sketch(await parsed(text, markdown))).toEqual([
      "h1 Title",
      "p First line goes on.",
      "- One",
      "- Inner",
      "- Two bold",
      "p Said so.",
      "code let a = 1;",
    ]);
  });

  test("reads tables as cells and fills short rows", async () => {
    const [table] = tablesOf(await parsed("| A | B |\n|---|--:|\n| 1 | **2** |\n| 3 |\n", markdown));
    expect(table?.header).toEqual([["A", "B"]]);
    expect(cellTexts(table)).toEqual([
      ["1", "2"],
      ["3", ""],
    ]);
  });

  test("takes title, authors, date and licence from front matter", async () => {
    const { metadata, blocks } = await parsed(
      '---\ntitle: "On things"\nauthor: [Ann, Bo Li]\ndate: 2024-02-03\nlang: de\nlicense: CC-BY-4.0\n---\n\nText.\n',
      markdown,
    );
    expect(metadata).toMatchObject({
      title: "On things",
      authors: ["Ann", "Bo Li"],
      published: "2024-02-03",
      language: "de",
      licence: "CC-BY-4.0",
    });
    expect(blocks).toHaveLength(1);
  });

  test("takes authors from a list, and does not take a rule for front matter", async () => {
    expect((await parsed("---\nauthors:\n  - name: Ann\n  - Bo\n---\nText.", markdown)).metadata.authors).toEqual([
      "Ann",
      "Bo",
    ]);
    expect(sketch(await parsed("---\n\nText.\n\n---\n", markdown))).toEqual(["p Text."]);
  });

  test("is named after its first heading, else after its file", async () => {
    expect((await parsed("Some text\n\n## Later\n", markdown)).metadata.title).toBe("Later");
    expect((await parsed("Some text", markdown)).metadata.title).toBe("notes");
  });

  test("resolves figures and links, by reference too, and drops badges", async () => {
    const text =
      "![Growth](img/g.png 'Fig. 1') ![x](https://shields.io/badge/x.svg)\n\nSee [the site][s] and <https://b.example/>.\n\n[s]: ../site";
    const source = await parsed(text, { ...markdown, url: "https://a.example/docs/" });
    expect(figuresOf(source)).toMatchObject([
      { url: "https://a.example/docs/img/g.png", alt: "Growth", caption: "Fig. 1" },
    ]);
    expect(source.links).toEqual([
      { url: "https://a.example/site", text: "the site" },
      { url: "https://b.example/", text: "https://b.example/" },
    ]);
  });

  test("leaves footnote marks out of sentences and keeps the notes", async () => {
    expect(sketch(await parsed("It rose.[^1]\n\n[^1]: In the north only.\n", markdown))).toEqual([
      "p It rose.",
      "p In the north only.",
    ]);
  });

  test("reads the text of raw HTML, never its comments or scripts", async () => {
    expect(sketch(await parsed("<div>Shown</div>\n\n<!-- SECRET -->\n\n<script>SECRET</script>\n", markdown))).toEqual([
      "p Shown",
    ]);
  });

  test("loads pictures beside the file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "markdown-"));
    try {
      await writeFile(
        join(folder, "a b.png"),
        await sharp({ create: { width: 90, height: 90, channels: 3, background: "red" } })
          .png()
          .toBuffer(),
      );
      const result = await parseBytes("![Red](a%20b.png) ![No](../x.png)", {
        ...markdown,
        path: join(folder, "notes.md"),
      });
      if (!result.ok) throw new Error(result.failure.message);
      expect(result.assets).toHaveLength(1);
      expect(result.parsed.dropped).toHaveLength(1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("fails when there is nothing", async () => {
    expect(await failureCode("", markdown)).toBe("empty");
    expect(await failureCode("<!-- only -->", markdown)).toBe("empty");
  });
});

describe("HTML in Markdown", () => {
  const lines = async (text: string) => sketch(await parsed(text, { name: "a.md", mediaType: "text/markdown" }));

  test("tables, lists and entities read as on a page", async () => {
    const source = await parsed(
      "Before.\n\n<table><tr><th>A &amp; B</th><th>C</th></tr><tr><td>1</td><td>2</td></tr></table>\n\n<ul><li>One</li></ul>\n",
      { name: "a.md", mediaType: "text/markdown" },
    );
    expect(sketch(source)).toEqual(["p Before.", "table 1x2", "- One"]);
    expect(tablesOf(source)[0]?.header).toEqual([["A & B", "C"]]);
  });

  test("comments, scripts and hidden parts are not text", async () => {
    expect(
      await lines("<!-- SECRET -->\n\n<script>SECRET</script>\n\n<p style='display:none'>SECRET</p>\n\nText.\n"),
    ).toEqual(["p Text."]);
  });

  test("exponents keep their meaning and line breaks their space", async () => {
    expect(await lines("About 10<sup>6</sup> m<sup>2</sup> on the 1<sup>st</sup>,<br>or so.")).toEqual([
      "p About 10⁶ m² on the 1st, or so.",
    ]);
  });

  test("pictures have the address of the document", async () => {
    const source = await parsed('<img src="img/sea.jpg" alt="The sea" width="600">\n\nText.\n', {
      name: "a.md",
      mediaType: "text/markdown",
      url: "https://example.org/docs/a.md",
    });
    expect(figuresOf(source)).toMatchObject([{ url: "https://example.org/docs/img/sea.jpg", alt: "The sea" }]);
  });
});
