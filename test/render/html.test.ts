import { createHash } from "node:crypto";
import { type CheerioAPI, load } from "cheerio";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { anchor, html, htmlText } from "../../src/render/html/markup.ts";
import { htmlRenderer, toHtml } from "../../src/render/html.ts";
import { type Report, resolve } from "../../src/report/index.ts";
import { hostileReport, hostileText } from "../support/hostile-report.ts";
import { sampleContext } from "../support/render-context.ts";
import { sampleReport } from "../support/sample-report.ts";

const renderText = async (report: Report, overrides = {}): Promise<string> => {
  const [file] = await htmlRenderer.render(resolve(report), sampleContext(overrides));
  return new TextDecoder().decode(file?.bytes);
};
const text = await renderText(sampleReport);
const $ = load(text);
const hash = (content: string): string => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;

describe("the file", () => {
  test("allows exactly its own style sheet and script, and pictures as data", () => {
    expect($('meta[http-equiv="Content-Security-Policy"]').attr("content")).toBe(
      `default-src 'none'; img-src data:; style-src ${hash($("style").text())}; script-src ${hash($("script").html() ?? "")}; base-uri 'none'; form-action 'none'`,
    );
    expect($("style")).toHaveLength(1);
    expect($("script")).toHaveLength(1);
  });

  test("loads nothing and holds no inline handler or style", () => {
    for (const [name, value] of attributesOf($)) {
      expect(name).not.toMatch(/^on|^style$|^srcset$|^srcdoc$|^action$/);
      if (name === "src") expect(value).toMatch(/^data:image\/(png|jpeg);base64,/);
    }
    expect($("link, iframe, object, embed, form, base, video, audio")).toHaveLength(0);
    expect($("style").text()).not.toMatch(/@import|url\(/);
  });

  test("says its language, title and how it was made", () => {
    expect($("html").attr("lang")).toBe("en");
    expect($("html").attr("dir")).toBe("ltr");
    expect($("head > title").text()).toBe(sampleReport.title);
    expect($('meta[name="generator"]').attr("content")).toBe(sampleReport.generator);
  });

  test("is the same when rendered twice", async () => expect(await renderText(sampleReport)).toBe(text));

  test("turns with a language that runs from right to left", async () => {
    const arabic = load(await renderText({ ...sampleReport, language: "ar" }));
    expect(arabic("html").attr("dir")).toBe("rtl");
    expect(arabic("#contents").text()).toBe("المحتويات");
  });

  test("survives a malformed language tag", async () => {
    expect(load(await renderText({ ...sampleReport, language: '"><b>' }))("html").attr("lang")).toBe("en");
  });
});

describe("the structure", () => {
  test("has one h1 and headings that never skip a level", () => {
    const levels = $("h1, h2, h3, h4, h5, h6")
      .map((_, element) => Number(element.tagName.slice(1)))
      .get();
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level - before).toBeLessThanOrEqual(1);
      return level;
    }, 0);
  });

  test("lists every section, with its number, in the contents", () => {
    const entries = $("nav.contents a")
      .map((_, element) => $(element).text())
      .get();
    expect(entries).toEqual(
      expect.arrayContaining(["Summary", "1How sales developed", "1.1How the change is computed", "Sources"]),
    );
  });

  test("has unique ids and no link to nowhere", () => {
    const ids = $("[id]")
      .map((_, element) => $(element).attr("id") ?? "")
      .get();
    expect(new Set(ids).size).toBe(ids.length);
    $('a[href^="#"]').each((_, element) => {
      expect(ids).toContain($(element).attr("href")?.slice(1));
    });
    $("[aria-labelledby]").each((_, element) => {
      for (const id of ($(element).attr("aria-labelledby") ?? "").split(" ")) expect(ids).toContain(id);
    });
  });

  test("keeps tables rectangular, with captions and header cells", () => {
    expect($("main table caption").length).toBeGreaterThanOrEqual(5);
    $(".table table").each((_, table) => {
      const widths = $(table)
        .find("tr")
        .map((__, row) => $(row).children().length)
        .get();
      expect(new Set(widths).size).toBe(1);
    });
  });

  test("prints code as text", () => {
    expect($("pre code").text()).toContain("// <b>-0.0072</b>");
  });
});

