import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyCommand } from "../../src/cli/commands/verify.ts";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { packageRoot } from "../../src/package-root.ts";
import { slideCounts } from "../../src/render/index.ts";
import { walkBlocks } from "../../src/report/walk.ts";
import { resumeRun, startRun } from "../../src/run.ts";
import type { RunRequest } from "../../src/runs/index.ts";
import { copyFolder } from "../support/copy-folder.ts";
import { type Finished, readReport, requestFor, runToEnd, temporaryOut, withoutTimes } from "../support/runs.ts";

const memo = `---
title: Heat in Velden
---

# Heat in Velden

## Deliveries

The Velden geothermal plant delivered 412 GWh of heat in 2023 to the district network of the town.
Deliveries grew each year since the plant was opened by the municipal utility in 2019.

| Year | Heat delivered (GWh) |
|---|---|
| 2019 | 250 |
| 2020 | 310 |
| 2021 | 371 |
| 2022 | 398 |
| 2023 | 412 |

## Causes

Heat sales of the Velden plant grew because a city by-law of 2018 obliged new houses to join the network.
The number of connected households doubled from 9,100 in 2019 to 18,200 in 2023.

- Connection costs a household 4,200 euros, of which the town pays half.

## Members

| Town | Share | Since |
|---|---|---|
| Velden | 60 % | 2018 |
| Oberau | 25 % | 2019 |
| Seebach | 15 % | 2021 |

The three towns own the network together and share its profit by their shares.

## References

Statistical Office of the Province: Energy balances of the years 2019 to 2023, Klagenfurt 2024.
`;

let out: string;
let document: string;
let finished: Finished;
const deckOf = (changes: Partial<RunRequest>): RunRequest =>
  requestFor("Slides heat.md", { graph: "deck", library: [document], formats: ["pptx"], ...changes });

beforeAll(async () => {
  out = await temporaryOut();
  document = join(out, "heat.md");
  await writeFile(document, memo);
  finished = await runToEnd(out, deckOf({}));
});
afterAll(() => rm(out, { recursive: true, force: true }));

const blocksOf = (report: Finished["report"]) => [...walkBlocks(report.sections.flatMap(({ blocks }) => blocks))];

async function slideXml(runFolder: string): Promise<readonly string[]> {
  const zip = await JSZip.loadAsync(await readFile(join(runFolder, "report.pptx")));
  const names = Object.keys(zip.files).filter((name) => /^ppt\/(?:slides|notesSlides)\/[^/]+\.xml$/.test(name));
  return Promise.all(names.sort().map((name) => zip.file(name)?.async("string") ?? ""));
}

