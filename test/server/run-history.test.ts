import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Report } from "../../src/report/index.ts";
import { createRunHistory, type HistoryQuery, type RunHistory } from "../../src/server/run-history.ts";
import { emptyReport } from "../support/empty-report.ts";
import { createHands, type Hands } from "../support/hands.ts";
import { requestFor } from "../support/runs.ts";
import { type TemporaryJobs, temporaryJobs } from "../support/temporary-jobs.ts";

let given: TemporaryJobs;
let hands: Hands;
let history: RunHistory;
let minute: number;
const { signal } = new AbortController();

beforeEach(async () => {
  hands = createHands();
  minute = 0;
  // Every look at the clock is a minute later, so that the order of what happens is that of its times.
  const now = () => new Date(Date.UTC(2026, 2, 10, 8, minute++));
  given = await temporaryJobs({ createWorkers: hands.createWorkers, now, maxRunning: 100 });
  history = createRunHistory(given);
});
afterEach(() => given.close());

const reportOf = (title: string, ...paragraphs: readonly string[]): Report => ({
  ...emptyReport,
  title,
  summary: paragraphs.map((value) => ({ type: "paragraph", children: [{ type: "text", value }] })),
});
const reportPath = (runId: string) => join(given.config.out, runId, "report.json");

/** Asks a question in a thread of its own; with a report, the run is over. */
async function ask(question: string, report?: Report, tenant = "local"): Promise<string> {
  const job = await given.jobs.submit(given.jobs.addThread(tenant), requestFor(question));
  if (!report) return job.runId;
  hands.finish(job);
  await writeFile(reportPath(job.runId), JSON.stringify(report));
  await given.jobs.ended(job.id, signal);
  return job.runId;
}
const list = (changes: Partial<HistoryQuery> = {}, tenant = "local") =>
  history.list(tenant, { query: "", limit: 10, offset: 0, ...changes });
const questions = async (changes: Partial<HistoryQuery> = {}) => (await list(changes)).map(({ question }) => question);

describe("the past runs of a tenant", () => {
  test("are told latest first, one a conversation, with the title of the report once there is one", async () => {
    const first = await ask("Why tides?", reportOf("Tides"));
    await ask("Why wind?");
    expect(await list()).toMatchObject([
      { question: "Why wind?", status: "running" },
      { question: "Why tides?", status: "done", outcome: "complete", title: "Tides", runId: first },
    ]);
    expect((await list())[0]).not.toHaveProperty("title");
    expect((await list())[1]).not.toHaveProperty("excerpt");
  });

  test("are told a page at a time", async () => {
    for (const question of ["a?", "b?", "c?"]) await ask(question);
    expect(await questions({ limit: 2 })).toEqual(["c?", "b?"]);
    expect(await questions({ limit: 2, offset: 2 })).toEqual(["a?"]);
    expect(await questions({ offset: 9 })).toEqual([]);
  });

  test("fill a page, however many conversations stand between them in which nothing was asked", async () => {
    await ask("Why tides?");
    for (let count = 0; count < 12; count++) given.jobs.addThread("local");
    expect(await questions({ limit: 3 })).toEqual(["Why tides?"]);
  });

  test("are none of another's, however they are looked for", async () => {
    await ask("Why tides?", reportOf("Tides"), "lab");
    expect(await list({ query: "tides" })).toEqual([]);
    expect(await list({ query: "tides" }, "lab")).toHaveLength(1);
  });

  test.each([
    ["is gone", (path: string) => rm(path)],
    ["is torn", (path: string) => writeFile(path, '{"title": "Ti')],
    ["is a folder", (path: string) => rm(path).then(() => mkdir(path))],
  ])("are told without a title where the report %s", async (_, spoil) => {
    const runId = await ask("Why tides?", reportOf("Tides"));
    await spoil(reportPath(runId));
    expect(await list()).toMatchObject([{ question: "Why tides?", status: "done" }]);
    expect((await list())[0]).not.toHaveProperty("title");
    expect(await questions({ query: "tides" })).toEqual(["Why tides?"]);
  });

  test("are told as an edit left them", async () => {
    const runId = await ask("Why tides?", reportOf("Tides"));
    expect(await list()).toMatchObject([{ title: "Tides" }]);
    await writeFile(reportPath(runId), JSON.stringify(reportOf("Ebb and flow")));
    await utimes(reportPath(runId), new Date(), new Date(Date.now() + 5_000));
    expect(await list({ query: "ebb" })).toMatchObject([{ title: "Ebb and flow" }]);
  });
});

describe("a search in the past runs", () => {
  test("finds what has all its words, in the question or anywhere in the report, in any case", async () => {
    await ask("Why tides?", reportOf("The Moon", "Its gravity pulls at the SEA."));
    await ask("Why wind?", reportOf("Weather", "The sea is warm."));
    expect(await questions({ query: "sea" })).toEqual(["Why wind?", "Why tides?"]);
    expect(await questions({ query: "  Moon\tTIDES sea " })).toEqual(["Why tides?"]);
    expect(await questions({ query: "moon wind" })).toEqual([]);
    expect(await questions({ query: "   " })).toEqual(["Why wind?", "Why tides?"]);
  });

  test("takes its words as they are, not as a pattern", async () => {
    await ask("What does C++ cost?", reportOf("Prices (net)", "It costs 5.00 $ [list]."));
    for (const query of ["c++", "(net)", "5.00", "[list]", "$"]) expect(await questions({ query })).toHaveLength(1);
    for (const query of [".*", "5x00", "\\w"]) expect(await questions({ query })).toEqual([]);
  });

  test("finds words of other scripts", async () => {
    await ask("ما سبب المد والجزر؟", reportOf("المد", "القمر يجذب البحر."));
    await ask("潮汐为什么发生？", reportOf("潮汐", "月球的引力。"));
    expect(await questions({ query: "القمر" })).toEqual(["ما سبب المد والجزر؟"]);
    expect(await questions({ query: "引力" })).toEqual(["潮汐为什么发生？"]);
  });

  test("shows where its words stand, and that more stands around them", async () => {
    const before = "Much is said before this. ".repeat(20);
    const after = " Much is said after it.".repeat(20);
    await ask("Why tides?", reportOf("Tides", `${before}Here a whale\nsings.${after}`));
    const [found] = await list({ query: "whale tides" });
    expect(found?.excerpt).toMatch(/^… .*Here a whale sings\..* …$/);
    expect((found?.excerpt ?? "").length).toBeLessThan(200);
    expect((await list({ query: "tides" }))[0]?.excerpt).toMatch(/^Why tides\?/);
  });

  test("shows whole letters where it cuts", async () => {
    for (const lead of ["", "x"]) {
      await ask(`Why ${lead}?`, reportOf("Tides", `${lead}${"😀".repeat(200)} whale ${"😀".repeat(200)}`));
      const [found] = await list({ query: "whale" });
      expect(found?.excerpt).toContain("whale");
      expect(found?.excerpt).not.toMatch(/\p{Surrogate}/u);
    }
  });

  test("gives the page that is asked for of what was found", async () => {
    for (const word of ["one", "two", "three", "four"]) {
      await ask(`Why ${word}?`, reportOf("Tides"));
      await ask("Something else?");
    }
    expect(await questions({ query: "why", limit: 2, offset: 1 })).toEqual(["Why three?", "Why two?"]);
  });
});
