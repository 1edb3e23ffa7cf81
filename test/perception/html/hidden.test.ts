import { describe, expect, test } from "vitest";
import { removeHidden } from "../../../src/perception/html/hidden.ts";
import { hidingSelectors } from "../../../src/perception/html/hiding-styles.ts";
import { pageOf } from "../../support/page.ts";

const filler = "<p>A page that has a good deal of other text, so that nothing here is most of it. </p>".repeat(4);
const textWith = (html: string, head = "") => {
  const $ = pageOf(`<head>${head}</head><body>${filler}${html}</body>`);
  const removed = removeHidden($, { isFragment: false });
  return { text: $("body").text(), removed };
};

describe("what a reader of the page cannot see", () => {
  test.each([
    '<p style="display:none">SECRET</p>',
    '<p style="DISPLAY : NONE !important">SECRET</p>',
    '<p style="color:red;visibility:collapse">SECRET</p>',
    '<p style="font-size:0">SECRET</p>',
    '<p style="width:0px">SECRET</p>',
    '<p style="clip:rect(0,0,0,0)">SECRET</p>',
    '<p style="clip-path: inset(100%)">SECRET</p>',
    '<p style="text-indent:-9999px">SECRET</p>',
    '<p style="position:absolute;top:-10000px">SECRET</p>',
    '<p style="opacity: 0.0">SECRET</p>',
    '<p hidden="">SECRET</p>',
    '<p class="a sr-only b">SECRET</p>',
    '<p class="hidden">SECRET</p>',
    '<div aria-hidden="true"><p>SECRET</p></div>',
  ])("%s goes and is counted", (html) => {
    const { text, removed } = textWith(html);
    expect(text).not.toContain("SECRET");
    expect(removed).toBe(1);
  });

  test.each([
    '<p style="display:block">SHOWN</p>',
    '<p style="opacity:0.5">SHOWN</p>',
    '<p style="max-width:0.5em">SHOWN</p>',
    '<p style="font-size:0.9em">SHOWN</p>',
    '<p style="text-indent:-2em">SHOWN</p>',
    '<p style="left:-10px">SHOWN</p>',
    '<p hidden="until-found">SHOWN</p>',
    '<p class="hidden md:block">SHOWN</p>',
    '<p class="unhidden">SHOWN</p>',
    '<p aria-hidden="false">SHOWN</p>',
  ])("%s stays", (html) => {
    expect(textWith(html)).toMatchObject({ text: expect.stringContaining("SHOWN"), removed: 0 });
  });

  test("inside something hidden counts once", () => {
    expect(textWith("<div hidden>A<p hidden>B</p></div>").removed).toBe(1);
  });

  test("and holds no text is removed without being counted", () => {
    expect(textWith("<div hidden></div>").removed).toBe(0);
  });

  test("is kept when it is most of a page, for then a script will show it", () => {
    const $ = pageOf(`<body><div style="display:none">${filler}</div><p>Loading…</p></body>`);
    removeHidden($, { isFragment: false });
    expect($("body").text()).toContain("good deal");
  });

  test("goes from a fragment whatever its share", () => {
    const $ = pageOf(`<div style="display:none">${filler}</div>`);
    removeHidden($, { isFragment: true });
    expect($("body").text().trim()).toBe("");
  });
});

describe("hidden by the page's own styles", () => {
  test.each([
    [".trap{display:none}", '<p class="trap">SECRET</p>'],
    ["#trap { visibility:hidden }", '<p id="trap">SECRET</p>'],
    ["a.b, p.trap{color:red;font-size:0}", '<p class="trap">SECRET</p>'],
  ])("%s", (css, html) => expect(textWith(html, `<style>${css}</style>`).text).not.toContain("SECRET"));

  test("rules that depend on the window, or hide all elements of a kind, are left out", () => {
    const css =
      "@media print{.a{display:none}} @supports (x){.b{display:none}} p{display:none} .c:hover{display:none} .d>.e{display:none} .f{display:none}";
    expect(hidingSelectors(pageOf(`<style>${css}</style>`))).toEqual([".f"]);
  });

  test("comments and broken braces do not lead astray", () => {
    const css = "/* .x{display:none} */ .a{display:none} } .b{display:none} .c{color:red";
    expect(hidingSelectors(pageOf(`<style>${css}</style>`))).toContain(".a");
    expect(hidingSelectors(pageOf(`<style>${css}</style>`))).not.toContain(".x");
  });

  test("no more than 400 selectors are used", () => {
    const css = Array.from({ length: 2_000 }, (_, index) => `.c${index}{display:none}`).join("");
    expect(hidingSelectors(pageOf(`<style>${css}</style>`))).toHaveLength(400);
  });
});

describe("parts that React streams", () => {
  test("without a place of their own are shown where they are", () => {
    const $ = pageOf(`<body>${filler}<div hidden id="S:9">Late part</div></body>`);
    removeHidden($, { isFragment: false });
    expect($("body").text()).toContain("Late part");
  });
});
