import { describe, expect, test } from "vitest";
import { citedPages } from "../../../src/render/html/context.ts";
import { bibliographyToHtml } from "../../../src/render/html/evidence.ts";
import { citationToHtml, inlinesToHtml } from "../../../src/render/html/inlines.ts";
import { pagePicturesToHtml, pictureOf } from "../../../src/render/html/page-pictures.ts";
import { panelScript } from "../../../src/render/html/panel-script.ts";
import type { Block, Evidence, Inline, Report, Source } from "../../../src/report/index.ts";
import { htmlContext, parsed } from "./build.ts";

const source = (id: string, more: Partial<Source> = {}): Source => ({
  id,
  title: `Title ${id}`,
  authors: [],
  fetched: "2026-01-02T00:00:00Z",
  mediaType: "application/pdf",
  sha256: "0".repeat(64),
  ...more,
});
const quote = (id: string, sourceId: string, more: Partial<Evidence> = {}): Evidence => ({
  id,
  sourceId,
  subQuestionIds: [],
  locator: { page: 3, box: [0.1, 0.2, 0.5, 0.3] },
  content: { type: "quote", exact: `words ${id}`, prefix: "before ", suffix: " after" },
  ...more,
});
const cites = (...ids: [string, ...string[]]): Block => ({
  type: "paragraph",
  children: [{ type: "citation", evidenceIds: ids }],
});
const asset = (id: string) => ({ id, mediaType: "image/png", width: 800, height: 1000, sha256: "0".repeat(64) });

function context(parts: Partial<Report>, more: Parameters<typeof htmlContext>[1] = {}) {
  return htmlContext(
    {
      summary: [],
      sections: [],
      conflicts: [],
      limitations: [],
      assets: [],
      pages: [],
      sources: [],
      evidence: [],
      ...parts,
    },
    more,
  );
}

const two = {
  sources: [source("a", { url: "https://example.org/a" }), source("b", { path: "folder/b.pdf", retracted: true })],
  evidence: [quote("e1", "a"), quote("e2", "b"), quote("e3", "a", { locator: { page: 9 } })],
  summary: [cites("e2"), cites("e1", "e3")],
};

describe("the bibliography", () => {
  const $ = parsed(bibliographyToHtml(context(two)));

  test("counts in the order of citation and says so in the list", () => {
    expect(
      $("li.entry")
        .toArray()
        .map((node) => [$(node).attr("id"), $(node).attr("value"), $(node).find("cite").text()]),
    ).toEqual([
      ["source-1", "1", "Title b"],
      ["source-2", "2", "Title a"],
    ]);
  });

  test("lists the evidence of each source in the order cited", () => {
    expect(
      $("#source-2 .evidence")
        .toArray()
        .map((node) => $(node).attr("id")),
    ).toEqual(["e1", "e3"]);
  });

  test("links an address and names a file", () => {
    expect($("#source-2 .source-title a").attr("href")).toBe("https://example.org/a");
    expect($("#source-1 .source-title a")).toHaveLength(0);
    expect($("#source-1 .facts").text()).toContain("File: folder/b.pdf");
  });

  test("warns of what was retracted, beside its title", () => {
    expect($("#source-1 .source-title .retracted").text()).toBe("Retracted by its publisher");
  });

  test("sets the quoted words apart from those around them", () => {
    expect($("#e1 mark").text()).toBe("words e1");
    expect(
      $("#e1 .context")
        .toArray()
        .map((node) => $(node).text()),
    ).toEqual(["before ", " after"]);
  });

  test("speaks the language of a source where it says its title", () => {
    const german = context({ ...two, sources: [source("a", { language: "de" }), source("b")] });
    expect(parsed(bibliographyToHtml(german))("#source-2 cite").attr("lang")).toBe("de");
  });

  test("is one line for each piece of evidence on paper", () => {
    const printed = parsed(bibliographyToHtml(context(two, { isPrint: true })));
    expect(printed("#e1").text()).toBe("page 3: “words e1”");
    expect(printed(".show-page, mark, .context")).toHaveLength(0);
  });

  test("shows a path of headers as one phrase", () => {
    const cell = quote("e1", "a", {
      content: {
        type: "cell",
        tableId: "t",
        row: "ASSETS: › Cash",
        column: "Three Months Ended › 2023",
        rowIndex: 0,
        columnIndex: 0,
        value: "5",
      },
    });
    const given = context({ ...two, evidence: [cell, two.evidence[1] as Evidence, two.evidence[2] as Evidence] });
    const table = parsed(bibliographyToHtml(given))("#e1 table");
    expect(table.find("tbody th").text()).toBe("ASSETS: Cash");
    expect(table.find("thead th").text()).toBe("Three Months Ended › 2023");
  });
});

describe("citations", () => {
  const given = context(two);
  const marks = (...ids: string[]) => parsed(citationToHtml(ids, given));

  test("are named for those who only hear them", () => {
    expect(marks("e1")("a").attr("aria-label")).toBe("Evidence [2]");
  });

  test("lead to their first evidence and name the rest for the panel", () => {
    const $ = marks("e1", "e3");
    expect($("a").attr("href")).toBe("#e1");
    expect($("a").attr("data-evidence")).toBe("e1 e3");
  });

  test("stand in the order of their numbers", () => {
    expect(marks("e1", "e2").root().text()).toBe("[1][2]");
  });

  test("without evidence are words, not links", () => {
    const $ = marks("gone");
    expect($("a")).toHaveLength(0);
    expect($(".citation").text()).toBe("[?]");
  });
});

