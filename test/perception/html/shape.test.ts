import { describe, expect, test } from "vitest";
import { tameTree } from "../../../src/perception/html/shape.ts";
import { pageOf } from "../../support/page.ts";

const depthOf = ($: ReturnType<typeof pageOf>) => {
  let deepest = 0;
  let level = $.root().children().toArray();
  while (level.length > 0) {
    deepest += 1;
    level = level.flatMap((element) => $(element).children().toArray());
  }
  return deepest;
};

describe("a tamed tree", () => {
  test("is counted", () => {
    expect(tameTree(pageOf("<p>a</p><p>b<i>c</i></p>"))).toEqual({ elements: 6 });
  });

  test("has no comments, and its neighbours know each other", () => {
    const $ = pageOf("<p>a<!-- one --><b>b</b><!-- two -->c</p>");
    tameTree($);
    expect($("p").html()).toBe("a<b>b</b>c");
    const [first, bold, last] = $("p").contents().toArray();
    expect(first?.next).toBe(bold);
    expect(last?.prev).toBe(bold);
    expect(last?.next).toBeNull();
  });

  test("is at most 128 levels deep and keeps the text below, in order, without scripts", () => {
    const $ = pageOf(`${"<div>".repeat(300)}one <b>two</b><script>no()</script> three`);
    tameTree($);
    expect(depthOf($)).toBeLessThanOrEqual(128);
    expect($("body").text().replace(/\s+/g, " ").trim()).toBe("one two three");
  });

  test("of a usual page is left alone", () => {
    const $ = pageOf("<main><article><p>One <b>two</b>.</p></article></main>");
    const before = $.html();
    tameTree($);
    expect($.html()).toBe(before);
  });
});
