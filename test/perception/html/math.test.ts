import { describe, expect, test } from "vitest";
import { textOf } from "../../../src/perception/html/inline-text.ts";
import { replaceMath } from "../../../src/perception/html/math.ts";
import { elementOf, pageOf } from "../../support/page.ts";

function read(html: string): string {
  const $ = pageOf(`<p>${html}</p>`);
  replaceMath($);
  return textOf(elementOf($, "p"));
}
const math = (inner: string): string => read(`<math>${inner}</math>`);

describe("a formula without TeX", () => {
  test.each([
    ["a fraction", "<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"],
    ["a fraction of sums", "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "(a+b)/c"],
    ["a fraction in a fraction", "<mfrac><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>3</mn></mfrac>", "(1/2)/3"],
    ["a power of ten", "<mn>3</mn><mo>×</mo><msup><mn>10</mn><mn>6</mn></msup>", "3×10⁶"],
    ["a negative power", "<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10⁻³"],
    ["a power of words", "<msup><mi>e</mi><mrow><mi>i</mi><mi>x</mi></mrow></msup>", "e^ix"],
    ["a power of a sum", "<msup><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></msup>", "(a+b)²"],
    ["an index", "<msub><mi>x</mi><mn>10</mn></msub>", "x_10"],
    ["index and power", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1²"],
    ["bounds", "<munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover>", "∑_1^n"],
    ["a root", "<msqrt><mn>16</mn></msqrt>", "√16"],
    ["a root of a sum", "<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a+b)"],
    ["a cube root", "<mroot><mn>27</mn><mn>3</mn></mroot>", "27^(1/3)"],
    ["white space between its parts", "<mfrac>\n <mn>1</mn>\n <mn>2</mn>\n</mfrac>", "1/2"],
    ["a part that is missing", "<mfrac><mn>1</mn></mfrac>", "1/"],
    ["a prime", "<msup><mi>f</mi><mo>′</mo></msup>", "f′"],
    ["nothing", "", ""],
  ])("with %s keeps its numbers apart", (_what, inner, expected) => expect(math(inner)).toBe(expected));

  test("that nests without end gives its text", () => {
    const nested = `${"<msqrt>".repeat(100)}<mn>7</mn>${"</msqrt>".repeat(100)}`;
    expect(math(nested)).toContain("7");
  });
});

describe("a formula with TeX", () => {
  test.each([
    ['<math alttext="{\\displaystyle E=mc^{2}}"><mi>E</mi></math>', "E=mc^{2}"],
    [
      '<math><semantics><mi>E</mi><annotation encoding="application/x-tex">E = mc^2</annotation></semantics></math>',
      "E = mc^2",
    ],
    [
      '<span class="katex"><math><mi>a</mi><annotation encoding="application/x-tex">\\frac{a}{b}</annotation></math></span>',
      "\\frac{a}{b}",
    ],
    ['<script type="math/tex">x^2</script>', "x^2"],
    ['<img class="tex" alt="$a+b$" src="a.png">', "a+b"],
  ])("%s is that TeX", (html, expected) => expect(read(html)).toBe(expected));

  test("stands in its sentence once", () => {
    expect(read('Energy is <math alttext="E"><mi>E</mi></math> here.')).toBe("Energy is E here.");
  });

  test("holds no markup that it would bring in", () => {
    const $ = pageOf('<p><math alttext="<img src=x onerror=y>"><mi>E</mi></math></p>');
    replaceMath($);
    expect($("img").length).toBe(0);
    expect(textOf(elementOf($, "p"))).toContain("<img src=x onerror=y>");
  });
});
