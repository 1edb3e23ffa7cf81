import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { packageRoot } from "../../src/package-root.ts";
import { readReport, temporaryOut, withoutTimes } from "../support/runs.ts";

const entry = join(packageRoot, "dist/src/cli/index.js");
const question = "How did Iowa's electricity generation from renewables and fossil fuels develop from 2001 to 2017?";
const research = ["research", question, "--library", "samples", "--offline", "--formats", "md,docx", "--json"];

const outs: string[] = [];
let undisturbed: unknown;

async function newOut(): Promise<string> {
  const out = await temporaryOut();
  outs.push(out);
  return out;
}

function start(args: readonly string[], out: string): ChildProcess {
  return spawn(process.execPath, [entry, ...args, "--out", out], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Reads the events of a process; calls `on` for each; gives them with the exit code. */
async function follow(child: ChildProcess, on: (event: RunEvent) => void = () => undefined) {
  const events: RunEvent[] = [];
  if (!child.stdout) throw new Error("the process has no stdout");
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    const event = JSON.parse(line) as RunEvent;
    events.push(event);
    on(event);
  });
  const [code, signal] = await once(child, "exit");
  return { events, code: code as number | null, signal: signal as string | null };
}

const runIdOf = async (out: string) => (await readdir(out)).find((name) => /^\d{4}-/.test(name)) ?? "";
const isStage = (event: RunEvent, stage: string) => event.type === "stage-start" && event.stage === stage;

beforeAll(async () => {
  const out = await newOut();
  const { code } = await follow(start(research, out));
  expect(code).toBe(0);
  undisturbed = withoutTimes(await readReport(join(out, await runIdOf(out))));
});
afterAll(() => Promise.all(outs.map((out) => rm(out, { recursive: true, force: true }))));

describe("a run killed without warning", () => {
  test.each(["plan", "gather", "assess", "outline", "draft", "compose", "verify", "render", "inspect"])(
    "at the start of %s goes on and gives the same report, repeating no finished read",
    async (stage) => {
      const out = await newOut();
      const child = start(research, out);
      const killed = await follow(child, (event) => {
        if (isStage(event, stage)) child.kill("SIGKILL");
      });
      expect(killed.signal).toBe("SIGKILL");
      const runId = await runIdOf(out);
      const resumed = await follow(start(["resume", runId, "--json"], out));
      expect(resumed.code).toBe(0);
      const finishedBefore = killed.events.flatMap((event) => (event.type === "source-read" ? [event.target] : []));
      const readAgain = resumed.events.flatMap((event) =>
        event.type === "source-read" && !event.cached ? [event.target] : [],
      );
      expect(readAgain.filter((target) => finishedBefore.includes(target))).toEqual([]);
      expect(withoutTimes(await readReport(join(out, runId)))).toEqual(undisturbed);
    },
  );

  test("in the middle of reading keeps what was read", async () => {
    const out = await newOut();
    const child = start(research, out);
    let read = 0;
    const killed = await follow(child, (event) => {
      if (event.type === "source-read" && ++read === 5) child.kill("SIGKILL");
    });
    expect(killed.signal).toBe("SIGKILL");
    const runId = await runIdOf(out);
    const resumed = await follow(start(["resume", runId, "--json"], out));
    const known = resumed.events.filter((event) => event.type === "source-read" && event.cached);
    expect(known.length).toBeGreaterThanOrEqual(5);
    expect(withoutTimes(await readReport(join(out, runId)))).toEqual(undisturbed);
  });
});

describe("Ctrl-C", () => {
  test("once finishes with a partial report that says so", async () => {
    const out = await newOut();
    const child = start(research, out);
    let read = 0;
    const { code, events } = await follow(child, (event) => {
      if (event.type === "source-read" && ++read === 3) child.kill("SIGINT");
    });
    expect(code).toBe(3);
    expect(events.at(-1)).toMatchObject({ type: "run-end", outcome: "partial" });
    const report = await readReport(join(out, await runIdOf(out)));
    expect(report.limitations.join(" ")).toContain("ended the search early");
  });

  test("twice stops at once, and the run can be resumed", async () => {
    const out = await newOut();
    const child = start(research, out);
    let pressed = false;
    const { code } = await follow(child, (event) => {
      if (pressed || event.type !== "source-start") return;
      pressed = true;
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGINT"), 50);
    });
    expect([130, 3]).toContain(code);
    const resumed = await follow(start(["resume", await runIdOf(out), "--json"], out));
    expect([0, 3]).toContain(resumed.code);
  });

  test("while another process works on the run, a second one is refused", async () => {
    const out = await newOut();
    const child = start(research, out);
    let refused: Promise<{ code: number | null }> | undefined;
    await follow(child, (event) => {
      if (event.type === "run-start") refused = follow(start(["resume", event.runId, "--json"], out));
    });
    expect((await refused)?.code).toBe(1);
  });
});

test("--plan-only stops after the plan and resume goes on from plan.json", async () => {
  const out = await newOut();
  const { code, events } = await follow(start([...research, "--plan-only"], out));
  expect(code).toBe(0);
  expect(events.some((event) => event.type === "plan-end")).toBe(true);
  expect(events.some((event) => isStage(event, "gather"))).toBe(false);
  const runId = await runIdOf(out);
  const resumed = await follow(start(["resume", runId, "--json"], out));
  expect(resumed.code).toBe(0);
  expect(withoutTimes(await readReport(join(out, runId)))).toEqual(undisturbed);
});
