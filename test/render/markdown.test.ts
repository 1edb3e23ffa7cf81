import fc from "fast-check";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import { markdownRenderer, toMarkdown } from "../../src/render/markdown.ts";
import { escapeLineStart, escapeText, fencedCode, inlineCode, linkTarget } from "../../src/render/markdown-escape.ts";
import { type Block, type Inline, type Report, resolve } from "../../src/report/index.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { sampleContext } from "../support/render-context.ts";
import { sampleReport } from "../support/sample-report.ts";

// Without the pass that links bare addresses in finished text, whatever was escaped: only the syntax is judged here.
const mdastExtensions = gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension);

const parse = (markdown: string): Root => fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions });

function nodesOf(root: Nodes): readonly Nodes[] {
  return [root, ...("children" in root ? root.children.flatMap((child) => nodesOf(child)) : [])];
}

const textOf = (root: Nodes): string =>
  nodesOf(root)
    .map((node) => (node.type === "text" || node.type === "inlineCode" || node.type === "code" ? node.value : ""))
    .join("");

const text = (value: string): Inline => ({ type: "text", value });
const reportOf = (...summary: readonly Block[]): Report => ({
  ...sampleReport,
  summary,
  sections: [],
  conflicts: [],
  limitations: [],
});
const rendered = (...blocks: readonly Block[]): string => {
  const markdown = toMarkdown(resolve(reportOf(...blocks)));
  return /## Summary\n\n([\s\S]*?)\n\n## Verification/.exec(markdown)?.[1] ?? "";
};
const paragraphOf = (value: string): string => rendered({ type: "paragraph", children: [text(value)] });