describe("citations", () => {
  test("link to evidence that says which source it is from", () => {
    const citations = $("a[data-evidence]");
    expect(citations.length).toBeGreaterThan(60);
    citations.each((_, element) => {
      for (const id of ($(element).attr("data-evidence") ?? "").split(" ")) {
        const source = $(`#${id}`).attr("data-source");
        expect($(`#source-${source} #${id}`)).toHaveLength(1);
      }
    });
  });

  test("print the number of their source", () => {
    $("a.citation").each((_, element) => {
      const first = ($(element).attr("data-evidence") ?? "").split(" ")[0];
      expect($(element).text()).toBe(`[${$(`#${first}`).attr("data-source")}]`);
    });
  });

  test("gather what they cite from one source in one mark", () => {
    const first = $(".summary a.citation").first();
    expect(first.attr("data-evidence")).toBe("ev-halden-sales-0 ev-halden-sales-4 ev-halden-decrease");
  });

  test("of unknown evidence are printed but lead nowhere", async () => {
    const citation = { type: "citation", evidenceIds: ["ev-nowhere"] } as const;
    const page = load(await renderText({ ...sampleReport, summary: [{ type: "paragraph", children: [citation] }] }));
    expect(page(".summary .citations").text()).toBe("[?]");
    expect(page(".summary a.citation")).toHaveLength(0);
  });

  test("stand at every value of a chart, wide and narrow, and in its data table", () => {
    expect($("#ch-sales .wide a.chart-point")).toHaveLength(9);
    expect($("#ch-sales .narrow a.chart-point")).toHaveLength(9);
    expect($("#ch-sales .chart-data a.citation")).toHaveLength(9);
  });
});

describe("evidence", () => {
  test("stands literally, with the words around it set apart", () => {
    const quote = $("#ev-press-margin .quoted");
    expect(quote.find("mark").text()).toBe("gross margin rose to 45.2% from 42.3% a year earlier");
    expect(quote.text()).toBe(
      "Analysts were surprised: gross margin rose to 45.2% from 42.3% a year earlier, helped by R&D <discipline> and mix.",
    );
  });

  test("of a cell names row, column and the value in base units", () => {
    const cell = $("#ev-halden-income-23");
    expect(cell.find("tbody th").text()).toBe("Net income (loss)");
    expect(cell.find("thead th").text()).toBe("Sep 30, 2023");
    expect(cell.find("mark").text()).toBe("(1,204)");
    expect(cell.find(".meaning").text()).toBe("= -1,204,000,000 USD");
  });

  test("points at the picture of its page and the box on it", () => {
    const evidence = $("#ev-halden-decrease");
    expect(evidence.attr("data-picture")).toBe("as-page-halden-4");
    expect(evidence.attr("data-box")?.split(" ").map(Number)).toHaveLength(4);
    expect(evidence.find(".show-page").attr("href")).toBe("#picture-as-page-halden-4");
    expect($("#picture-as-page-halden-4 rect").length).toBeGreaterThan(5);
  });

  test("of a figure in the text leads to that figure, which is not embedded twice", () => {
    expect($("#ev-photo-region .show-page").attr("href")).toBe("#fg-wind");
    expect($('img[data-asset="as-photo"]')).toHaveLength(1);
  });

  test("names a local file without linking to it, and links to an address", () => {
    expect($("#source-1 .source a")).toHaveLength(0);
    expect($("#source-1 .facts").text()).toContain("filings/2023 Q3 Halden (10-Q).pdf");
    expect($("#source-2 .source a").attr("href")).toBe(
      "https://www.example.org/filings/orrin-2023-q3.pdf?copy=1&lang=en#page=7",
    );
  });

  test("of a retracted source carries the warning", () => {
    expect($("#source-3 .retracted").text()).toBe("Retracted by its publisher");
  });
});

describe("pictures", () => {
  test("of pages are JPEG of moderate size", async () => {
    const source = $("#picture-as-page-halden-4 img").attr("src") ?? "";
    const bytes = Buffer.from(source.replace(/^data:image\/jpeg;base64,/, ""), "base64");
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 1100 });
    expect(bytes.length).toBeLessThan(180_000);
  });

  test("that are lost or broken leave their description, and the rest of the report", async () => {
    const loadAsset = (id: string) =>
      id === "as-photo" ? Promise.resolve(new Uint8Array([1, 2, 3])) : Promise.reject(new Error("lost"));
    const page = load(await renderText(sampleReport, { loadAsset }));
    expect(page("#fg-wind .missing").text()).toContain("Three wind turbines");
    expect(page("#page-pictures")).toHaveLength(0);
    expect(page("[data-picture]")).toHaveLength(0);
    expect(page(".evidence")).toHaveLength($(".evidence").length);
  });

  test("of thirty dense pages stay below six megabytes", async () => {
    const noise = await sharp({
      create: {
        width: 1240,
        height: 1754,
        channels: 3,
        background: "#fff",
        noise: { type: "gaussian", mean: 200, sigma: 40 },
      },
    })
      .png()
      .toBuffer();
    const pages = Array.from({ length: 30 }, (_, index) => ({
      sourceId: "src-halden",
      page: index + 1,
      assetId: `as-page-${index}`,
    }));
    const evidence = pages.map(({ page }) => ({
      id: `ev-${page}`,
      sourceId: "src-halden",
      subQuestionIds: [],
      locator: { page },
      content: { type: "quote" as const, exact: "x", prefix: "", suffix: "" },
    }));
    const [template] = sampleReport.assets;
    const report: Report = {
      ...sampleReport,
      summary: evidence.map(({ id }) => ({ type: "paragraph", children: [{ type: "citation", evidenceIds: [id] }] })),
      sections: [],
      conflicts: [],
      evidence,
      pages,
      assets: pages.flatMap(({ assetId }) => (template ? [{ ...template, id: assetId }] : [])),
    };
    const page = await renderText(report, { loadAsset: () => Promise.resolve(noise) });
    expect(load(page)(".page-picture")).toHaveLength(30);
    expect(page.length).toBeLessThan(6_000_000);
  });

  test("shared by several citations are embedded once", () => {
    const sources = $("img")
      .map((_, element) => $(element).attr("src") ?? "")
      .get();
    expect(new Set(sources).size).toBe(sources.length);
  });
});

