import { Document, Packer, Paragraph } from "docx";
import { describe, expect, test } from "vitest";
import { inlineMath } from "../../../src/render/docx/math.ts";
import { part } from "../support/office.ts";

/** A formula as Word would hold it: elements by name, text in brackets. */
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
        if (name.endsWith("Pr") || name === "ctrlPr") return "";
        const inner = outline($(child));
        return name === "r" ? inner : `${name}(${inner})`;
      })
      .join("");
  return outline($("m\\:oMath").first());
}

describe("formulas", () => {
  test.each([
    ["a+b", "a+b"],
    ["x^2", "sSup(e(x)sup(2))"],
    ["x_i", "sSub(e(x)sub(i))"],
    ["x_i^2", "sSubSup(e(x)sub(i)sup(2))"],
    ["x^2_i", "sSubSup(e(x)sub(i)sup(2))"],
    ["s_{t-4}", "sSub(e(s)sub(t-4))"],
    ["\\frac{a}{b+1}", "f(num(a)den(b+1))"],
    ["\\frac12", "f(num(1)den(2))"],
    ["\\frac{\\frac{a}{b}}{c}", "f(num(f(num(a)den(b)))den(c))"],
    ["\\sqrt{x}", "rad(deg()e(x))"],
    ["\\alpha \\le \\beta \\times 2", "α≤β×2"],
    ["5\\,\\%", "5\u2009%"],
    ["\\text{net sales}", "net sales"],
    ["\\unknown{x}", "unknownx"],
  ])("%s", async (tex, expected) => {
    expect(await formula(tex)).toBe(expected);
  });

  test.each(["\\frac{a}{", "{{{", "}}}", "^", "_", "x^", "\\", "\\frac", "\\sqrt", "\\text", "a__b", "x^^2"])(
    "broken input `%s` gives a formula, not an exception",
    async (tex) => {
      expect(typeof (await formula(tex))).toBe("string");
    },
  );

  test("nothing is no formula", () => {
    expect(inlineMath("")).toEqual([]);
    expect(inlineMath("  ")).toEqual([]);
  });
});
