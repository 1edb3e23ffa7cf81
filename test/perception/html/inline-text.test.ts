import { describe, expect, test } from "vitest";
import { textOf } from "../../../src/perception/html/inline-text.ts";
import { elementOf, pageOf } from "../../support/page.ts";

const read = (html: string) => textOf(elementOf(pageOf(`<div id="here">${html}</div>`), "#here"));

describe("the text of a stretch of a page", () => {
  test.each([
    ["words <b>in</b> <i>marks</i>", "words in marks"],
    ["un<b>believ</b>able", "unbelievable"],
    ["line<br>break", "line break"],
    ["dis<wbr>jointed", "disjointed"],
    ["<p>One.</p><p>Two.</p>", "One. Two."],
    ["<ul><li>a</li><li>b</li></ul>", "a b"],
    ["10<sup>6</sup> and 10<sup>−3</sup>", "10⁶ and 10⁻³"],
    ["m<sup> 2 </sup>", "m²"],
    ["the 1<sup>st</sup>", "the 1st"],
    ["x<sup>2n</sup>", "x2n"],
    ["CO<sub>2</sub>", "CO2"],
    ["see <img alt='a picture'> here", "see here"],
    ["<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>です", "東京です"],
    ["&lt;tag&gt; &amp; &nbsp; more", "<tag> & more"],
    ["", ""],
  ])("%j reads %j", (html, text) => expect(read(html)).toBe(text));
});