describe("slides of a document", () => {
  test("follow its sections under its title, without its references", () => {
    expect(finished.outcome).toBe("complete");
    expect(finished.report.title).toBe("Heat in Velden");
    expect(finished.report.sections.map(({ title }) => title)).toEqual(["Deliveries", "Causes", "Members"]);
    expect(JSON.stringify(finished.report)).not.toContain("Klagenfurt");
  });

  test("draw the numbers of a table over time as a chart, and set another table as it stands", () => {
    const chart = blocksOf(finished.report).find((block) => block.type === "chart");
    expect(chart?.type === "chart" && chart.series[0]?.points.map(({ value }) => value)).toEqual([
      250, 310, 371, 398, 412,
    ]);
    const table = blocksOf(finished.report).find((block) => block.type === "table");
    expect(table?.type === "table" && table.rows.length).toBe(3);
    expect(JSON.stringify(table)).toContain("Oberau");
  });

  test("say only what the document says, each sentence and number cited", () => {
    const { verification, evidence } = finished.report;
    expect(verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
    expect(verification.claims).toBeGreaterThan(12);
    const quotes = evidence.flatMap(({ content }) => (content.type === "quote" ? [content.exact] : []));
    expect(quotes).toContain(
      "Heat sales of the Velden plant grew because a city by-law of 2018 obliged new houses to join the network.",
    );
    for (const quote of quotes) expect(memo.replace(/\s+/g, " ")).toContain(quote.replace(/\s+/g, " "));
  });

  test("are title, summary, one slide a section, verification and sources, with full quotes in the notes", async () => {
    const xml = await slideXml(finished.runFolder);
    const slides = xml.filter((text) => text.includes("<p:sld "));
    expect(slides.length).toBe(7);
    expect(xml.filter((text) => text.includes("<p:notes ")).join("")).toContain(
      "obliged new houses to join the network",
    );
  });

  test("are checked again from their own folder", async () => {
    const quiet = () => undefined;
    const printer = { isTerminal: false, result: quiet, note: quiet, status: quiet };
    expect(await verifyCommand(finished.runFolder, { out, json: true }, printer)).toBe(0);
  });

  test.each([4, 5, 6])("are at most %d when so many are asked for", async (slides) => {
    const { report } = await runToEnd(out, deckOf({ slides, formats: ["md"] }));
    expect(slideCounts(report).all).toBeLessThanOrEqual(slides);
    expect(report.sections.length).toBeGreaterThan(0);
    const cited = new Set(report.evidence.map(({ id }) => id));
    expect(report.verification.checks.flatMap(({ evidenceIds }) => evidenceIds).every((id) => cited.has(id))).toBe(
      true,
    );
  });

  test("print the fixed words in the language asked for, the document's sentences in its own", async () => {
    const { report } = await runToEnd(out, deckOf({ language: "de", formats: ["md"] }));
    expect(report.language).toBe("de");
    expect(JSON.stringify(report.sections)).toContain("geothermal plant delivered");
  });
});

describe("other documents", () => {
  test.each([
    ["a table file is one chart", "carbon-dioxide.csv", "chart"],
    ["a Word file keeps its table", "annual-review-2017.docx", "chart"],
    ["slides become slides", "board-briefing.pptx", "table"],
    ["a page of text is a list of bullets", "operator-note.txt", "list"],
  ])("%s", async (_, name, type) => {
    const library = [join(packageRoot, "samples", name)];
    const { report, outcome } = await runToEnd(out, deckOf({ library, formats: ["md"] }));
    expect(outcome).toBe("complete");
    expect(blocksOf(report).map((block) => block.type)).toContain(type);
    expect(report.verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
  });

  test.each([
    ["an empty file", "empty.md", "", /empty/],
    ["a text of nothing but a heading", "short.md", "# Only a heading\n", /no text, table or picture/],
    ["a broken archive", "broken.docx", "PK\u0003\u0004 broken", /nothing to make slides of/],
  ])("%s ends with a reason and no deck", async (_, name, text, message) => {
    const path = join(out, name);
    await writeFile(path, text);
    const run = runToEnd(out, deckOf({ library: [path] }));
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toMatchObject({ code: "NOTHING_TO_READ" });
  });
});

describe("slides of a finished report", () => {
  test("keep its sections, evidence and pictures of pages, also where its sources are gone", async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), "exhibit-report-"));
    await copyFolder(finished.runFolder, elsewhere);
    const fresh = await temporaryOut();
    const request = deckOf({ library: [], report: elsewhere, question: "Slides" });
    const { report, runFolder, outcome } = await runToEnd(fresh, request);
    expect(outcome).toBe("complete");
    expect(report.sections).toEqual(finished.report.sections);
    expect(report.evidence).toEqual(finished.report.evidence);
    expect(report.sources).toEqual(finished.report.sources);
    expect(report.verification.score).toBe(1);
    expect(await readdir(join(runFolder, "sources"))).toEqual(await readdir(join(finished.runFolder, "sources")));
    await Promise.all([elsewhere, fresh].map((folder) => rm(folder, { recursive: true, force: true })));
  });

  test("a report whose sources cannot be checked is refused", async () => {
    const bare = await mkdtemp(join(tmpdir(), "exhibit-bare-"));
    const fresh = await temporaryOut();
    await cp(join(finished.runFolder, "report.json"), join(bare, "report.json"));
    const run = runToEnd(fresh, deckOf({ library: [], report: bare }));
    await expect(run).rejects.toMatchObject({ code: "NOT_FOUND", message: expect.stringMatching(/whole folder/) });
    await Promise.all([bare, fresh].map((folder) => rm(folder, { recursive: true, force: true })));
  });
});

test.each(["open", "digest", "draft", "condense"])("a deck stopped at %s goes on and is the same", async (stage) => {
  const config = loadConfig({ cwd: out, out, env: {} });
  const abort = new AbortController();
  const stop = (event: RunEvent) => {
    if (event.type === "stage-start" && event.stage === stage) abort.abort(new Error("stopped"));
  };
  const run = await startRun(deckOf({ formats: ["md"] }), { config, signal: abort.signal, onEvent: stop });
  await expect(run.result()).rejects.toThrow("stopped");
  const signal = new AbortController().signal;
  const resumed = await resumeRun(run.id, { config, signal, onEvent: () => undefined });
  expect((await resumed.result()).outcome).toBe("complete");
  expect(withoutTimes(await readReport(run.folder))).toEqual(withoutTimes(finished.report));
});
