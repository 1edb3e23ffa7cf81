import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { PageWriter, prose, readPages, textsOf } from "./pdf-fixture.ts";

afterAll(closeParsers);

function page(): PageWriter {
  return new PageWriter();
}

describe("paragraphs", () => {
  test("join their lines with spaces", async () => {
    const source = await readPages([page().lines(72, 100, prose)]);
    expect(textsOf(source, "paragraph")).toEqual([prose.join(" ")]);
  });

  test("make a word whole that was broken at the line end", async () => {
    const source = await readPages([
      page().lines(72, 100, ["The analyst reads the infor-", "mation and writes it down."]),
    ]);
    expect(textsOf(source, "paragraph")).toEqual(["The analyst reads the information and writes it down."]);
  });

  test("keep the hyphen of a word that the document writes with one", async () => {
    const lines = [
      "A long-term plan needs care. Those who have a long-",
      "term plan know that it is never finished at all.",
    ];
    const source = await readPages([page().lines(72, 100, lines)]);
    expect(textsOf(source, "paragraph")[0]).toContain("have a long-term plan");
  });

  test("end at a wider gap", async () => {
    const source = await readPages([page().lines(72, 100, prose).lines(72, 170, prose)]);
    expect(textsOf(source, "paragraph")).toHaveLength(2);
  });

  test("begin at an indented line after a full stop", async () => {
    const lines = ["The first paragraph ends with this line, and it is as long as any of them.", ...prose.slice(1)];
    const writer = page()
      .text(72, 100, lines[0] ?? "")
      .text(96, 112, "A second paragraph begins here, with an indent, and goes on and on and on");
    const source = await readPages([writer.lines(72, 124, prose.slice(1))]);
    expect(textsOf(source, "paragraph")).toHaveLength(2);
  });

  test("carry page and box", async () => {
    const source = await readPages([page().text(72, 100, "Only one line stands on this page.")]);
    const [block] = source.blocks;
    expect(block?.locator.page).toBe(1);
    const [left = 0, top = 0, right = 0, bottom = 0] = block?.locator.box ?? [];
    expect(left).toBeCloseTo(72 / 612, 2);
    expect(top).toBeGreaterThan(85 / 792);
    expect(bottom).toBeLessThan(106 / 792);
    expect(right).toBeLessThan(0.5);
  });
});

describe("lists", () => {
  test("give one item a marker, wrapped lines included", async () => {
    const writer = page()
      .text(72, 100, "• The first item is long and goes on")
      .text(80, 112, "over a second line.")
      .text(72, 124, "• The second item is short.");
    const source = await readPages([writer]);
    expect(textsOf(source, "list-item").map((text) => text.replace(/^\S+\s/, ""))).toEqual([
      "The first item is long and goes on over a second line.",
      "The second item is short.",
    ]);
  });

  test("know numbers and letters as markers", async () => {
    const source = await readPages([
      page().lines(72, 100, ["1. The first point.", "2. The second point.", "(a) A part of it."]),
    ]);
    expect(textsOf(source, "list-item")).toEqual(["1. The first point.", "2. The second point.", "(a) A part of it."]);
  });
});

describe("columns", () => {
  const left = [
    "Column one begins here and",
    "goes on for several lines,",
    "none of which belongs to",
    "the other column here at",
    "all. It ends on this line.",
  ];
  const right = [
    "Column two begins here and",
    "is read after the first one",
    "has come to its own end, as",
    "any reader would expect it.",
    "This is its last line.",
  ];

  test("are read one after the other", async () => {
    const source = await readPages([page().lines(72, 200, left).lines(330, 200, right)]);
    expect(textsOf(source, "paragraph")).toEqual([left.join(" "), right.join(" ")]);
  });

  test("are read between the full-width lines above and below", async () => {
    const wide = "A line as wide as the page stands above both columns and is read before either of them.";
    const last = "Another line as wide as the page stands below both columns and is read after them both.";
    const source = await readPages([
      page().text(72, 150, wide).lines(72, 200, left).lines(330, 200, right).text(72, 300, last),
    ]);
    expect(textsOf(source, "paragraph")).toEqual([wide, left.join(" "), right.join(" "), last]);
  });

  test("of three are read from left to right", async () => {
    const narrow = (word: string) => [
      `${word} words fill this`,
      "narrow column with",
      "lines of its own,",
      "one by one, and so",
      "it comes to an end.",
    ];
    const writer = page()
      .lines(60, 200, narrow("First"))
      .lines(240, 200, narrow("Second"))
      .lines(420, 200, narrow("Third"));
    const texts = textsOf(await readPages([writer]), "paragraph");
    expect(texts.map((text) => text.split(" ")[0])).toEqual(["First", "Second", "Third"]);
  });
});

