import { describe, expect, test } from "vitest";
import { walkBlocks } from "../../../src/perception/html/walk.ts";
import { elementOf, pageOf } from "../../support/page.ts";

function walk(html: string) {
  const $ = pageOf(html);
  return walkBlocks($, elementOf($, "body"), "https://example.org/");
}
const sketch = (html: string) =>
  walk(html).blocks.map(({ draft }) => {
    if (draft.type === "heading") return `h${draft.level} ${draft.text}`;
    return "text" in draft ? `${draft.type} ${draft.text}` : draft.type;
  });

describe("the blocks of a page", () => {
  test.each([
    ["text beside blocks", "one<p>two</p>three", ["paragraph one", "paragraph two", "paragraph three"]],
    ["a block inside a mark", "<b>one<div>two</div>three</b>", ["paragraph one", "paragraph two", "paragraph three"]],
    ["a heading by its role", '<div role="heading" aria-level="4">Title</div>', ["h4 Title"]],
    ["a heading by its role alone", '<div role="heading">Title</div>', ["h2 Title"]],
    ["an article inside a heading", "<h2><p>One.</p><p>Two.</p></h2>", ["paragraph One.", "paragraph Two."]],
    ["an empty heading", "<h2> </h2><p>x y</p>", ["paragraph x y"]],
    ["nested lists", "<ol><li>a<ul><li>b</li></ul>c</li></ol>", ["list-item a", "list-item b", "list-item c"]],
    ["paragraphs in an item", "<ul><li><p>a</p><p>b</p></li></ul>", ["list-item a", "list-item b"]],
    ["a menu of old", "<menu><li>a</li></menu>", ["list-item a"]],
    ["signs alone", "<p>* * *</p><p>—</p><p>ok</p>", ["paragraph ok"]],
    ["details", "<details><summary>More</summary>Text</details>", ["paragraph More", "paragraph Text"]],
    [
      "code with line numbers",
      '<pre><span class="lineno">1</span>a\n<span class="lineno">2</span>b</pre>',
      ["code a\nb"],
    ],
    ["code with line breaks", "<pre>a<br>b</pre>", ["code a\nb"]],
  ])("%s", (_, html, expected) => expect(sketch(html)).toEqual(expected));

  test("definitions join a short term, and leave a long one alone", () => {
    expect(sketch("<dl><dt>Cod</dt><dd>A fish.</dd><dd>Also slang.</dd><dt>Alone</dt></dl>")).toEqual([
      "list-item Cod: A fish.",
      "paragraph Also slang.",
      "list-item Alone",
    ]);
    const term = "A term that is so long that it must be a heading in disguise, for nobody defines a whole sentence";
    expect(sketch(`<dl><div><dt>${term}</dt><dd>Text.</dd></div></dl>`)).toEqual([
      `list-item ${term}`,
      "list-item Text.",
    ]);
  });

  test("three breaks part two paragraphs, not three", () => {
    expect(sketch("<div>a<br> <br><br>b</div>")).toEqual(["paragraph a", "paragraph b"]);
  });

  test("hold each word of the page once", () => {
    const words = Array.from({ length: 40 }, (_, index) => `w${index}x`);
    const [a, b, c, d] = [0, 10, 20, 30].map((from) => words.slice(from, from + 10));
    const html =
      `<div>${a?.map((word) => `<span>${word}</span>`).join(" ")}<p>${b?.join(" ")}</p></div>` +
      `<section><b>${c?.join(" <i>")}</i></b></section><ul>${d?.map((word) => `<li>${word}`).join("")}</ul>`;
    const found = sketch(html).join(" ").match(/w\d+x/g) ?? [];
    expect(found).toEqual(words);
  });
});

describe("figures of a page", () => {
  test("with code or a quotation are read as such, with their caption when nothing else is there", () => {
    expect(sketch("<figure><pre>code</pre><figcaption>Listing</figcaption></figure>")).toEqual(["code code"]);
    expect(sketch("<figure><figcaption>Only a caption</figcaption></figure>")).toEqual(["paragraph Only a caption"]);
    expect(sketch("<figure><blockquote>Words.</blockquote></figure>")).toEqual(["paragraph Words."]);
  });

  test("tell once why a picture was dropped", () => {
    const icon = '<img src="icon.png" width="16" height="16">';
    expect(walk(`<p>${icon}${icon} text</p>`).dropped).toEqual([
      { what: "image https://example.org/icon.png", why: "icon" },
    ]);
  });
});

test("the tree is not changed by the walk", () => {
  const $ = pageOf('<p>a<b>b</b></p><pre><span class="lineno">1</span>x</pre><table><tr><td>1<td>2</table>');
  const before = $.html();
  walkBlocks($, elementOf($, "body"), undefined);
  expect($.html()).toBe(before);
});