describe("inline content", () => {
  const given = context(two);
  const written = (...inlines: Inline[]) => parsed(inlinesToHtml(inlines, given));

  test.each<[string, Inline, string]>([
    ["strong", { type: "strong", children: [{ type: "text", value: "<b>" }] }, "<strong>&lt;b&gt;</strong>"],
    ["emphasis", { type: "emphasis", children: [] }, "<em></em>"],
    ["code", { type: "inlineCode", value: "a < b" }, "<code>a &lt; b</code>"],
    ["a formula", { type: "math", value: "x^2" }, '<code class="math">x^2</code>'],
    ["a dangerous link", { type: "link", url: "javascript:alert(1)", children: [{ type: "text", value: "x" }] }, "x"],
    ["a reference to nothing", { type: "reference", targetId: "gone" }, ""],
  ])("of %s", (_what, inline, expected) => {
    expect(written(inline).html()).toBe(expected);
  });

  test("of a link keeps the page that it leaves to itself", () => {
    const $ = written({ type: "link", url: "https://example.org/x", children: [{ type: "text", value: "x" }] });
    expect($("a").attr("rel")).toBe("noopener noreferrer");
  });
});

describe("pictures of pages", () => {
  const withPages = {
    ...two,
    assets: [asset("pa"), asset("pb"), asset("unused")],
    pages: [
      { sourceId: "a", page: 3, assetId: "pa" },
      { sourceId: "b", page: 3, assetId: "pb" },
      { sourceId: "a", page: 4, assetId: "unused" },
    ],
  };

  test("are those of cited pages only, each once", () => {
    const { resolved } = context({
      ...withPages,
      pages: [...withPages.pages, { sourceId: "a", page: 3, assetId: "pa" }],
    });
    expect(citedPages(resolved).map(({ assetId }) => assetId)).toEqual(["pa", "pb"]);
  });

  test("of evidence without a page are those of the first", () => {
    const [first] = [quote("e1", "a", { locator: {} })];
    const given = context({
      ...withPages,
      evidence: [first as Evidence],
      summary: [cites("e1")],
      pages: [{ sourceId: "a", page: 1, assetId: "pa" }],
    });
    expect(pictureOf(first as Evidence, given)).toEqual({ assetId: "pa", target: "picture-pa" });
  });

  test("draw the box of the evidence in pixels of the picture", () => {
    const $ = parsed(pagePicturesToHtml(context(withPages)));
    const box = $("#picture-pa rect");
    expect(["x", "y", "width", "height"].map((name) => Number(box.attr(name)))).toEqual([80, 200, 320, 100]);
  });

  test("are described by source and page", () => {
    const $ = parsed(pagePicturesToHtml(context(withPages)));
    expect($("#picture-pa img").attr("alt")).toBe("[2] page 3");
    expect($("svg.boxes").attr("aria-hidden")).toBe("true");
  });

  test("that the file does not hold are not pointed at", () => {
    const given = context(withPages, { pictures: new Map() });
    expect(pictureOf(two.evidence[0] as Evidence, given)).toBeUndefined();
    expect(parsed(pagePicturesToHtml(given)).root().text()).toBe("");
    expect(parsed(bibliographyToHtml(given))(".show-page")).toHaveLength(0);
  });

  test("of a region lead to the figure that shows it, else to the gallery", () => {
    const region = quote("e1", "a", { content: { type: "region", assetId: "pa", box: [0, 0, 1, 1], reading: "bars" } });
    const figure: Block = { type: "figure", id: "fig", assetId: "pa", alt: "Bars", caption: [] };
    const parts = { ...withPages, evidence: [region], summary: [cites("e1")], pages: [] };
    expect(pictureOf(region, context({ ...parts, summary: [figure, cites("e1")] }))?.target).toBe("fig");
    expect(pictureOf(region, context(parts))?.target).toBe("picture-pa");
  });
});

describe("the panel's script", () => {
  const script = panelScript();

  test("is a program by itself", () => expect(() => new Function(script)).not.toThrow());

  test("does nothing in a page without a panel", () => {
    const run = new Function("document", script);
    expect(() => run({ querySelector: () => null })).not.toThrow();
  });

  test("holds every function that it calls, and imports nothing", () => {
    const own = new Set([...script.matchAll(/function (\w+)\(/g)].map((match) => match[1]));
    const called = [
      "createPanel",
      "createPreview",
      "listenToPanel",
      "panelContent",
      "previewContent",
      "evidenceOf",
      "citationAt",
      "sourceOf",
      "copyOf",
      "framedPicture",
      "boxIn",
    ];
    expect(called.filter((name) => !own.has(name))).toEqual([]);
    expect(script).not.toMatch(/\bimport\b|\brequire\(|__vi|exports\./);
  });

  test("makes no HTML from text, and cannot end its element", () => {
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|<\/script/i);
  });
});
