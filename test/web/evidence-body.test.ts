import { load } from "cheerio";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { type Evidence, resolve, type Source } from "../../src/report/index.ts";
import type { EvidenceView } from "../../src/server/api-types.ts";
import { reportView } from "../../src/server/report-view.ts";
import { EvidenceBody } from "../../src/web/evidence-body.tsx";
import { sourceFacts } from "../../src/web/sources.tsx";
import { smallReport } from "../report/small-report.ts";

const view = reportView(resolve(smallReport));
const source: Source = {
  id: "src-a",
  title: "Grid report",
  authors: [],
  fetched: "2024-01-01T00:00:00Z",
  mediaType: "text/html",
  sha256: "00",
};
const quote: Evidence = {
  id: "ev-1",
  sourceId: "src-a",
  subQuestionIds: [],
  locator: {},
  content: { type: "quote", exact: "Sales rose.", prefix: "", suffix: "" },
};
const asset = { id: "as-1", mediaType: "image/png", width: 200, height: 100, sha256: "00" };

const shown = (change: Partial<EvidenceView> = {}) => {
  const whole: EvidenceView = { evidence: quote, source, viewer: "none", checks: [], ...change };
  return load(renderToStaticMarkup(createElement(EvidenceBody, { shown: whole, base: "/api/runs/r", view })));
};
const region = (box: readonly [number, number, number, number]): Evidence => ({
  ...quote,
  content: { type: "region", assetId: "as-1", box, reading: "rising" },
});

describe("what a reader sees of one piece of evidence", () => {
  test("is where it stands, as far as that is known", () => {
    const place = (locator: Evidence["locator"], change: Partial<Source> = {}) =>
      shown({ evidence: { ...quote, locator }, source: { ...source, ...change } })("p.text-muted")
        .first()
        .text();
    expect(place({ page: 3, section: "Results" }, { site: "example.org" })).toBe("page 3 · Results · example.org");
    expect(place({ section: "Results" })).toBe("Results");
    expect(place({})).toBe("");
  });

  test("is a quote in its text, or alone where its text is gone", () => {
    const surroundings = { type: "text", before: "Before. ", exact: "Sales rose.", after: " After." } as const;
    expect(shown({ surroundings })("blockquote").text()).toBe("Before. Sales rose. After.");
    expect(shown({ surroundings })("mark").text()).toBe("Sales rose.");
    expect(shown()("blockquote").html()).toBe("<mark>Sales rose.</mark>");
  });

  test("is a cell marked once, although its value stands in other cells too", () => {
    const $ = shown({
      surroundings: {
        type: "table",
        caption: "",
        header: [["", "2022", "2023"]],
        rows: [
          ["Wind", "5", "5"],
          ["Sun", "5", "5"],
        ],
        rowIndex: 7,
        cell: [1, 2],
      },
    });
    expect($("mark")).toHaveLength(1);
    expect($("tbody tr").eq(1).find("td").eq(2).find("mark").text()).toBe("5");
    expect($("thead th.text-accent").text()).toBe("2023");
    expect($("thead td")).toHaveLength(1);
    expect($("caption")).toHaveLength(0);
  });

  test("is the part of a picture that was read, cut out and framed in the whole", () => {
    const picture = { asset, box: [0.25, 0.5, 0.75, 1] } as const;
    const $ = shown({ evidence: region([0.25, 0.5, 0.75, 1]), picture });
    expect($("p").text()).toContain("What the picture shows: rising");
    expect($("svg[role=img]").attr("viewBox")).toBe("50 50 100 50");
    expect($("[data-box]").attr("style")).toBe("left:25%;top:50%;width:50%;height:50%");
  });

  test.each([
    ["the whole picture", [0, 0, 1, 1]],
    ["nothing", [0.5, 0.5, 0.5, 0.6]],
  ] as const)("is not cut where the part is %s", (_, box) => {
    expect(shown({ evidence: region(box), picture: { asset, box } })("svg[role=img]")).toHaveLength(0);
  });

  test("opens the original only where there is one to show", () => {
    expect(shown()("a")).toHaveLength(0);
    expect(shown({ viewer: "picture" })("a").attr("href")).toBe("/api/runs/r/sources/src-a/original");
  });

  test("is what rests on it, with the verdict on each claim", () => {
    const check = {
      claim: "Sales rose.",
      place: "s1",
      evidenceIds: ["ev-1"],
      step: "quote",
      reason: "It says so.",
    } as const;
    const $ = shown({ checks: [{ ...check, support: "contradicted" }] });
    expect($("details li").text()).toBe("Sales rose.contradicted · It says so.");
    expect(shown()("details")).toHaveLength(0);
  });

  test("is never markup of a source", () => {
    const exact = "<img src=x onerror=alert(1)>";
    const $ = shown({ evidence: { ...quote, content: { type: "quote", exact, prefix: "", suffix: "" } } });
    expect($("img")).toHaveLength(0);
    expect($("mark").text()).toBe(exact);
  });
});

describe("a source", () => {
  test.each([
    [{}, ""],
    [{ authors: ["A", "B", "C", "D", "E"], published: "2023-07" }, "A; B; C; D · 2023-07"],
    [{ site: "example.org", path: "a.pdf", licence: "CC-BY-4.0" }, "example.org · a.pdf · CC-BY-4.0"],
  ])("of %j is described by what is known", (change, facts) =>
    expect(sourceFacts({ ...source, ...change })).toBe(facts),
  );

  test("is linked only where its address is one of the web", () => {
    const title = (change: Partial<Source>) => shown({ source: { ...source, ...change } })("p.font-medium");
    expect(title({ url: "https://example.org/a" }).find("a").attr("href")).toBe("https://example.org/a");
    expect(title({ url: "javascript:alert(1)" }).find("a")).toHaveLength(0);
    expect(title({ path: "a.pdf" }).text()).toBe("Grid report");
    expect(title({ retracted: true }).find("strong").text()).toBe("retracted");
  });
});
