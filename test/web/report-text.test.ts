import { load } from "cheerio";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { type Block, type Inline, type Report, resolve } from "../../src/report/index.ts";
import { reportView } from "../../src/server/report-view.ts";
import { reportContext } from "../../src/web/report-context.ts";
import { ReportText } from "../../src/web/report-pane.tsx";
import { smallReport } from "../report/small-report.ts";

const base = "/api/runs/r1";
const text = (value: string): Inline => ({ type: "text", value });
const cite = (...evidenceIds: [string, ...string[]]): Inline => ({ type: "citation", evidenceIds });
const paragraph = (...children: readonly Inline[]): Block => ({ type: "paragraph", children });

function shown(change: Partial<Report> = {}) {
  const context = reportContext(reportView(resolve({ ...smallReport, ...change })), base, () => undefined);
  return load(renderToStaticMarkup(createElement(ReportText, { context })));
}
const summary = (...children: readonly Inline[]) =>
  shown({ summary: [paragraph(...children)] })("article > section p").first();

describe("a report on the page", () => {
  test.each([
    ["ar", "rtl"],
    ["he-IL", "rtl"],
    ["ar-Latn", "ltr"],
    ["zh-Hans", "ltr"],
    ["en", "ltr"],
  ])("in %s runs %s", (language, direction) => {
    expect(shown({ language })("article").attr()).toMatchObject({ lang: language, dir: direction });
  });

  test.each(["en_US", "", "x", "not a language"])("is shown although its language is %j", (language) => {
    expect(shown({ language })("header p").last().text()).toContain("January 1, 2024");
  });

  test("says its question only where the title is another", () => {
    expect(shown()("header p").first().text()).toBe("How did sales develop?");
    expect(shown({ title: "T", question: "T" })("header p")).toHaveLength(1);
  });

  test("nests headings to the fourth level and no deeper", () => {
    const nested = (depth: number): Report["sections"] =>
      depth === 0 ? [] : [{ id: `d${depth}`, title: `Depth ${depth}`, blocks: [], sections: nested(depth - 1) }];
    const $ = shown({ sections: nested(5) });
    const levels = $("article > section:not([aria-label]) :is(h1,h2,h3,h4,h5,h6)")
      .toArray()
      .filter((heading) => $(heading).text().includes("Depth"))
      .map(({ tagName }) => tagName);
    expect(levels).toEqual(["h2", "h3", "h4", "h4", "h4"]);
    expect($("#at-d3").text()).toBe("1.1.1Depth 3");
  });

  test("has contents only where there is more than one section", () => {
    expect(shown()("nav")).toHaveLength(0);
    const [section] = smallReport.sections;
    const other = { id: "s2", title: "Outlook", blocks: [], sections: [] };
    const $ = shown({ sections: section ? [section, other] : [] });
    expect(
      $("nav li")
        .map((_, line) => $(line).text())
        .get(),
    ).toEqual(["1Development", "2Outlook", "Limits and what was not found", "Verification"]);
  });

  test("gives no element an id twice", () => {
    const $ = shown();
    const ids = $("[id]")
      .map((_, element) => $(element).attr("id"))
      .get();
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe("the marks of a citation", () => {
  test("stay on the line of the last word", () => {
    const marked = summary(text("Net sales rose "), cite("ev-1")).find(".whitespace-nowrap");
    expect(marked.text()).toBe("rose1");
    expect(marked.find("button").attr("aria-label")).toBe("Evidence [1]");
  });

  test.each([
    ["Chinese", "2023年风电装机容量达到四亿四千万千瓦同比增长百分之二十点七创历史新高。"],
    ["Thai", "ยอดขายสุทธิเพิ่มขึ้นอย่างต่อเนื่องตลอดทั้งปีที่ผ่านมาในทุกภูมิภาค"],
    ["a long address", `https://example.org/${"a".repeat(300)}`],
  ])("do not keep a whole sentence without spaces on one line: %s", (_, sentence) => {
    const whole = summary(text(sentence), cite("ev-1"));
    expect(whole.text()).toBe(`${sentence}1`);
    expect(whole.find(".whitespace-nowrap").text().length).toBeLessThanOrEqual(13);
  });

  test.each([
    ["before any text", [cite("ev-1"), text("Sales rose.")], "1Sales rose."],
    ["after blanks only", [text("  "), cite("ev-1")], "1"],
    ["one after another", [text("Sales rose."), cite("ev-1"), cite("ev-2")], "Sales rose.11"],
    ["inside emphasis", [{ type: "strong", children: [text("Sales"), cite("ev-1")] }, text(" rose.")], "Sales1 rose."],
    ["of evidence that is not there", [text("Sales rose."), cite("ev-9")], "Sales rose.[?]"],
  ] as const)("are printed %s", (_, inlines, printed) => expect(summary(...inlines).text()).toBe(printed));
});

describe("what a text must not become", () => {
  test("markup", () => {
    const hostile = '<img src=x onerror=alert(1)><script>1</script>"';
    const $ = shown({ title: hostile, summary: [paragraph(text(hostile), { type: "inlineCode", value: hostile })] });
    expect($("img[src=x], script")).toHaveLength(0);
    expect($("h1").text()).toBe(hostile);
    expect($("article > section p").first().text()).toBe(hostile + hostile);
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "/relative", "file:///etc/passwd", " "])(
    "a link to %j",
    (url) => {
      const whole = summary({ type: "link", url, children: [text("words")] });
      expect(whole.find("a")).toHaveLength(0);
      expect(whole.text()).toBe("words");
    },
  );

  test("a link that tells the other page where it was", () => {
    const link = summary({ type: "link", url: "https://example.org", children: [text("words")] }).find("a");
    expect(link.attr()).toMatchObject({ href: "https://example.org/", rel: "noopener noreferrer", target: "_blank" });
  });
});

describe("blocks", () => {
  const blocks = (...summary: readonly Block[]) => shown({ summary })("article > section").first();

  test("a reference is named by its number, and one that leads nowhere is left out", () => {
    expect(summary(text("See "), { type: "reference", targetId: "t1" }).text()).toBe("See Table 1");
    expect(summary(text("See "), { type: "reference", targetId: "none" }).text()).toBe("See ");
  });

  test("an item of one paragraph has no paragraph inside, the others keep theirs", () => {
    const list = blocks({
      type: "list",
      ordered: true,
      items: [
        [paragraph(text("one"))],
        [paragraph(text("two")), paragraph(text("more"))],
        [{ type: "code", language: "", value: "x < 1" }],
        [],
      ],
    }).find("ol > li");
    expect(list.eq(0).html()).toBe("one");
    expect(list.eq(1).html()).toBe("two<p>more</p>");
    expect(list.eq(2).find("pre code").text()).toBe("x < 1");
    expect(list.eq(3).html()).toBe("");
  });

  test("a picture that is missing is told by its description", () => {
    const $ = shown({ assets: [] });
    expect($("figure img")).toHaveLength(0);
    expect($("#at-f1").text()).toContain("The picture could not be loaded. A chart");
  });

  test("a picture with a citation opens its evidence, one without is only a picture", () => {
    const figure = (caption: readonly Inline[]): Block => ({
      type: "figure",
      id: "f9",
      assetId: "as-1",
      alt: "Two turbines",
      caption,
    });
    expect(
      blocks(figure([cite("ev-1")]))
        .find("button[aria-label='Evidence: Two turbines'] img")
        .attr("src"),
    ).toBe(`${base}/assets/as-1`);
    expect(blocks(figure([text("Turbines")])).find("figure button")).toHaveLength(0);
  });

  test("a warning is named before it is read", () => {
    const callout = blocks({ type: "callout", tone: "warning", children: [paragraph(text("Mind the gap."))] });
    expect(callout.find("[role=note]").attr("aria-label")).toBe("Warning");
    expect(callout.text()).toBe("WarningMind the gap.");
  });
});
