import { describe, expect, test } from "vitest";
import { addedWords, tick } from "../../../src/perception/pdf/added-words.ts";
import { annotationsOf } from "../../../src/perception/pdf/pdfjs-annotations.ts";
import { lines, run } from "../layout/page-content.ts";

const field = { left: 200, right: 400, top: 95, bottom: 115 };

describe("the value of a form field", () => {
  const label = run("Name", { top: 100 });

  test("is words in the middle of the field, sized like the page", () => {
    const words = addedWords([{ ...field, text: "Ann Lee" }], label);
    expect(words.map((word) => [word.text, word.size, word.continues])).toEqual([
      ["Ann", 10, false],
      ["Lee", 10, true],
    ]);
    expect(words[0]).toMatchObject({ left: 202, top: 100, bottom: 110 });
  });

  test("stays inside a low field, and is not blown up in a high one", () => {
    const [low] = addedWords([{ ...field, bottom: 101, text: "Ann" }], label);
    expect((low?.bottom ?? 0) - (low?.top ?? 0)).toBeLessThanOrEqual(6);
    const [high] = addedWords([{ ...field, bottom: 395, text: "Ann" }], label);
    expect(high?.size).toBe(10);
  });

  test("of several lines stands line below line", () => {
    const words = addedWords([{ ...field, bottom: 195, text: "12 High Street\r\nOldtown\n\nIowa" }], label);
    const tops = words.filter((word) => !word.continues).map((word) => word.top);
    expect(tops).toEqual([95, 106.5, 118]);
  });

  test("is left out where the page prints it already", () => {
    const printed = [...label, ...run("Ann Lee", { left: 202, top: 100 })];
    expect(addedWords([{ ...field, text: "Ann Lee" }], printed)).toEqual([]);
    expect(addedWords([{ ...field, text: "Ben Ode" }], printed)).toHaveLength(2);
  });

  test("on a page without any text has an ordinary size", () => {
    expect(addedWords([{ ...field, text: "Ann" }], [])[0]?.size).toBe(10);
  });

  test("has an end, and nothing of spaces only", () => {
    expect(addedWords([{ ...field, text: " \n " }], label)).toEqual([]);
    const long = addedWords([{ ...field, text: "word ".repeat(10_000) }], lines(["one"]));
    expect(long.length).toBeLessThanOrEqual(1_000);
  });
});

describe("annotations of pdf.js", () => {
  const rect = [72, 700, 172, 720];
  const toPage = ([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]) => {
    return { left, right, top: 792 - top, bottom: 792 - bottom };
  };
  const read = (annotation: Parameters<typeof annotationsOf>[0][number]) =>
    annotationsOf([{ rect, ...annotation }], toPage);
  const place = { left: 72, right: 172, top: 72, bottom: 92 };

  test("give web links with their place", () => {
    expect(read({ subtype: "Link", url: "https://example.org/" })).toEqual({
      links: [{ ...place, url: "https://example.org/" }],
      added: [],
    });
    expect(read({ subtype: "Link" }).links).toEqual([]);
  });

  test.each([
    ["a text field", { subtype: "Widget", fieldType: "Tx", fieldValue: "Ann" }, "Ann"],
    ["a list of choices", { subtype: "Widget", fieldType: "Ch", fieldValue: ["North", "South"] }, "North, South"],
    ["a ticked box", { subtype: "Widget", fieldType: "Btn", fieldValue: "Yes", exportValue: "Yes" }, tick],
    ["a chosen button", { subtype: "Widget", fieldType: "Btn", fieldValue: "B", buttonValue: "B" }, tick],
    ["a typed note", { subtype: "FreeText", contentsObj: { str: "See page 4" } }, "See page 4"],
  ])("give what was filled into %s", (_, annotation, text) => {
    expect(read(annotation).added).toEqual([{ ...place, text }]);
  });

  test.each([
    ["a hidden field", { subtype: "Widget", fieldType: "Tx", fieldValue: "Ann", hidden: true }],
    ["a password", { subtype: "Widget", fieldType: "Tx", fieldValue: "secret", password: true }],
    ["an empty field", { subtype: "Widget", fieldType: "Tx", fieldValue: null }],
    ["a box that is not ticked", { subtype: "Widget", fieldType: "Btn", fieldValue: "Off", exportValue: "Yes" }],
    ["a button that is not chosen", { subtype: "Widget", fieldType: "Btn", fieldValue: "B", buttonValue: "C" }],
    ["a signature", { subtype: "Widget", fieldType: "Sig", fieldValue: "Ann" }],
    ["a comment in the margin", { subtype: "Text", contentsObj: { str: "really?" } }],
    ["a broken place", { subtype: "FreeText", contentsObj: { str: "x" }, rect: [1, 2] }],
  ])("give nothing for %s", (_, annotation) => {
    expect(read(annotation).added).toEqual([]);
  });
});