describe("the report in Markdown", () => {
  const resolved = resolve(sampleReport);
  const markdown = toMarkdown(resolved);
  const nodes = nodesOf(parse(markdown));

  test("has headings in order, numbered as resolved", () => {
    const headings = nodes.filter((node) => node.type === "heading").map((node) => `${node.depth} ${textOf(node)}`);
    expect(headings.slice(0, 5)).toEqual([
      "1 Halden and Orrin: sales, income and cash, 2022 Q3 to 2023 Q3",
      "2 Summary",
      "2 1 How sales developed",
      "3 1.1 How the change is computed",
      "2 2 Income & margins",
    ]);
    expect(headings).toEqual(
      expect.arrayContaining(["2 Where sources disagree", "2 Verification", "2 Sources", "3 Source 5"]),
    );
  });

  test("links every citation to the heading of its source", () => {
    const links = nodes.filter((node) => node.type === "link" && node.url.startsWith("#"));
    expect(links.length).toBeGreaterThan(30);
    for (const link of links) {
      const number = /^\[(\d+)\]$/.exec(textOf(link))?.[1];
      expect(link).toMatchObject({ url: `#source-${number}` });
      expect(markdown).toContain(`\n### Source ${number}\n`);
    }
  });

  test("prints every cited piece of evidence literally, with its page", () => {
    const printed = textOf(parse(markdown));
    for (const item of resolved.bibliography.flatMap((entry) => entry.evidence)) {
      const { content, locator } = item;
      const words =
        content.type === "quote" ? content.exact : content.type === "cell" ? content.value : content.reading;
      expect(printed).toContain(words);
      if (locator.page !== undefined) expect(printed).toContain(`page ${locator.page}`);
    }
  });

  test("has tables whose rows are as wide as their headers", () => {
    const tables = nodes.filter((node) => node.type === "table");
    expect(tables).toHaveLength(5);
    for (const table of tables) {
      const widths = table.children.map((row) => row.children.length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test("prints the numbers of a chart without rounding, a gap as a dash", () => {
    expect(markdown).toContain("| 2023 Q3 | 89.498 [[1]](#source-1) | 143.083 [[2]](#source-2) |");
    expect(markdown).toContain("| 2023 Q2 | 81.797 [[1]](#source-1) | – |");
  });

  test("warns of a retracted source and says how it was made", () => {
    expect(markdown).toContain("**Retracted by its publisher.**");
    expect(markdown).toContain("Exhibit 0.1.0, embedded analyst");
  });

  test("has no raw HTML and no picture from elsewhere", () => {
    expect(nodes.filter((node) => node.type === "html")).toEqual([]);
    const images = nodes.filter((node) => node.type === "image").map((node) => node.url);
    expect(images).toEqual(["assets/ch-sales.svg", "assets/ch-income.svg", "assets/as-photo.png"]);
  });

  test("brings the files that it shows, each once", async () => {
    const files = await markdownRenderer.render(resolved, sampleContext());
    expect(files.map(({ name }) => name)).toEqual([
      "report.md",
      "assets/ch-sales.svg",
      "assets/ch-income.svg",
      "assets/as-photo.png",
    ]);
    expect(new TextDecoder().decode(files[1]?.bytes)).toContain('href="../report.md#source-1"');
  });

  test("uses the labels of the report's language in text and anchors", () => {
    const german = toMarkdown(resolve({ ...sampleReport, language: "de" }));
    expect(german).toContain("## Zusammenfassung");
    expect(german).toContain("[[1]](#quelle-1)");
    expect(german).toContain("### Quelle 1");
    expect(german).toContain("90,146");
  });
});

describe("blocks", () => {
  test("nest lists by indentation", () => {
    const inner: Block = { type: "list", ordered: true, items: [[{ type: "paragraph", children: [text("b")] }]] };
    const list = rendered({
      type: "list",
      ordered: false,
      items: [[{ type: "paragraph", children: [text("a")] }, inner]],
    });
    const lists = nodesOf(parse(list)).filter((node) => node.type === "list");
    expect(lists.map((node) => node.ordered)).toEqual([false, true]);
  });

  test("keep code with backticks and blank lines inside its fence", () => {
    const value = "a\n```\n\nb";
    const item: readonly Block[] = [{ type: "code", language: "js<x>", value }];
    const [code] = nodesOf(parse(rendered({ type: "list", ordered: false, items: [item] }))).filter(
      (node) => node.type === "code",
    );
    expect(code).toMatchObject({ value, lang: "jsx" });
  });

  test("put blocks of a quote and a callout behind its mark", () => {
    const children: readonly Block[] = [
      { type: "paragraph", children: [text("a")] },
      { type: "code", language: "", value: "x\n\ny" },
    ];
    for (const block of [{ type: "quote", children } as const, { type: "callout", tone: "note", children } as const]) {
      const [only, ...rest] = parse(rendered(block)).children;
      expect(only?.type).toBe("blockquote");
      expect(rest).toEqual([]);
    }
  });

  test("move spaces out of emphasis, and empty emphasis away", () => {
    const strong = (value: string): Inline => ({ type: "strong", children: [text(value)] });
    expect(rendered({ type: "paragraph", children: [text("a"), strong(" b "), text("c"), strong("")] })).toBe(
      "a **b** c",
    );
  });

  test("show words without a link where the address is dangerous", () => {
    const link: Inline = { type: "link", url: "javascript:alert(1)", children: [text("words")] };
    expect(rendered({ type: "paragraph", children: [link] })).toBe("words");
  });

  test("print a citation of unknown evidence as such", () => {
    expect(rendered({ type: "paragraph", children: [{ type: "citation", evidenceIds: ["ev-nowhere"] }] })).toBe(
      "\\[?\\]",
    );
  });

  test("keep pipes, line breaks and code from breaking a table", () => {
    const cell = (...children: readonly Inline[]) => ({ children });
    const table = rendered({
      type: "table",
      id: "t",
      caption: [],
      header: [cell(text("a|b")), cell(text("c"))],
      rows: [[cell(text("x\ny")), cell({ type: "inlineCode", value: "p|q" })]],
    });
    const cells = nodesOf(parse(table)).filter((node) => node.type === "tableCell");
    expect(cells.map((node) => textOf(node))).toEqual(["a|b", "c", "x y", "p|q"]);
  });
});

describe("escaping", () => {
  test.each([
    "# no heading",
    "1. no list",
    "1) no list",
    "- no list",
    "+ no",
    "* no",
    "> no quote",
    "---",
    "===",
    "    no code",
    "\tno code",
    "| no | table |",
    "![no](image)",
    "[no]: http://definition",
    "**no**",
    "_no_",
    "__no__",
    "~~no~~",
    "`no`",
    "```",
    "~~~",
    "<b>no</b>",
    "<!-- no -->",
    "&lt;no entity&gt; &#60; &amp;",
    "a\\*b",
    "\\",
    "https://no.example/link",
    "www.no.example",
    "no@mail.example",
    "$no$ math $x$",
    "[^1] [ ] [x]",
    "#",
    "+",
    "-",
    ":--|",
    "snake_case_name and _edge_",
    "ends with !",
  ])("shows %j as it is", (value) => {
    const root = parse(paragraphOf(value));
    expect(root.children.map((node) => node.type)).toEqual(["paragraph"]);
    const types = new Set(nodesOf(root).map((node) => node.type));
    expect([...types].filter((type) => type !== "root" && type !== "paragraph" && type !== "text")).toEqual([]);
    expect(textOf(root)).toBe(value.trim());
  });

  test("leaves prose with amounts readable in the raw file", () => {
    const prose = "Sales rose from $90,146 million (2022) to $89,498 million - 45.2% - in snake_case terms.";
    expect(escapeText(prose)).toBe(prose);
  });

  test("keeps an exclamation mark from turning a citation into an image", () => {
    const citation: Inline = { type: "citation", evidenceIds: ["ev-halden-decrease"] };
    const markdown = rendered({ type: "paragraph", children: [text("Wow!"), citation] });
    expect(nodesOf(parse(markdown)).map((node) => node.type)).not.toContain("image");
  });

  test("shows any text as a paragraph of exactly that text", () => {
    const pieces = fc.constantFrom(
      "a",
      "1",
      " ",
      "*",
      "_",
      "`",
      "[",
      "]",
      "(",
      ")",
      "<",
      ">",
      "&",
      "#",
      "-",
      "+",
      ".",
      "!",
      "|",
      "\\",
      "~",
      "$",
      "=",
      ":",
      "é",
      "漢",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
        const value = `x${parts.join("")}`.replace(/\s+/g, " ").trim();
        expect(textOf(parse(paragraphOf(value)))).toBe(value);
        expect(textOf(parse(paragraphOf(value.slice(1))))).toBe(value.slice(1).trim());
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test("shows any code as exactly that code", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("`", "``", " ", "a", "\\", "<"), { minLength: 1, maxLength: 10 }),
        (parts) => {
          const value = parts.join("");
          if (value.trim() === "") return;
          const [code] = nodesOf(parse(`x ${inlineCode(value)} y`)).filter((node) => node.type === "inlineCode");
          expect(code).toMatchObject({ value });
          const [block] = nodesOf(parse(fencedCode(value, "txt"))).filter((node) => node.type === "code");
          expect(block).toMatchObject({ value });
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  test("keeps an address whole inside its parentheses", () => {
    const url = "https://example.org/a_(b)_*c*?q=[1]|2&x=`y`";
    const [link] = nodesOf(parse(`[x](${linkTarget(url)})`)).filter((node) => node.type === "link");
    expect(link).toBeDefined();
    expect(decodeURIComponent((link as { url: string }).url)).toBe(url);
  });

  test("begins no line with markup", () => expect(escapeLineStart("   - a")).toBe("\\- a"));
});

test("a report full of attacks stays text", () => {
  const nodes = nodesOf(parse(toMarkdown(resolve(hostileReport()))));
  expect(nodes.filter((node) => node.type === "html")).toEqual([]);
  for (const node of nodes) {
    if (node.type === "link") expect(node.url).toMatch(/^(#source-\d+|mailto:.*|https?:.*)$/);
    if (node.type === "image") expect(node.url).toMatch(/^assets\/[\w-]+\.(svg|png|bin)$/);
  }
  const headings = nodes.filter((node) => node.type === "heading");
  expect(headings).toHaveLength(1 + 1 + 4 + 3 + 1 + 5);
});
