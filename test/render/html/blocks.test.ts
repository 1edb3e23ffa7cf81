import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { blocksToHtml } from "../../../src/render/html/blocks.ts";
import { documentToHtml } from "../../../src/render/html/document.ts";
import { ownMarkup } from "../../../src/render/html/markup.ts";
import { type Block, type Chart, labelsFor, type Section } from "../../../src/report/index.ts";
import { emptyReport } from "../../support/empty-report.ts";
import { sampleReport } from "../../support/sample-report.ts";
import { htmlContext, parsed } from "./build.ts";

const text = (value: string): Block => ({ type: "paragraph", children: [{ type: "text", value }] });
const section = (id: string, blocks: readonly Block[], sections: readonly Section[] = []): Section => ({
  ...{ id, title: `Title ${id}`, blocks, sections },
});
function drawn(blocks: readonly Block[], more: Parameters<typeof htmlContext>[1] = {}) {
  return parsed(blocksToHtml(blocks, htmlContext({ sections: [section("s", blocks)] }, more)));
}
const page = (changes: Parameters<typeof htmlContext>[0], more: Parameters<typeof htmlContext>[1] = {}) =>
  load(documentToHtml(htmlContext(changes, more)));

describe("lists", () => {
  const list = (ordered: boolean, ...items: readonly (readonly Block[])[]): Block => ({ type: "list", ordered, items });

  test("of single paragraphs need no paragraphs inside", () => {
    const $ = drawn([list(false, [text("one")], [text("two")])]);
    expect(
      $("ul > li")
        .toArray()
        .map((node) => $(node).html()),
    ).toEqual(["one", "two"]);
  });

  test("in lists keep their kind, and what stands beside them", () => {
    const $ = drawn([list(true, [text("one"), list(false, [text("inner")]), text("after")])]);
    expect($("ol > li > ul > li").text()).toBe("inner");
    expect($("ol > li > p").text()).toBe("after");
  });

  test("may begin with a quote, a table or nothing", () => {
    const quote: Block = { type: "quote", children: [text("said")] };
    const $ = drawn([list(false, [quote], [])]);
    expect($("li > blockquote > p").text()).toBe("said");
    expect($("li")).toHaveLength(2);
  });
});

describe("a chart", () => {
  const chart: Chart = {
    ...{ type: "chart", id: "c1", mark: "line", caption: [{ type: "text", value: "Heat" }], alt: "Heat rises." },
    ...{ xTitle: "", yTitle: "Heat", unit: "GWh", categories: ["2022", "2023", "2024"] },
    series: [
      {
        name: "Norda",
        points: [
          { value: 398, evidenceIds: ["ev-halden-sales-0"] },
          { value: null, evidenceIds: [] },
        ],
      },
    ],
  };

  test("gives its numbers as a table, gaps and missing points as dashes", () => {
    const $ = drawn([chart]);
    expect(
      $("tbody tr")
        .toArray()
        .map((row) => $(row).find("td").text().trim()),
    ).toEqual([expect.stringMatching(/^398/), "–", "–"]);
    expect(
      $("tbody th")
        .toArray()
        .map((node) => $(node).text()),
    ).toEqual(["2022", "2023", "2024"]);
    expect($("thead td")).toHaveLength(1);
    expect($("thead th").text()).toContain("GWh");
  });

  test("cites each number where it stands", () => {
    const $ = drawn([chart]);
    expect($("tbody tr").first().find("a.citation").attr("href")).toBe("#ev-halden-sales-0");
    expect($("tbody a.citation")).toHaveLength(1);
  });

  test("shows the drawings it has, the second for narrow pages, and on paper no table", () => {
    const drawings = new Map([["c1", [ownMarkup("<svg/>"), ownMarkup("<svg/>")]]]);
    const $ = drawn([chart], { drawings });
    expect(
      $(".chart")
        .toArray()
        .map((node) => $(node).attr("class")),
    ).toEqual(["chart wide", "chart narrow"]);
    expect(drawn([chart], { drawings, isPrint: true })("details")).toHaveLength(0);
    expect(drawn([chart])(".chart")).toHaveLength(0);
  });

  test("of nothing is a caption and an empty table", () => {
    const $ = drawn([{ ...chart, categories: [], series: [] }]);
    expect($("tbody tr")).toHaveLength(0);
    expect($("figcaption").text()).toContain("Heat");
  });
});

