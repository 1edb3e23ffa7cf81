import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { findQuote } from "../../src/evidence/index.ts";
import type { ParsedSource } from "../../src/evidence/parsed-source.ts";
import { walkBlocks, walkCitations } from "../../src/report/walk.ts";
import { resumeRun } from "../../src/run.ts";
import { type Finished, requestFor, runToEnd, temporaryOut, withoutTimes } from "../support/runs.ts";

const question =
  "How did Iowa's electricity generation from renewables, nuclear energy and fossil fuels develop from 2001 to 2017?";

let out: string;
let finished: Finished;

beforeAll(async () => {
  out = await temporaryOut();
  finished = await runToEnd(out, requestFor(question, { formats: ["md", "html", "pdf", "docx", "pptx"] }));
});
afterAll(() => rm(out, { recursive: true, force: true }));

async function storedText(sourceId: string): Promise<ParsedSource> {
  const text = await readFile(join(finished.runFolder, "sources", `${sourceId}.json`), "utf8");
  return (JSON.parse(text) as { parsed: ParsedSource }).parsed;
}

describe("a question over the bundled library", () => {
  test("ends complete with five files that are what they say", async () => {
    expect(finished.outcome).toBe("complete");
    const starts: Record<string, string> = { md: "# ", html: "<!doctype html>", pdf: "%PDF-", docx: "PK", pptx: "PK" };
    for (const [format, start] of Object.entries(starts)) {
      const bytes = await readFile(join(finished.runFolder, `report.${format}`), "latin1");
      expect(bytes.toLowerCase().startsWith(start.toLowerCase()), format).toBe(true);
    }
  });

  test("every citation points at evidence that stands literally in its stored source", async () => {
    const { report } = finished;
    const blocks = [...report.summary, ...report.sections.flatMap((section) => section.blocks)];
    const cited = new Set(walkCitations(blocks));
    expect(cited.size).toBeGreaterThan(10);
    const evidence = new Map(report.evidence.map((item) => [item.id, item]));
    for (const id of cited) {
      const item = evidence.get(id);
      expect(item, id).toBeDefined();
      if (!item) continue;
      const parsed = await storedText(item.sourceId);
      const { content } = item;
      if (content.type === "quote") expect(findQuote(parsed, content.exact)?.exact, content.exact).toBe(content.exact);
      if (content.type === "cell") {
        const table = parsed.blocks.find((block) => block.id === content.tableId);
        expect(table?.type === "table" && table.rows[content.rowIndex]?.[content.columnIndex]?.text).toBe(
          content.value,
        );
      }
    }
  });

  test("every claim is supported and nothing factual is uncited", () => {
    const { verification } = finished.report;
    expect(verification.claims).toBeGreaterThan(10);
    expect(verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
  });

  test("shows a native chart and a table of the series that was asked for", () => {
    const blocks = [...walkBlocks(finished.report.sections.flatMap((section) => section.blocks))];
    const charts = blocks.filter((block) => block.type === "chart");
    expect(
      charts.some((chart) => chart.series.some((series) => series.points.some((point) => point.value === 21_933))),
    ).toBe(true);
    expect(blocks.some((block) => block.type === "table")).toBe(true);
  });

  test("finds the column that disagrees with the data", () => {
    expect(JSON.stringify(finished.report.conflicts)).toMatch(/17,933/);
  });

  test("keeps state small: the checkpoints of the whole run take less than 1 MB", async () => {
    const names = (await readdir(finished.runFolder)).filter((name) => name.startsWith("checkpoints.sqlite"));
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(finished.runFolder, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
  });

  test("tells everything that happened, in order, with one end", async () => {
    const lines = (await readFile(join(finished.runFolder, "events.jsonl"), "utf8")).trim().split("\n");
    const types = lines.map((line) => JSON.parse(line).type as string);
    expect(types[0]).toBe("run-start");
    expect(types.at(-1)).toBe("run-end");
    expect(types).toEqual(finished.events.map((event) => event.type));
  });

  test("gives the same report again, reading nothing twice", async () => {
    const again = await runToEnd(out, requestFor(question));
    const read = again.events.filter((event) => event.type === "source-read");
    expect(read.length).toBeGreaterThan(10);
    expect(read.every((event) => event.cached)).toBe(true);
    expect(withoutTimes(again.report)).toEqual(withoutTimes(finished.report));
  });

  test("a finished run that is resumed says so without working again", async () => {
    const events: string[] = [];
    const config = loadConfig({ cwd: out, out, env: {} });
    const { signal } = new AbortController();
    const run = await resumeRun(finished.runId, { config, signal, onEvent: (event) => events.push(event.type) });
    expect((await run.result()).outcome).toBe("complete");
    expect(events).toEqual(["run-start", "run-end"]);
  });
});

describe("three genres", () => {
  test.each([
    ["briefing", "How much electricity did renewables generate in Iowa in 2017?"],
    ["comparison", "Compare nuclear energy and renewables in Iowa in 2017."],
    ["research-report", "Why did wind power grow in Iowa?"],
  ])("%s answers with cited claims", async (skill, asked) => {
    const { report, outcome } = await runToEnd(out, requestFor(asked, { skill }));
    expect(["complete", "partial"]).toContain(outcome);
    expect(report.verification.claims).toBeGreaterThan(0);
    expect(report.verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
  });
});