describe("headings", () => {
  test("are found by size, with their level", async () => {
    const writer = page()
      .text(72, 80, "The report", { size: 22 })
      .text(72, 120, "A chapter", { size: 15 })
      .lines(72, 150, prose);
    const source = await readPages([writer]);
    expect(
      source.blocks.map((block) => (block.type === "heading" ? `${block.level} ${block.text}` : block.type)),
    ).toEqual(["1 The report", "2 A chapter", "paragraph"]);
  });

  test("are found by weight and give the section of what follows", async () => {
    const writer = page()
      .text(72, 90, "Results", { font: "bold" })
      .lines(72, 110, prose)
      .text(72, 180, "Method", { font: "bold" })
      .lines(72, 200, prose);
    const source = await readPages([writer]);
    const sections = source.blocks.map((block) => block.locator.section);
    expect(sections).toEqual(["Results", "Results", "Method", "Method"]);
  });

  test("nest parts, items and notes by their words", async () => {
    const bold = { font: "bold" } as const;
    const writer = page()
      .text(72, 60, "Example Inc.", { size: 20 })
      .text(72, 90, "PART I - FINANCIAL INFORMATION", bold)
      .text(72, 120, "Item 1. Financial Statements", bold)
      .text(72, 150, "Note 2 - Revenue", bold)
      .text(72, 180, "Deferred amounts", bold)
      .lines(72, 200, prose)
      .text(72, 250, "Item 2. Discussion", bold)
      .lines(72, 270, prose);
    const source = await readPages([writer]);
    const paragraphs = source.blocks.filter((block) => block.type === "paragraph");
    expect(paragraphs.map((block) => block.locator.section)).toEqual([
      "Example Inc. › PART I - FINANCIAL INFORMATION › Item 1. Financial Statements › Note 2 - Revenue › Deferred amounts",
      "Example Inc. › PART I - FINANCIAL INFORMATION › Item 2. Discussion",
    ]);
  });

  test("are not made of bold words inside a paragraph", async () => {
    const writer = page()
      .text(72, 100, "Important:", { font: "bold" })
      .text(130, 100, "the rest of the line is plain text.");
    expect(textsOf(await readPages([writer]), "heading")).toEqual([]);
  });

  test("take the word of the document's outline", async () => {
    const writer = page().text(72, 90, "Scope of this note").lines(72, 120, prose);
    const source = await readPages([writer], { outline: [{ title: "Scope of this note", page: 1 }] });
    expect(textsOf(source, "heading")).toEqual(["Scope of this note"]);
  });

  test("of two fonts stay two headings", async () => {
    const writer = page()
      .text(72, 90, "Equity", { font: "bold" })
      .text(72, 104, "Repurchases", { font: "italic" })
      .lines(72, 130, prose);
    expect(textsOf(await readPages([writer]), "heading")).toEqual(["Equity", "Repurchases"]);
  });
});

describe("running heads and feet", () => {
  const withFoot = (number: number) =>
    page().text(72, 30, "Example Inc. | Quarterly report").lines(72, 100, prose).text(300, 770, `Page ${number}`);

  test("are left out when they repeat but for their digits, and listed", async () => {
    const source = await readPages([withFoot(1), withFoot(2), withFoot(3)]);
    expect(source.blocks.map((block) => block.type)).toEqual(["paragraph", "paragraph", "paragraph"]);
    expect(source.dropped.map(({ what }) => what)).toContain("Example Inc. | Quarterly report");
  });

  test("stay when they stand on fewer pages and belong to the text", async () => {
    const first = page().text(72, 64, "A title at the top of the page", { size: 18 }).lines(72, 100, prose);
    const source = await readPages([first, page().lines(72, 100, prose), page().lines(72, 100, prose)]);
    expect(textsOf(source, "heading")).toEqual(["A title at the top of the page"]);
  });

  test("lose a bare page number on any page", async () => {
    const source = await readPages([page().lines(72, 100, prose).text(300, 770, "17")]);
    expect(textsOf(source, "paragraph").join(" ")).not.toContain("17");
  });
});

describe("sentences", () => {
  test("that a page break cuts in two are one paragraph on the first page", async () => {
    const first = ["The outcome of these proceedings cannot be told in advance, and any losses may exceed the"];
    const source = await readPages([
      page().lines(72, 60, prose).lines(72, 700, first),
      page().lines(72, 60, ["amounts that were recorded for them."]).lines(72, 100, prose),
    ]);
    expect(textsOf(source, "paragraph")[1]).toBe(`${first[0]} amounts that were recorded for them.`);
    expect(source.blocks[1]?.locator.page).toBe(1);
  });

  test("that a column break cuts in two are one paragraph", async () => {
    const left = [
      "Column one begins here and",
      "goes on for several lines,",
      "and what it has to say is",
      "finished only at the top of",
    ];
    const right = [
      "the column beside it, where",
      "the sentence ends at last.",
      "Another one follows there",
      "and is not of interest.",
    ];
    const source = await readPages([page().lines(72, 200, left).lines(330, 200, right)]);
    expect(textsOf(source, "paragraph")[0]).toContain(
      "at the top of the column beside it, where the sentence ends at last.",
    );
  });
});

describe("captions", () => {
  test("set in bold open no section", async () => {
    const writer = page()
      .text(72, 60, "A chapter", { size: 15 })
      .text(72, 90, "Table 1: Net generation", { font: "bold" })
      .lines(72, 120, prose);
    const source = await readPages([writer]);
    expect(source.blocks.at(-1)?.locator.section).toBe("A chapter");
  });
});

describe("pages", () => {
  test("are listed with size and kind of text", async () => {
    const source = await readPages([page().lines(72, 100, prose), page()]);
    expect(source.pages).toEqual([
      { number: 1, width: 612, height: 792, text: "native" },
      { number: 2, width: 612, height: 792, text: "none" },
    ]);
    expect(source.warnings.join(" ")).toContain("1 of 2 pages have no text");
  });

  test("give blocks ids in reading order", async () => {
    const source = await readPages([page().lines(72, 100, prose), page().lines(72, 100, prose)]);
    expect(source.blocks.map(({ id }) => id)).toEqual(["b1", "b2"]);
  });

  test("read the same a second time", async () => {
    const pages = [page().text(72, 80, "Title", { size: 20 }).lines(72, 120, prose)];
    expect(await readPages(pages)).toEqual(await readPages(pages));
  });
});
