import { Document, Packer, Paragraph } from "docx";
import { describe, expect, test } from "vitest";
import { inlineMath } from "../../../src/render/docx/math.ts";
import { part } from "../support/office.ts";

/** The XML of a formula: names of its elements without properties, text as it stands. */
async function formula(tex: string): Promise<string> {
  const file = new Document({ sections: [{ children: [new Paragraph({ children: inlineMath(tex) })] }] });
  const $ = await part(await Packer.pack(file, "uint8array"), "word/document.xml");
  const outline = (node: ReturnType<typeof $>): string =>
    node
      .children()
      .toArray()
      .map((child) => {
        const name = child.tagName.replace("m:", "");
        if (name === "t") return $(child).text();
        if (name.endsWith("Pr")) return "";
        return name === "r" ? outline($(child)) : `${name}(${outline($(child))})`;
      })
      .join("");
  return outline($("m\\:oMath").first());
}

// What TeX makes of each (The TeXbook, chapters 16 and 17): spaces mean nothing in a formula.
describe("a formula means the same", () => {
  test.each([
    ["with spaces around a script", "x ^ 2", "x^2"],
    ["with a space before a subscript", "x _i", "x_i"],
    ["with spaces inside a group", "x^{ 2 }", "x^{2}"],
    ["with a group around one sign", "{x}^{2}", "x^2"],
    ["with spaces between the parts of a fraction", "\\frac {a} {b}", "\\frac{a}{b}"],
    ["with spaces in both scripts", "x _ i ^ 2", "x_i^2"],
    ["with a fraction in display style", "\\dfrac{a}{b}", "\\frac{a}{b}"],
  ])("%s", async (_, spaced, dense) => expect(await formula(spaced)).toBe(await formula(dense)));
});

describe("a root", () => {
  test.each([
    ["\\sqrt{x}", "rad(deg()e(x))"],
    ["\\sqrt[3]{x}", "rad(deg(3)e(x))"],
    ["\\sqrt[n+1]{\\frac{a}{b}}", "rad(deg(n+1)e(f(num(a)den(b))))"],
    ["\\sqrt [3] {x}", "rad(deg(3)e(x))"],
    ["\\sqrt 2", "rad(deg()e(2))"],
    ["\\sqrt{\\sqrt{x}}", "rad(deg()e(rad(deg()e(x))))"],
  ])("%s has its degree", async (tex, expected) => expect(await formula(tex)).toBe(expected));

  test("whose degree is not closed shows all that was written", async () => {
    expect(await formula("\\sqrt[3")).toMatch(/3/);
  });

  test("square brackets elsewhere are signs", async () => expect(await formula("[0,1]")).toBe("[0,1]"));
});

describe("words in a formula", () => {
  test.each([
    ["\\text{if } x", "if x"],
    ["\\text{a {b} c}", "a {b} c"],
    ["\\mathrm{CO_2}", "CO_2"],
    ["\\text{数字}", "数字"],
    ["\\operatorname{var}(x)", "var(x)"],
    ["\\mathbb{R}", "R"],
    ["\\mathcal{L}", "L"],
    ["\\text{open", "open"],
  ])("%s are %s", async (tex, expected) =>
    expect((await formula(tex)).replace(/[()]/g, "")).toBe(expected.replace(/[()]/g, "")),
  );
});

describe("real formulas", () => {
  test.each([
    ["E = mc^2", "E=msSup(e(c)sup(2))"],
    ["\\sum_{i=1}^{n} x_i", "sSubSup(e(∑)sub(i=1)sup(n))sSub(e(x)sub(i))"],
    ["\\left( \\frac{1}{2} \\right)^2", "(f(num(1)den(2))sSup(e())sup(2))"],
    ["\\text{CAGR} = \\left(\\frac{V_1}{V_0}\\right)^{1/n} - 1", undefined],
    ["\\alpha_{\\max} \\geq 0", "sSub(e(α)sub(max))≥0"],
    ["\\int_0^\\infty e^{-x} dx", "sSubSup(e(∫)sub(0)sup(∞))sSup(e(e)sup(-x))dx"],
    ["10^{-3}", "1sSup(e(0)sup(-3))"],
  ])("%s", async (tex, expected) => {
    const made = await formula(tex);
    if (expected === undefined) expect(made).toMatch(/CAGR.*num\(sSub.*sup\(1\/n\)/);
    else expect(made).toBe(expected);
  });
});
