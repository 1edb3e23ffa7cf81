import { describe, expect, test } from "vitest";
import type { SourceBlock } from "../../../src/evidence/parsed-source.ts";
import { publishedOf } from "../../../src/perception/pdf/published.ts";

function blocks(...texts: readonly string[]): readonly SourceBlock[] {
  return texts.map((text, index) => ({ type: "paragraph", id: `b${index + 1}`, text, locator: { page: 1 } }));
}

const now = "2026-11-20";

describe("the date of publication is", () => {
  test.each([
    [
      "a date with a label",
      "The report was published on 4 August 2018 in Helsinki and tells the story of the grid.",
      "2018-08-04",
    ],
    ["a short line that is a date", "4 August 2018", "2018-08-04"],
    ["a month on a line of its own", "Helsinki, August 2018", "2018-08"],
    ["the year of an edition", "State Energy Review, report 7 of 2018", "2018"],
    ["the year of a copyright", "© 2018 Example Press", "2018"],
    ["a bare year on its line", "2018", "2018"],
  ])("%s", (_, text, expected) => {
    expect(publishedOf(now, blocks("Electricity in Iowa", text))).toBe(expected);
  });

  test("the day of the file when the text names only its year or month", () => {
    expect(publishedOf("2018-08-04", blocks("Annual report 2018"))).toBe("2018-08-04");
    expect(publishedOf("2018-08-04", blocks("August 2018"))).toBe("2018-08-04");
  });

  test("the day of the file when the text speaks of the time before", () => {
    expect(publishedOf("2023-08-04", blocks("For the quarterly period ended July 1, 2023"))).toBe("2023-08-04");
  });

  test("the day of the file when the text names no year", () => {
    expect(publishedOf("2023-08-04", blocks("A note without any date"))).toBe("2023-08-04");
  });

  test("the stated one when the file has none", () => {
    expect(publishedOf(undefined, blocks("Annual report 2018"))).toBe("2018");
  });
});

describe("the date of publication is not", () => {
  test.each([
    ["the day a converter ran years later", "Electricity in Iowa, 2001 to 2017, grew in every year but one"],
    ["the end of a period", "For the year ended 31 December 2017"],
    ["the year of an act", "Annual report under the Securities Exchange Act of 1934, for fiscal 2019"],
    ["a year the text is about", "The crash of 1929 and what came after it in the banks of New York and of London"],
  ])("%s", (_, text) => {
    expect(publishedOf(now, blocks(text))).toBeUndefined();
  });

  test("a year to come", () => {
    expect(publishedOf("2018-05-01", blocks("World energy report 2050", "Data for 2017"))).toBe("2018-05-01");
  });

  test("anything when neither file nor text has a date", () => {
    expect(publishedOf(undefined, blocks("No date at all"))).toBeUndefined();
  });

  test("a date on a later page", () => {
    const later: SourceBlock = { type: "paragraph", id: "b9", text: "4 August 2011", locator: { page: 3 } };
    expect(publishedOf(undefined, [...blocks("A title"), later])).toBeUndefined();
  });
});

describe("a date stated on the first page", () => {
  test.each([
    ["Veröffentlicht am 4. August 2018 in Berlin", "2018-08-04"],
    ["Stand: 4. August 2018", "2018-08-04"],
    ["Publié le 4 août 2018", "2018-08-04"],
    ["Fecha: 4 de agosto de 2018", "2018-08-04"],
    ["(published on August 4, 2018)", "2018-08-04"],
    ["DATE: 2018-08-04", "2018-08-04"],
    ["发布日期：2018年8月4日", "2018-08-04"],
    ["4 августа 2018 г.", "2018-08-04"],
    ["Stand: 04.08.2018", "2018-08-04"],
    ["Jahrbuch 2018", "2018"],
    ["Informe 2018", "2018"],
  ])("is read from “%s”", (text, expected) => {
    expect(publishedOf(now, blocks("Strom und Wärme", text))).toBe(expected);
  });

  test.each([
    ["of a table", { type: "table", id: "t1", header: [["4 August 2018"]], rows: [], locator: { page: 1 } }],
    ["of a figure", { type: "figure", id: "f1", caption: "4 August 2018", kind: "photo", locator: { page: 1 } }],
  ] as const)("is none %s", (_what, block) => {
    expect(publishedOf(undefined, [...blocks("A title"), block as SourceBlock])).toBeUndefined();
  });

  test("gives way to no later file date of the same day, and to none of another year", () => {
    expect(publishedOf("2018-08-04", blocks("Published on 4 August 2018"))).toBe("2018-08-04");
    expect(publishedOf("2020-01-02", blocks("Published on 4 August 2018"))).toBe("2018-08-04");
  });

  test("that comes after the file was made is not when it was published", () => {
    expect(publishedOf("2018-08-04", blocks("Published on 4 August 2019"))).not.toBe("2019-08-04");
  });

  test("the first of several counts", () => {
    expect(publishedOf(now, blocks("4 August 2018", "5 September 2019"))).toBe("2018-08-04");
  });

  test("numbers that look like years are none", () => {
    expect(publishedOf("2023-08-04", blocks("It sold 2,018 tons, 1.1999 a piece, in lot 20180"))).toBe("2023-08-04");
  });
});
