import { describe, expect, test } from "vitest";
import { placeOnPage, summarySources, summaryToMarkdown } from "../../src/render/index.ts";
import { resolve } from "../../src/report/index.ts";
import { sampleReport } from "../support/sample-report.ts";

const resolved = resolve(sampleReport);

describe("a summary that stands alone", () => {
  test("links its citations to their sources, or to their place in the report", () => {
    const sources = summarySources(resolved);
    expect(sources.length).toBeGreaterThan(0);
    const text = summaryToMarkdown(resolved, "https://here.example/report.html?a=1");
    for (const { number, url } of sources) {
      const place = url ?? placeOnPage("https://here.example/report.html?a=1", number);
      expect(text).toContain(`[\\[${number}\\]](${place})`);
    }
    expect(text).not.toContain("](#source");
  });

  test("leaves the mark without a link where there is nothing to link to", () => {
    const local = { ...sampleReport, sources: sampleReport.sources.map(({ url: _, ...source }) => source) };
    const text = summaryToMarkdown(resolve(local));
    expect(text).toContain("\\[1\\]");
    expect(text).not.toMatch(/\]\(/);
  });
});
