import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Brief } from "../../src/analyst/index.ts";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { type RunOptions, resumeRun, startRun } from "../../src/run.ts";
import type { RunRequest } from "../../src/runs/index.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { readReport, requestFor, temporaryOut, withoutTimes } from "../support/runs.ts";

const question = "How did Norda develop?";
const answers = { measure: "operating income", period: "2021–2022" };

let out: string;
let docs: string;

beforeAll(async () => {
  out = await temporaryOut();
  docs = await writeMiniLibrary(out, ["norda.html", "sulvik.html"]);
});
afterAll(() => rm(out, { recursive: true, force: true }));

interface Stretch extends Partial<Pick<RunOptions, "clarify" | "approvePlan" | "resumeApproves">> {
  readonly changes?: Partial<RunRequest>;
  /** Stops the run at once where an event is this. */
  readonly stopAt?: (event: RunEvent) => boolean;
}

/** One stretch of work on a run, new or named. */
async function work(runId: string | undefined, { changes, stopAt = () => false, ...options }: Stretch = {}) {
  const abort = new AbortController();
  const events: RunEvent[] = [];
  const given = {
    config: loadConfig({ cwd: out, out, env: {} }),
    signal: abort.signal,
    onEvent: (event: RunEvent) => {
      events.push(event);
      if (stopAt(event)) abort.abort(new Error("Killed by the test."));
    },
    ...options,
  };
  const request = requestFor(question, { library: [docs], clarify: true, ...changes });
  const run = runId === undefined ? await startRun(request, given) : await resumeRun(runId, given);
  const ended = await run.result().catch((error: Error) => ({ outcome: error.message, waitsFor: undefined }));
  const stored = async <Value>(name: string) => JSON.parse(await readFile(join(run.folder, name), "utf8")) as Value;
  return { ...ended, runId: run.id, folder: run.folder, events, stored };
}

const said = async (folder: string) => {
  const { summary, sections } = await readReport(folder);
  return JSON.stringify([summary, sections]);
};
const never: RunOptions["clarify"] = async () => undefined;
const stages = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === "stage-start" ? [event.stage] : []));

describe("a question that leaves something open", () => {
  test("stops before anything is read, and goes on with the answers into the plan and the report", async () => {
    const first = await work(undefined, { clarify: never });
    expect(first).toMatchObject({ outcome: "stopped", waitsFor: "clarify" });
    expect(stages(first.events)).toEqual(["brief"]);
    expect(first.events.filter(({ type }) => type === "source-start")).toEqual([]);
    expect(first.events.at(-1)).toMatchObject({ type: "run-end", waitsFor: "clarify" });

    const asked: string[][] = [];
    const next = await work(first.runId, {
      clarify: async (open) => {
        asked.push(open.map(({ id }) => id));
        return answers;
      },
    });
    expect(asked).toEqual([["measure", "period"]]);
    expect(next.outcome).toBe("complete");
    expect(await next.stored<Brief>("brief.json")).toMatchObject({
      question: "How did operating income of Norda develop (2021–2022)?",
      asked: question,
      timeRange: { from: "2021-01-01", to: "2022-12-31" },
      clarifications: [
        { id: "measure", answer: "operating income" },
        { id: "period", answer: "2021–2022" },
      ],
    });
    const report = await readReport(next.folder);
    expect(report.question).toBe(question);
    expect(report.limitations.join()).toContain("operating income of Norda develop (2021–2022)");
    expect(await said(next.folder)).toMatch(/36/);
  });

  test("gives another plan and another report with another answer", async () => {
    const one = await work(undefined, { clarify: async () => answers });
    const other = await work(undefined, { clarify: async () => ({ measure: "revenue" }) });
    const planOf = ({ stored }: typeof one) => stored<{ subQuestions: { queries: string[] }[] }>("plan.json");
    expect(JSON.stringify(await planOf(one))).toContain("Norda operating income");
    expect(JSON.stringify(await planOf(other))).toContain("Norda revenue");
    expect(await said(one.folder)).not.toMatch(/240/);
    expect(await said(other.folder)).toMatch(/240/);
    expect(await said(other.folder)).not.toMatch(/36 million/);
  });

  test("goes on as assumed where nobody answers, and says so among the limits", async () => {
    const { folder, outcome, events } = await work(undefined);
    expect(outcome).not.toBe("stopped");
    const { limitations } = await readReport(folder);
    expect(limitations.join("\n")).toContain("Everything that the sources report of Norda counts.");
    expect(limitations.join("\n")).toContain("All times that the sources cover count.");
    expect(events.filter(({ type }) => type === "clarification-settled")).toHaveLength(2);
  });

  test("is as it ever was where the request does not ask, and a plain one is not asked either", async () => {
    const asking: RunOptions["clarify"] = () => Promise.reject(new Error("nobody is to be asked"));
    const plain = "What was the revenue of Norda in 2022?";
    const unasked = await work(undefined, { changes: { clarify: false }, clarify: asking });
    expect(stages(unasked.events).slice(0, 3)).toEqual(["brief", "plan", "gather"]);
    expect((await readReport(unasked.folder)).limitations.join()).not.toContain("All times");
    expect(await unasked.stored<Brief>("brief.json")).not.toHaveProperty("clarifications");
    const asked = await work(undefined, { changes: { question: plain }, clarify: asking });
    expect(asked.outcome).toBe("complete");
  });

  test("refuses an answer to what nobody asked, and takes another", async () => {
    const wrong = await work(undefined, { clarify: async () => ({ colour: "red" }) });
    expect(wrong.outcome).toContain('nothing called "colour" was asked; there is: measure, period');
    expect((await work(wrong.runId, { clarify: async () => answers })).outcome).toBe("complete");
  });
});

