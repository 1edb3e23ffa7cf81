import { describe, expect, test } from "vitest";
import type { Word } from "../../../src/perception/layout/item.ts";
import { toLines } from "../../../src/perception/layout/line.ts";
import { headingKey, joinLines, type TextStyle, toTextGroups } from "../../../src/perception/layout/paragraphs.ts";
import { lines, run, style } from "./page-content.ts";

function group(words: readonly Word[], own: TextStyle = style): readonly string[] {
  return toTextGroups(toLines(words), own).map(({ type, lines: found }) => `${type}: ${joinLines(found, own)}`);
}

const prose = [
  "The library reads a report from its first page to its last and keeps",
  "the order in which a person would read it, and what belongs together",
  "becomes one paragraph.",
];

describe("lines become paragraphs", () => {
  test("that go on from line to line", () => {
    expect(group(lines(prose))).toEqual([`paragraph: ${prose.join(" ")}`]);
  });

  test("that end at a gap", () => {
    expect(group([...lines(prose), ...lines(prose, { top: 160 })])).toHaveLength(2);
  });

  test("that end where a line is short and finished", () => {
    expect(group([...lines(prose), ...lines(prose, { top: 136 })])).toHaveLength(2);
  });

  test("that begin with an indent", () => {
    const full = prose.slice(0, 2).map((text, index) => (index === 1 ? `${text}.` : text));
    expect(group([...lines(full), ...run("Indented text follows here", { left: 92, top: 124 })])).toHaveLength(2);
  });

  test("in spite of a raised mark that gives one line the wrong size", () => {
    const second = run(prose[1] ?? "", { top: 112 }).map((word) => ({ ...word, size: 6 }));
    const words = [...run(prose[0] ?? ""), ...second, ...run(prose[2] ?? "", { top: 124 })];
    expect(group(words)).toEqual([`paragraph: ${prose.join(" ")}`]);
  });

  test("one for each footnote", () => {
    const note = (text: string, top: number) => run(text, { top }).map((word) => ({ ...word, size: 5 }));
    const words = [...note("6 A default is a peculiar event", 700), ...note('7 "Since then" is when it began', 712)];
    expect(group(words)).toHaveLength(2);
  });
});

describe("lines become headings", () => {
  test.each([
    ["large", { size: 14 }],
    ["bold", { isBold: true }],
    ["italic", { font: "Serif-Italic" }],
  ])("when they are %s", (_, place) => {
    expect(group([...run("What it means", { top: 80, ...place }), ...lines(prose)])[0]).toBe("heading: What it means");
  });

  test("right above their paragraph, whose first words repeat them", () => {
    const italic = { font: "Serif-Italic", top: 88 };
    const words = [
      ...run("Wearables and Home", italic),
      ...lines(["Wearables and Home sales rose, and this", ...prose]),
    ];
    expect(group(words)).toEqual([
      "heading: Wearables and Home",
      `paragraph: Wearables and Home sales rose, and this ${prose.join(" ")}`,
    ]);
  });

  test("of two lines", () => {
    const title = lines(["Quantitative and qualitative", "disclosures about risk"], { isBold: true, top: 60 });
    expect(group([...title, ...lines(prose)])[0]).toBe("heading: Quantitative and qualitative disclosures about risk");
  });

  test("when the outline names them", () => {
    const own = { ...style, outline: new Map([[headingKey("Scope of this note"), 1]]) };
    expect(group([...run("Scope of this note", { top: 60 }), ...lines(prose)], own)[0]).toBe(
      "heading: Scope of this note",
    );
  });

  test("when a scan sets them in capitals", () => {
    const seen = { confidence: 0.95 };
    const words = [...run("MINUTES OF THE MEETING", { ...seen, top: 70 }), ...lines(prose, seen)];
    expect(group(words)[0]).toBe("heading: MINUTES OF THE MEETING");
  });

  test.each([
    ["a bold caption", "Table 1: Net generation in Iowa"],
    ["a bold caption without text", "Figure 3"],
    ["a bold source", "Source: LSA, 1998"],
    ["bold figures", "12,345 67,890"],
  ])("but not of %s", (_, text) => {
    expect(group([...run(text, { isBold: true, top: 60 }), ...lines(prose)])[0]).toBe(`paragraph: ${text}`);
  });

  test("but not of a bold first word", () => {
    const words = [...run("Important:", { isBold: true }), ...run("the rest of it is plain text.", { left: 130 })];
    expect(group(words)).toEqual(["paragraph: Important: the rest of it is plain text."]);
  });

  test("but not of capitals in print, where weight would say so", () => {
    expect(group([...run("IN WITNESS WHEREOF", { top: 60 }), ...lines(prose)])[0]).toBe(
      "paragraph: IN WITNESS WHEREOF",
    );
  });
});

describe("captions and sources end", () => {
  test("before the text below a short source line", () => {
    expect(group([...run("Source: The Retail Pocket Book", { top: 88 }), ...lines(prose)])).toEqual([
      "paragraph: Source: The Retail Pocket Book",
      `paragraph: ${prose.join(" ")}`,
    ]);
  });

  test("before plain text below a bold caption", () => {
    expect(group([...run("Figure 2: Sales", { isBold: true, top: 88 }), ...lines(prose)])).toHaveLength(2);
  });
});

describe("lines become list items", () => {
  test.each(["• One thing", "(a) One thing", "1. One thing", "– One thing", "iv) One thing"])(
    "by their marker: %s",
    (text) => {
      expect(group(run(text))).toEqual([`list-item: ${text}`]);
    },
  );

  test("with their wrapped lines", () => {
    const words = [...run("• One thing that is long"), ...run("and goes on", { left: 82, top: 112 })];
    expect(group([...words, ...run("• Another", { top: 124 })])).toEqual([
      "list-item: • One thing that is long and goes on",
      "list-item: • Another",
    ]);
  });

  test("but not by a year or an initial", () => {
    expect(group(run("2017 was a good year"))).toEqual(["paragraph: 2017 was a good year"]);
  });
});

test("a heading's key leaves out case, spaces and signs", () => {
  expect(headingKey("3.1  Market “Structure”")).toBe(headingKey("3.1 MARKET STRUCTURE"));
});