describe("a figure", () => {
  const figure: Block = {
    type: "figure",
    id: "f1",
    assetId: "as-lost",
    alt: 'A "chart" <b>',
    caption: [],
    credit: "Ann & Co.",
  };

  test("whose picture is missing is described in its place", () => {
    const $ = drawn([figure], { pictures: new Map() });
    expect($("img")).toHaveLength(0);
    expect($(".missing").text()).toContain('A "chart" <b>');
    expect($(".credit").text()).toContain("Ann & Co.");
  });

  test("has its size and description, so that the page does not jump", () => {
    const pictures = new Map([["as-lost", { dataUrl: "data:image/png;base64,AAAA", width: 8, height: 6 }]]);
    const $ = drawn([figure], { pictures });
    expect($("img").attr()).toMatchObject({ width: "8", height: "6", alt: 'A "chart" <b>' });
  });
});

describe("blocks of words", () => {
  test("code and formulas keep their lines and signs", () => {
    const value = "if (a < b) {\n  return '</pre><script>';\n}";
    const $ = drawn([
      { type: "code", language: "js", value },
      { type: "math", value: "a < b" },
    ]);
    expect($("pre").first().text()).toBe(value);
    expect($("pre.math").text()).toBe("a < b");
    expect($("script")).toHaveLength(0);
  });

  test.each(["note", "warning"] as const)("a %s says what it is, to all readers", (tone) => {
    const $ = drawn([{ type: "callout", tone, children: [text("Mind this.")] }]);
    expect($("[role=note]").attr("aria-label")).toBe(labelsFor("en")[tone]);
    expect($(".callout-label").text()).toBe(labelsFor("en")[tone]);
  });
});

describe("a whole page", () => {
  test("of an empty report has its title, its summary and who wrote it", () => {
    const $ = page(emptyReport, { pictures: new Map() });
    expect($("h1").text()).toBe("Nothing");
    expect($("#summary").length + $("#sources").length).toBe(2);
    expect($("#verification").closest("section").text()).toContain(emptyReport.generator);
    expect($(".bibliography li")).toHaveLength(0);
    expect($(".page-pictures")).toHaveLength(0);
  });

  test("sets headings down to the sixth level and numbers all of them", () => {
    const deep = ["f", "e", "d", "c", "b"].reduce<Section>(
      (below, id) => section(id, [text(id)], [below]),
      section("g", [text("g")]),
    );
    const $ = page({ ...emptyReport, sections: [section("a", [], [deep])] });
    const tags = ["a", "b", "c", "d", "e", "f", "g"].map((id) => $(`#${id}`).prop("tagName")?.toLowerCase());
    expect(tags).toEqual(["h2", "h3", "h4", "h5", "h6", "h6", "h6"]);
    expect($("#g .section-number").text()).toBe("1.1.1.1.1.1.1");
    expect($("nav a[href='#g']")).toHaveLength(1);
  });

  test.each([
    ["ar", "rtl"],
    ["he-IL", "rtl"],
    ["zh-Hant", "ltr"],
    ["<b>", "ltr"],
  ])("in %s runs %s", (language, direction) => {
    const $ = page({ ...emptyReport, language });
    expect($("html").attr("dir")).toBe(direction);
    expect($("html").attr("lang")).toMatch(/^[a-zA-Z-]+$/);
  });

  test("on paper has no script, no panel and no link to skip", () => {
    const $ = page(sampleReport, { isPrint: true });
    expect($("script, dialog, .skip")).toHaveLength(0);
    expect($("meta[http-equiv]").attr("content")).not.toContain("script-src");
  });

  test("leads every link within it to a place in it", () => {
    const $ = page(sampleReport);
    const ids = new Set(
      $("[id]")
        .toArray()
        .map((node) => $(node).attr("id")),
    );
    const targets = $("a[href^='#']")
      .toArray()
      .map((node) => ($(node).attr("href") ?? "").slice(1));
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
    expect(ids.size).toBe($("[id]").length);
  });
});
