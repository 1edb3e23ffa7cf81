import { describe, expect, test } from "vitest";
import {
  all,
  ancestorsOf,
  attributeOf,
  elementsBelow,
  elementsNamed,
  hasBlockInside,
  nameWords,
} from "../../../src/perception/html/dom.ts";
import { elementOf, pageOf } from "../../support/page.ts";

const $ = pageOf('<main id="m"><p>a<b>b</b></p><section><p>c</p></section><img></main><p>outside</p>');

describe("elements below an element", () => {
  test("come in the order of the document, as a selector would give them", () => {
    const main = elementOf($, "main");
    expect(elementsBelow(main)).toEqual(all($, "*", main));
    expect(elementsBelow(main).map(({ name }) => name)).toEqual(["p", "b", "section", "p", "img"]);
  });

  test("of one name include the element itself", () => {
    expect(elementsNamed(elementOf($, "main"), "p")).toHaveLength(2);
    expect(elementsNamed(elementOf($, "img"), "img")).toHaveLength(1);
    expect(elementsNamed(elementOf($, "b"), "p")).toHaveLength(0);
  });

  test("are found however many there are beside each other", () => {
    const wide = pageOf(`<ul>${"<li>x</li>".repeat(30_000)}</ul>`);
    expect(elementsBelow(elementOf(wide, "ul"))).toHaveLength(30_000);
  });
});

test("ancestors are the element and all above it, nearest first", () => {
  expect(ancestorsOf(elementOf($, "section p")).map(({ name }) => name)).toEqual([
    "p",
    "section",
    "main",
    "body",
    "html",
  ]);
});

test.each([
  ["<span>a <i>b</i></span>", false],
  ["<span><i><p>x</p></i></span>", true],
  ["<span><br><img></span>", false],
  ["<span><table></table></span>", true],
])("%s holds a block: %s", (html, expected) => {
  expect(hasBlockInside(elementOf(pageOf(`<div>${html}</div>`), "span"))).toBe(expected);
});

test("names part camel case, join class and id, and are empty without either", () => {
  expect(nameWords(elementOf(pageOf('<p class="articleBody Main" id="leadText">x</p>'), "p"))).toBe(
    "article body main lead text",
  );
  expect(nameWords(elementOf(pageOf("<p>x</p>"), "p")).trim()).toBe("");
});

test("an absent attribute reads as empty", () => {
  expect(attributeOf(elementOf($, "main"), "id")).toBe("m");
  expect(attributeOf(elementOf($, "main"), "class")).toBe("");
});
