import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { citedPages, type HtmlContext } from "../../../src/render/html/context.ts";
import { citationToHtml, inlinesToHtml } from "../../../src/render/html/inlines.ts";
import { html, htmlText, type Markup } from "../../../src/render/html/markup.ts";
import { defaultTheme } from "../../../src/render/theme.ts";
import type { Inline, Report } from "../../../src/report/index.ts";
import { cite, evidence, paragraph, refer, resolved, text } from "../pptx/build.ts";

const table = {
  type: "table" as const,
  id: "tb-1",
  caption: [],
  header: [{ children: [text("Year")] }],
  rows: [[{ children: [text("2024")] }]],
};

function contextOf(parts: Partial<Report> = {}): HtmlContext {
  const report = resolved({ summary: [paragraph(cite("e1"), cite("e2"), cite("e3")), table], ...parts });
  return { resolved: report, theme: defaultTheme, isPrint: false, pictures: new Map(), drawings: new Map() };
}

const drawn = (...inlines: Inline[]): string => htmlText(html`${inlinesToHtml(inlines, contextOf())}`);
const query = (markup: Markup) => load(htmlText(markup), null, false);

describe("inline content", () => {
  test.each<[string, Inline, string]>([
    ["text", text("5 < 6"), "5 &lt; 6"],
    ["strong text", { type: "strong", children: [text("so")] }, "<strong>so</strong>"],
    [
      "emphasis inside strong text",
      { type: "strong", children: [{ type: "emphasis", children: [text("so")] }] },
      "<strong><em>so</em></strong>",
    ],
    ["code", { type: "inlineCode", value: "<br>" }, "<code>&lt;br&gt;</code>"],
    ["a formula, as it was written", { type: "math", value: "a<b" }, '<code class="math">a&lt;b</code>'],
    ["a reference", refer("tb-1"), '<a class="reference" href="#tb-1">Table 1</a>'],
    ["a reference to nothing, which says nothing", refer("tb-gone"), ""],
  ])("is %s", (_, inline, expected) => expect(drawn(inline)).toBe(expected));

  test.each(["https://example.org/a?b=1&c=2", "http://example.org/", "mailto:a@example.org"])("%s is a link", (url) => {
    const $ = load(drawn({ type: "link", url, children: [text("it")] }), null, false);
    expect($("a").attr()).toEqual({ href: url, rel: "noopener noreferrer" });
    expect($("a").text()).toBe("it");
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "/relative",
    "//example.org/",
    "",
  ])("the address %j leaves only the words", (url) => {
    expect(drawn({ type: "link", url, children: [text("it")] })).toBe("it");
  });
});

describe("a citation", () => {
  test("links each mark to its first evidence and names all of it", () => {
    const context = contextOf();
    const $ = query(citationToHtml(["e1", "e3"], context));
    const links = $("a.citation")
      .toArray()
      .map((link) => $(link).attr());
    expect(links.map((link) => [link?.href, link?.["data-evidence"], link?.["aria-label"]])).toEqual([
      ["#e1", "e1", "Evidence [1]"],
      ["#e3", "e3", "Evidence [3]"],
    ]);
  });

  test("of two places in one source is one mark with both places", () => {
    const [first, second, ...others] = evidence;
    const both = [first, { ...second, sourceId: "s1" }, ...others].flatMap((item) => (item?.id ? [item] : []));
    const context = contextOf({ evidence: both as Report["evidence"] });
    const $ = query(citationToHtml(["e1", "e2"], context));
    expect($("a.citation")).toHaveLength(1);
    expect($("a.citation").attr("data-evidence")).toBe("e1 e2");
  });

  test("of evidence that is gone is no link, so that nothing leads nowhere", () => {
    const $ = query(citationToHtml(["gone"], contextOf()));
    expect($("a")).toHaveLength(0);
    expect($("span.citation").text()).toBe("[?]");
  });
});

describe("the pages that are cited", () => {
  const page = (sourceId: string, number: number, assetId = `as-${sourceId}-${number}`) => ({
    sourceId,
    page: number,
    assetId,
  });
  const ids = (parts: Partial<Report>) => citedPages(contextOf(parts).resolved).map(({ assetId }) => assetId);

  // Evidence e1 stands on page 10 of s1, e2 on page 11 of s2.
  test("are those on which cited evidence stands", () => {
    expect(ids({ pages: [page("s1", 10), page("s1", 11), page("s2", 11), page("s9", 18)] })).toEqual([
      "as-s1-10",
      "as-s2-11",
    ]);
  });

  test("are embedded once where two sources share a picture", () => {
    expect(ids({ pages: [page("s1", 10, "as-same"), page("s2", 11, "as-same")] })).toEqual(["as-same"]);
  });

  test("are the first page of a source whose evidence has none, as of a web page", () => {
    const whole = evidence.map((item) => ({ ...item, locator: {} }));
    expect(ids({ evidence: whole, pages: [page("s1", 1), page("s1", 2)] })).toEqual(["as-s1-1"]);
  });

  test("are none in a report that cites nothing", () => {
    expect(ids({ summary: [paragraph(text("nothing"))], pages: [page("s1", 10)] })).toEqual([]);
  });
});
