import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockText, type SourceBlock } from "../../src/evidence/parsed-source.ts";
import { type Passage, toPassages } from "../../src/library/index.ts";
import { entryOf, paragraphs, parsedOf } from "./entries.ts";

function passagesOf(blocks: readonly SourceBlock[]): readonly Passage[] {
  const { source, parsed } = entryOf("Test", parsedOf(blocks));
  return toPassages(source, parsed);
}

function paragraph(id: string, text: string): SourceBlock {
  return { type: "paragraph", id, text, locator: {} };
}

function heading(id: string, level: number, text: string): SourceBlock {
  return { type: "heading", id, level, text, locator: {} };
}

/** Sentences of some 60 characters. */
function sentences(count: number, name: string): string {
  return Array.from(
    { length: count },
    (_, index) => `This is the sentence number ${index} of ${name}, which says little.`,
  ).join(" ");
}

describe("text passages", () => {
  test("are 800 to 1,000 characters of whole sentences", () => {
    const passages = passagesOf([paragraph("b1", sentences(80, "one"))]);
    expect(passages.length).toBeGreaterThan(4);
    for (const { text } of passages.slice(0, -1)) {
      expect(text.length).toBeGreaterThanOrEqual(400);
      expect(text.length).toBeLessThanOrEqual(1_000);
      expect(text).toMatch(/^This is .*little\.$/su);
    }
  });

  test("hold every sentence once and verbatim", () => {
    const text = sentences(57, "all");
    const passages = passagesOf([paragraph("b1", text)]);
    expect(passages.map((passage) => passage.text).join(" ")).toBe(text);
  });

  test("join short blocks of a section by line ends and name them", () => {
    const [only, ...others] = passagesOf([
      paragraph("b1", "First."),
      paragraph("b2", "Second."),
      paragraph("b3", "Third."),
    ]);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ kind: "text", text: "First.\nSecond.\nThird.", blockIds: ["b1", "b2", "b3"] });
  });

  test("never cross a heading and carry the path of headings", () => {
    const passages = passagesOf([
      heading("b1", 1, "Report"),
      paragraph("b2", "Opening."),
      heading("b3", 2, "Sales"),
      paragraph("b4", "Sales rose."),
      heading("b5", 2, "Costs"),
      paragraph("b6", "Costs fell."),
      heading("b7", 1, "Notes"),
      paragraph("b8", "A note."),
    ]);
    expect(passages.map(({ text, locator }) => [locator.section, text])).toEqual([
      ["Report", "Opening."],
      ["Report › Sales", "Sales rose."],
      ["Report › Costs", "Costs fell."],
      ["Notes", "A note."],
    ]);
  });

  test("keep the parser's own section and page", () => {
    const [passage] = passagesOf([
      heading("b1", 1, "Other"),
      { type: "paragraph", id: "b2", text: "Body.", locator: { page: 7, section: "Item 2" } },
    ]);
    expect(passage?.locator).toEqual({ page: 7, section: "Item 2" });
  });

  test("a heading with nothing under it is kept as text, one above a deeper one only in the path", () => {
    const passages = passagesOf([
      heading("b1", 1, "Lonely"),
      heading("b2", 1, "Parent"),
      heading("b3", 2, "Child"),
      paragraph("b4", "Body."),
    ]);
    expect(passages.map(({ text, locator }) => [locator.section, text])).toEqual([
      ["Lonely", "Lonely"],
      ["Parent › Child", "Body."],
    ]);
  });

  test("a short rest shares evenly with the passage before", () => {
    const lengths = passagesOf([paragraph("b1", sentences(19, "rest"))]).map(({ text }) => text.length);
    expect(lengths).toHaveLength(2);
    expect(Math.min(...lengths)).toBeGreaterThan(400);
  });

  test("a sentence longer than a passage stays whole", () => {
    const long = `It ${"goes on and ".repeat(130)}ends.`;
    const passages = passagesOf([paragraph("b1", `Before. ${long} After.`)]);
    expect(passages.some(({ text }) => text.includes(long))).toBe(true);
  });

  test("text without any sentence end is cut at spaces, or between characters when there are none", () => {
    const spaced = passagesOf([paragraph("b1", "word ".repeat(2_000).trim())]);
    expect(spaced.every(({ text }) => /^word( word)*$/u.test(text) && text.length <= 2_000)).toBe(true);
    const solid = passagesOf([paragraph("b1", "😀".repeat(3_000))]);
    expect(solid.map(({ text }) => text).join("")).toBe("😀".repeat(3_000));
    expect(solid.every(({ text }) => !/\p{Cs}/u.test(text))).toBe(true);
  });

  test("have ids that depend on source and content only", () => {
    const blocks = [paragraph("b1", sentences(40, "ids"))];
    const ids = passagesOf(blocks).map(({ id }) => id);
    expect(passagesOf(blocks).map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    const other = entryOf("Other", parsedOf(blocks));
    expect(toPassages(other.source, other.parsed)[0]?.id).not.toBe(ids[0]);
  });

  test("an empty source has none", () => {
    expect(passagesOf([])).toEqual([]);
    expect(passagesOf([paragraph("b1", "  \n ")])).toEqual([]);
  });

  test("a language tag that no one knows does no harm", () => {
    const { source, parsed } = entryOf("Tag", paragraphs("One. Two."), "x-nonsense!");
    expect(toPassages(source, parsed)).toHaveLength(1);
  });

  test("lose no word of any paragraphs", () => {
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 40, mode: "sentences" }), { maxLength: 8 }), (texts) => {
        const words = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== "");
        const passages = passagesOf(texts.map((text, index) => paragraph(`b${index + 1}`, text)));
        expect(passages.flatMap(({ text }) => words(text))).toEqual(texts.flatMap(words));
        expect(passages.every(({ text }) => text.length <= 1_000)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

function tableOf(
  rows: number,
  options: { readonly caption?: string; readonly notes?: string } = {},
): Extract<SourceBlock, { type: "table" }> {
  return {
    type: "table",
    id: "t1",
    ...options,
    header: [["Item", "2023", "2022"]],
    rows: Array.from({ length: rows }, (_, row) =>
      [`Line item number ${row}`, `${row}01`, `${row}02`].map((text) => ({ text })),
    ),
    locator: { page: 3 },
  };
}

describe("table passages", () => {
  test("a small table is one passage with caption, notes and header, as blockText writes it", () => {
    const table = tableOf(3, { caption: "Table 1. Sales", notes: "in millions" });
    const [passage, ...others] = passagesOf([table]);
    expect(others).toEqual([]);
    expect(passage).toMatchObject({ kind: "table", text: blockText(table), blockIds: ["t1"], locator: { page: 3 } });
  });

  test("a large one is divided between rows, each part with caption and header", () => {
    const passages = passagesOf([tableOf(300, { caption: "Table 1. Sales" })]);
    expect(passages.length).toBeGreaterThan(3);
    const rows = passages.flatMap(({ text }) => {
      expect(text.length).toBeLessThan(2_000);
      expect(text.startsWith("Table 1. Sales\nItem\t2023\t2022\n")).toBe(true);
      return text.split("\n").slice(2);
    });
    expect(rows).toEqual(tableOf(300).rows.map((row) => row.map((cell) => cell.text).join("\t")));
  });

  test("neither an endless header nor an endless cell makes an endless passage", () => {
    const wide: SourceBlock = {
      ...tableOf(2),
      header: [Array.from({ length: 400 }, (_, index) => `Column ${index}`)],
      rows: [[{ text: "word ".repeat(3_000) }], [{ text: "x".repeat(9_000) }]],
    };
    const passages = passagesOf([wide]);
    expect(passages.every(({ text }) => text.length < 2_000)).toBe(true);
    expect(
      passages
        .map(({ text }) => text)
        .join("")
        .match(/word/gu),
    ).toHaveLength(3_000);
    expect(passages.map(({ text }) => text).join("")).toContain("Column 399");
  });

  test("a table without rows is its caption, an empty one nothing", () => {
    expect(passagesOf([{ ...tableOf(0), header: [], caption: "Lost table" }]).map(({ text }) => text)).toEqual([
      "Lost table",
    ]);
    expect(passagesOf([{ ...tableOf(0), header: [] }])).toEqual([]);
  });

  test("tables do not tear the text around them", () => {
    const passages = passagesOf([paragraph("b1", "Before."), tableOf(2), paragraph("b2", "After.")]);
    expect(passages.map(({ kind, text }) => [kind, text.split("\n")])).toEqual([
      ["text", ["Before.", "After."]],
      ["table", expect.arrayContaining(["Item\t2023\t2022"])],
    ]);
  });
});

describe("figure passages", () => {
  const figure: SourceBlock = {
    type: "figure",
    id: "f1",
    assetId: "as-1",
    caption: "Figure 2. Exports",
    alt: "A bar chart",
    kind: "chart",
    locator: { page: 2, box: [0, 0, 1, 1] },
  };

  test("hold caption, alternative text and what was read in the picture, each once", () => {
    const parsed = {
      ...parsedOf([figure]),
      assets: [
        {
          id: "as-1",
          mediaType: "image/png",
          width: 9,
          height: 9,
          sha256: "a",
          caption: "Figure 2. Exports",
          ocrText: "1990 12 1991 15",
        },
      ],
    };
    const { source } = entryOf("Figures", parsed);
    const [passage] = toPassages(source, parsed);
    expect(passage).toMatchObject({
      kind: "figure",
      text: "Figure 2. Exports\nA bar chart\n1990 12 1991 15",
      locator: figure.locator,
    });
  });

  test("a picture without words has none", () => {
    const { caption: _caption, alt: _alt, ...bare } = figure;
    expect(passagesOf([bare])).toEqual([]);
  });
});