test("a report full of attacks stays text in every place", async () => {
  const page = load(await renderText(hostileReport()));
  const allowed = new Set(["tspan", ...tagsOf(text)]);
  expect([...tagsOf(page.html())].filter((tag) => !allowed.has(tag))).toEqual([]);
  expect(page("script")).toHaveLength(1);
  for (const [name, value] of attributesOf(page)) {
    expect(name).not.toMatch(/^on|^style$/);
    if (name === "href") expect(value).toMatch(/^(#[\w-]+)$/);
    if (name === "src") expect(value).toMatch(/^data:image\/(png|jpeg);base64,[\w+/=]+$/);
  }
  expect(page("h1").text()).toContain("<script>window.pwned");
  expect(page.html()).not.toContain("\u0000");
});

function tagsOf(source: string): ReadonlySet<string> {
  return new Set(
    load(source)("*")
      .get()
      .map((element) => ("tagName" in element ? element.tagName : "")),
  );
}

function attributesOf(page: CheerioAPI): readonly (readonly [name: string, value: string])[] {
  return page("*")
    .get()
    .flatMap((element) => Object.entries(page(element).attr() ?? {}));
}

describe("markup", () => {
  test("escapes what is interpolated, for text and for attributes", () => {
    expect(htmlText(html`<p title="${hostileText}">${hostileText}</p>`)).not.toMatch(/<script|<img|"><|'>/);
    const made = load(htmlText(html`<p title="${'a"b'}">${"<b>&'"}</p>`));
    expect(made("p").attr("title")).toBe('a"b');
    expect(made("p").text()).toBe("<b>&'");
  });

  test("keeps markup made by another template, in lists too, and nothing for undefined", () => {
    expect(htmlText(html`${[html`<i>${1}</i>`, undefined, ["a<", html`<b></b>`]]}`)).toBe("<i>1</i>a&lt;<b></b>");
  });

  test("does not take an object of a report for markup", () => {
    const forged = JSON.parse('{"markup":"<script>","html":"<script>"}');
    expect(htmlText(html`${forged}`)).not.toContain("<script>");
  });

  test("makes ids that hold in attributes and fragments", () => expect(anchor('a b"<c>#é')).toBe("a_b__c___"));
});

test("the version for paper has no script, panel or page pictures, but every piece of evidence", async () => {
  const page = load(await toHtml(resolve(sampleReport), sampleContext(), { isPrint: true }));
  expect(page("script, dialog, .page-picture, details, .narrow")).toHaveLength(0);
  expect(page(".evidence")).toHaveLength(22);
  expect(page("#ev-halden-sales-4").text()).toContain("page 4");
  expect(page("#ev-halden-sales-4").text()).toContain("89,498");
});

test("a cancelled rendering ends with the reason of its signal", async () => {
  const reason = new Error("stopped by the user");
  await expect(renderText(sampleReport, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
