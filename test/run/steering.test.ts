import { appendFile, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import type { Report } from "../../src/report/index.ts";
import { type Run, startRun } from "../../src/run.ts";
import { openSteering } from "../../src/runs/index.ts";
import { reply, startFakeWeb } from "../support/fake-web.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { readReport, requestFor, temporaryOut } from "../support/runs.ts";

const question = "Compare the revenue and operating income of Norda and Sulvik in 2022.";
let out: string;
let docs: string;

beforeEach(async () => {
  out = await temporaryOut();
  docs = await writeMiniLibrary(out);
});
afterEach(() => rm(out, { recursive: true, force: true }));

/** Runs to the end; `act` is told every event and may steer. */
async function steered(
  act: (event: RunEvent, run: Run) => void,
  changes: Parameters<typeof requestFor>[1] = {},
): Promise<{ report: Report; events: readonly RunEvent[] }> {
  const events: RunEvent[] = [];
  const config = { ...loadConfig({ cwd: out, out, env: {} }), allowAddresses: changes.urls ?? [] };
  let run: Run | undefined;
  const waiting: RunEvent[] = [];
  const onEvent = (event: RunEvent) => {
    events.push(event);
    if (run) act(event, run);
    else waiting.push(event);
  };
  const signal = new AbortController().signal;
  run = await startRun(requestFor(question, { library: [docs], ...changes }), { config, signal, onEvent });
  for (const event of waiting) act(event, run);
  const { runFolder } = await run.result();
  return { report: await readReport(runFolder), events };
}

const titles = ({ sources }: Report) => sources.map(({ title }) => title);

describe("a run at work", () => {
  test("leaves out what the user skips, although it was read, and says nothing of it", async () => {
    const { report, events } = await steered((event, run) => {
      if (event.type === "source-read" && event.target.endsWith("sulvik.html"))
        void run.steer({ type: "skip", target: event.target });
    });
    expect(titles(report).join()).toContain("Norda");
    expect(titles(report).join()).not.toContain("Sulvik");
    expect(events).toContainEqual(expect.objectContaining({ type: "steering-noted", wish: "skip", taken: true }));
  });

  test("answers what the user adds to the question", async () => {
    let asked = false;
    const { report } = await steered((event, run) => {
      if (asked || event.type !== "plan-end") return;
      asked = true;
      void run.steer({
        type: "add-question",
        question: "How much heat did the Velden geothermal plant deliver in 2023?",
      });
    });
    expect(JSON.stringify([report.summary, report.sections])).toMatch(/412/);
  });

  test("reads a page that the user adds while it searches", async () => {
    const body =
      "<h1>Norda in 2022</h1><p>Norda's revenue was EUR 240 million in 2022, says its chairwoman in a letter to all owners.</p>";
    const web = await startFakeWeb({
      "/letter": reply(
        `<!doctype html><html lang="en"><head><title>Letter of Norda</title></head><body><main>${body}</main></body></html>`,
      ),
    });
    try {
      let added = false;
      const act = (event: RunEvent, run: Run) => {
        if (added || event.type !== "plan-end") return;
        added = true;
        void run.steer({ type: "add-url", url: `${web.origin}/letter` });
      };
      const { report } = await steered(act, { offline: false, urls: [`${web.origin}/elsewhere`] });
      expect(titles(report)).toContain("Letter of Norda");
    } finally {
      await web.close();
    }
  });

  test("says that a wish came too late when the search is over", async () => {
    const answers: Promise<boolean>[] = [];
    const { events } = await steered((event, run) => {
      if (event.type === "stage-start" && event.stage === "render")
        answers.push(run.steer({ type: "add-question", question: "And heat?" }));
    });
    expect(await Promise.all(answers)).toContain(false);
    expect(events).toContainEqual({ type: "steering-noted", wish: "add", target: "And heat?", taken: false });
  });
});

describe("notes", () => {
  test("outlive the process, but for a torn one", async () => {
    const path = join(out, "steering.jsonl");
    const first = openSteering(path);
    await first.note({ type: "skip", target: "q2" });
    await first.note({ type: "add-url", url: "https://example.com/" });
    await appendFile(path, '{"type":"skip","tar');
    const second = openSteering(path);
    expect(second.skips("q1", undefined, "q2")).toBe(true);
    expect(second.additions()).toEqual([{ type: "add-url", url: "https://example.com/" }]);
    await second.note({ type: "add-question", question: "Why?" });
    expect(openSteering(path).additions()).toHaveLength(2);
    expect((await readFile(path, "utf8")).trimEnd().split("\n")).toHaveLength(4);
  });

  test("end the reading of what is skipped meanwhile", async () => {
    const steering = openSteering(join(out, "steering.jsonl"));
    const signal = steering.signalFor("https://example.com/slow");
    await steering.note({ type: "skip", target: "https://example.com/slow" });
    expect(signal.aborted).toBe(true);
  });
});