describe("a run that was asked and answered", () => {
  test.each([
    ["the answers were taken in", (event: RunEvent) => event.type === "stage-start" && event.stage === "clarify"],
    ["they were settled", (event: RunEvent) => event.type === "clarification-settled"],
    ["the plan was begun", (event: RunEvent) => event.type === "stage-start" && event.stage === "plan"],
    ["it searched", (event: RunEvent) => event.type === "stage-start" && event.stage === "gather"],
  ])("and killed when %s asks nobody again and gives the same report", async (_, stopAt) => {
    const undisturbed = await work(undefined, { clarify: async () => answers });
    const killed = await work(undefined, { clarify: async () => answers, stopAt });
    expect(killed.outcome).toBe("Killed by the test.");
    const resumed = await work(killed.runId, { clarify: () => Promise.reject(new Error("asked again")) });
    expect(resumed.outcome).toBe("complete");
    expect(withoutTimes(await readReport(resumed.folder))).toEqual(withoutTimes(await readReport(undisturbed.folder)));
  });

  test("takes answers that were written into brief.json by hand, and asks for the rest", async () => {
    const first = await work(undefined, { clarify: never });
    const brief = await first.stored<Brief>("brief.json");
    const [measure, period] = brief.clarifications ?? [];
    const edited = { ...brief, clarifications: [{ ...measure, answer: "revenue" }, period] };
    await writeFile(join(first.folder, "brief.json"), JSON.stringify(edited));
    const asked: string[] = [];
    const next = await work(first.runId, {
      clarify: async (open) => {
        asked.push(...open.map(({ id }) => id));
        return {};
      },
    });
    expect(asked).toEqual(["period"]);
    expect((await next.stored<Brief>("brief.json")).question).toBe("How did revenue of Norda develop?");
  });

  test("begins again without its library, asking nobody twice", async () => {
    const stopAt = (event: RunEvent) => event.type === "stage-start" && event.stage === "draft";
    const killed = await work(undefined, { clarify: async () => answers, stopAt });
    await rm(join(out, ".exhibit"), { recursive: true });
    const resumed = await work(killed.runId, { clarify: () => Promise.reject(new Error("asked again")) });
    expect(resumed.outcome).toBe("complete");
    expect(resumed.events).toContainEqual(expect.objectContaining({ type: "warning" }));
    expect(await said(resumed.folder)).toMatch(/36/);
  });

  test("still has its plan approved by whoever is to approve it", async () => {
    const changes = { approval: "ask" } as const;
    const waiting = { clarify: never, approvePlan: async () => undefined, resumeApproves: false, changes };
    const first = await work(undefined, waiting);
    expect(first.waitsFor).toBe("clarify");
    const second = await work(first.runId, { ...waiting, clarify: async () => answers });
    expect(second.waitsFor).toBe("approve");
    // However often it is looked at: answers are no word for a plan that nobody saw.
    expect((await work(first.runId, waiting)).waitsFor).toBe("approve");
    expect((await work(first.runId, { ...waiting, resumeApproves: true })).outcome).toBe("complete");
  });
});
