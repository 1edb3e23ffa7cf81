import { describe, expect, test } from "vitest";
import { half, hex, landscapeWidthTwips, textWidthPixels, textWidthTwips } from "../../../src/render/docx/context.ts";
import { paragraphStyles } from "../../../src/render/docx/paragraph-styles.ts";
import { hasRightToLeft, textRuns } from "../../../src/render/docx/runs.ts";
import { documentStyles, fontsFor, languagesFor, listNumbering } from "../../../src/render/docx/styles.ts";
import { compactTheme, defaultTheme } from "../../../src/render/index.ts";
import { sampleReport } from "../../support/sample-report.ts";
import { partsOf, renderOffice } from "../support/office.ts";

describe("the languages of a document", () => {
  test.each([
    ["en", { value: "en" }],
    ["de-AT", { value: "de-AT" }],
    ["zh-CN", { value: "en-US", eastAsia: "zh-CN" }],
    ["ja", { value: "en-US", eastAsia: "ja" }],
    ["ko-KR", { value: "en-US", eastAsia: "ko-KR" }],
    ["ar", { value: "en-US", bidirectional: "ar" }],
    ["he-IL", { value: "en-US", bidirectional: "he-IL" }],
    ["jam", { value: "jam" }],
  ])("of a report in %s are those of the scripts it is written in", (language, expected) => {
    expect(languagesFor(language)).toEqual(expected);
  });
});

describe("fonts", () => {
  test.each([
    ["zh-CN", "Microsoft YaHei"],
    ["zh-TW", "Microsoft JhengHei"],
    ["zh-Hant", "Microsoft JhengHei"],
    ["ja-JP", "Yu Gothic"],
    ["ko", "Malgun Gothic"],
    ["en", "Microsoft YaHei"],
  ])("for East Asian text in a report in %s are those of its readers", (language, eastAsia) => {
    expect(fontsFor(language, "Arial")).toEqual({ ascii: "Arial", hAnsi: "Arial", cs: "Arial", eastAsia });
  });
});

describe("paragraph styles", () => {
  const styles = paragraphStyles(defaultTheme);
  const byId = new Map(styles.map((style) => [style.id, style]));

  test("have ids and names of their own", () => {
    expect(byId.size).toBe(styles.length);
    expect(new Set(styles.map(({ name }) => name)).size).toBe(styles.length);
  });

  test("inherit from Normal, so that one change changes all", () => {
    for (const { id, basedOn } of styles) expect(basedOn, id).toBe("Normal");
  });

  test("are those that Word knows by name where it has one", () => {
    for (const [id, name] of [
      ["Subtitle", "Subtitle"],
      ["ListBullet", "List Bullet"],
      ["Quote", "Quote"],
      ["TOC1", "toc 1"],
      ["Header", "header"],
      ["Footer", "footer"],
    ])
      expect(byId.get(id ?? "")?.name).toBe(name);
  });

  test("keep a figure with its caption and a contents heading with its entries", () => {
    expect(byId.get("FigureBody")?.paragraph?.keepNext).toBe(true);
    expect(byId.get("TOCHeading")?.paragraph?.keepNext).toBe(true);
  });

  test.each([
    ["the usual theme", defaultTheme],
    ["the compact theme", compactTheme(defaultTheme)],
  ])("set no words below seven and a half points in %s", (_name, theme) => {
    for (const { id, run } of paragraphStyles(theme))
      if (id !== "TableEnd" && run?.size) expect(Number(run.size) / 2, id).toBeGreaterThanOrEqual(7.5);
  });

  test("cover every style that a rendered report uses", async () => {
    const xml = (await partsOf(await renderOffice("docx"))).get("word/document.xml") ?? "";
    const used = new Set([...xml.matchAll(/<w:pStyle w:val="([^"]+)"/g)].map((match) => match[1] ?? ""));
    const builtIn = /^(Heading\d|Title|Caption|ListParagraph)$/;
    expect([...used].filter((id) => !byId.has(id) && !builtIn.test(id))).toEqual([]);
  });
});

describe("headings", () => {
  const styles = documentStyles(defaultTheme, "en").default;

  test("step down in size and stay with the text below", () => {
    const levels = [styles?.title, styles?.heading1, styles?.heading2, styles?.heading3, styles?.heading4];
    const sizes = levels.map((level) => Number(level?.run?.size));
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
    expect(new Set(sizes).size).toBe(sizes.length);
    for (const level of levels) expect(level?.paragraph?.keepNext).toBe(true);
  });
});

describe("lists", () => {
  test("have five levels of bullets and of numbers, each indented further", () => {
    for (const { levels } of listNumbering().config) {
      expect(levels.map(({ level }) => level)).toEqual([0, 1, 2, 3, 4]);
      const indents = levels.map(({ style }) => Number(style?.paragraph?.indent?.left));
      expect(indents).toEqual([...indents].sort((left, right) => left - right));
      expect(new Set(indents).size).toBe(5);
    }
  });

  test("count each level by itself", () => {
    const numbers = listNumbering().config.find(({ reference }) => reference === "numbers");
    expect(numbers?.levels.map(({ text }) => text)).toEqual(["%1.", "%2.", "%3.", "%4.", "%5."]);
  });
});

describe("units", () => {
  test("A4 leaves 166 mm upright and 253 mm on its side", () => {
    expect((textWidthTwips / 1440) * 25.4).toBeCloseTo(166, 0);
    expect((landscapeWidthTwips / 1440) * 25.4).toBeCloseTo(253, 0);
    expect(textWidthPixels).toBe(Math.floor((textWidthTwips / 1440) * 96));
  });

  test("points and colours are written as Word counts them", () => {
    expect([10.5, 8.25, 9].map(half)).toEqual([21, 17, 18]);
    expect(hex("#0b5cad")).toBe("0B5CAD");
  });
});

describe("runs", () => {
  const directions = (text: string): readonly string[] =>
    textRuns(text).map((run) => (/rightToLeft|w:rtl/.test(JSON.stringify(run)) ? "right" : "left"));

  test.each([
    ["Latin text", "plain words", ["left"]],
    ["Arabic text", "انخفض صافي", ["right"]],
    ["Arabic with a Latin name", "شركة Apple في", ["right", "left", "right"]],
    ["numbers inside Arabic", "عام 2023", ["right"]],
    ["Hebrew behind Latin", "Sales מכירות", ["left", "right"]],
    ["nothing", "", []],
  ])("of %s change where the direction changes", (_what, text, expected) => {
    expect(directions(text)).toEqual(expected);
  });

  test("know text that runs from right to left", () => {
    expect(["abc", "אבג", "中文", "سلام", "Ελλάδα"].map(hasRightToLeft)).toEqual([false, true, false, true, false]);
  });
});

test("marks carry their colour, so that a reader who drops character styles still sees links", async () => {
  const xml = (await partsOf(await renderOffice("docx", sampleReport))).get("word/document.xml") ?? "";
  const marks = [...xml.matchAll(/<w:rStyle w:val="Citation"\/>(.*?)<\/w:rPr>/g)].map((match) => match[1]);
  expect(marks.length).toBeGreaterThan(10);
  for (const rest of marks) expect(rest).toContain('<w:color w:val="0B5CAD"/>');
});
