import { load } from "cheerio";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anchor, html, htmlText, type Interpolated, ownMarkup } from "../../../src/render/html/markup.ts";

const made = (value: Interpolated): string => htmlText(html`<p title="${value}">${value}</p>`);

describe("what is interpolated", () => {
  test.each<[string, Interpolated, string]>([
    ["text as it is", "plain", "plain"],
    ["a number", 1.5, "1.5"],
    ["zero, which is something", 0, "0"],
    ["nothing for undefined", undefined, ""],
    ["nothing for an empty list", [], ""],
    ["a list, one after the other", ["a", 1, ["b", undefined, ["c"]]], "a1bc"],
    ["an ampersand", "R&D", "R&amp;D"],
    ["an entity as the words it is", "&lt;b&gt;", "&amp;lt;b&amp;gt;"],
    ["a tag as words", "<b>", "&lt;b&gt;"],
    ["both kinds of quotation marks", `"'`, "&quot;&#39;"],
    ["other scripts untouched", "漢字 עברית 👩‍🔬", "漢字 עברית 👩‍🔬"],
  ])("is %s", (_, value, expected) => {
    expect(htmlText(html`${value}`)).toBe(expected);
  });

  test("is not escaped twice when it is markup already", () => {
    const inner = html`<b>${"1 < 2"}</b>`;
    expect(htmlText(html`<p>${inner}${[inner]}</p>`)).toBe("<p><b>1 &lt; 2</b><b>1 &lt; 2</b></p>");
  });

  test("stands where its place is, at both ends of the template too", () => {
    expect(htmlText(html`${"a"}-${"b"}-${"c"}`)).toBe("a-b-c");
    expect(htmlText(html``)).toBe("");
  });

  test("never ends its attribute or begins an element, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "a", "/", "=", " ", "`") }), (text) => {
        const $ = load(made(text), null, false);
        expect($("*")).toHaveLength(1);
        expect($("p").text()).toBe(text);
        expect($("p").attr()).toEqual({ title: text });
      }),
      { seed: 20260301 },
    );
  });

  test("loses the characters that no HTML may hold", () => {
    const text = made("a\u0000b\u0007c\ud800d");
    // HTML living standard, 13.1.4: no controls but white space, no lone surrogates.
    expect(text).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });
});

describe("what only looks like markup", () => {
  test.each([
    ["a report's JSON with its key's name", { content: "<script>" }],
    ["a description of the symbol", { "Symbol(markup)": "<script>" }],
    ["a copy that went through JSON", JSON.parse(JSON.stringify(html`<script></script>`))],
  ])("gives no element: %s", (_, forged) => {
    // The cast is what a report that was not checked would amount to.
    expect(htmlText(html`<p>${forged as Interpolated}</p>`)).not.toContain("<script");
  });

  test("only what this program says is its own stays as it is", () => {
    expect(htmlText(html`<p>${ownMarkup("<svg/>")}</p>`)).toBe("<p><svg/></p>");
  });
});

describe("an anchor", () => {
  test.each([
    ["ev-1a2b", "ev-1a2b"],
    ["tb_sales", "tb_sales"],
    ["a b", "a_b"],
    ['x" onclick="y', "x__onclick__y"],
    ["a#b?c/d", "a_b_c_d"],
    ["", ""],
  ])("of %j is %j", (id, expected) => expect(anchor(id)).toBe(expected));
});
