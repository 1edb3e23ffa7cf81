import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { mathText } from "../../../src/perception/office/math-text.ts";
import { rootOf } from "../../../src/perception/office/xml.ts";

function textOf(xml: string): string {
  const root = rootOf(load(`<m:oMath>${xml}</m:oMath>`, { xml: true }));
  return root === undefined ? "" : mathText(root);
}
const run = (text: string) => `<m:r><m:rPr><m:sty m:val="p"/></m:rPr><m:t>${text}</m:t></m:r>`;
const box = (name: string, inner: string) => `<m:${name}>${inner}</m:${name}>`;
const e = box("e", run("x"));

describe("a formula", () => {
  test.each([
    ["runs", run("E") + run("=") + run("m"), "E=m"],
    ["a fraction", box("f", box("num", run("a")) + box("den", run("b"))), "\\frac{a}{b}"],
    ["a power", box("sSup", e + box("sup", run("10"))), "x^{10}"],
    ["an index", box("sSub", e + box("sub", run("i"))), "x_{i}"],
    ["both", box("sSubSup", e + box("sub", run("i")) + box("sup", run("2"))), "x_{i}^{2}"],
    ["a square root", box("rad", box("radPr", "") + box("deg", "") + e), "\\sqrt{x}"],
    ["a cube root", box("rad", box("deg", run("3")) + e), "\\sqrt[3]{x}"],
    [
      "a sum with limits",
      box("nary", box("naryPr", '<m:chr m:val="∑"/>') + box("sub", run("i=1")) + box("sup", run("n")) + e),
      "∑_{i=1}^{n} x",
    ],
    ["an integral, which is the sign when none is named", box("nary", box("sub", "") + box("sup", "") + e), "∫ x"],
    ["brackets", box("d", e), "(x)"],
    ["brackets of another kind", box("d", box("dPr", '<m:begChr m:val="["/><m:endChr m:val="]"/>') + e), "[x]"],
    ["several parts in brackets", box("d", e + box("e", run("y"))), "(x|y)"],
    ["a function, of which only the parts are known", box("func", box("fName", run("sin")) + e), "sinx"],
  ])("of %s", (_, xml, text) => expect(textOf(xml)).toBe(text));

  test("nests", () => {
    const inner = box("f", box("num", run("1")) + box("den", run("2")));
    expect(textOf(box("f", box("num", inner) + box("den", box("rad", box("e", run("z"))))))).toBe(
      "\\frac{\\frac{1}{2}}{\\sqrt{z}}",
    );
  });

  test("of nothing is nothing", () => {
    expect(textOf("")).toBe("");
  });
});
