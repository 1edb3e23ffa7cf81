import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readReport, temporaryOut, withoutTimes } from "../support/runs.ts";
import { copySamples, quickSamples } from "../support/sample-files.ts";
import type { SelfSignal } from "../support/signal-self.ts";
import { atStage, follow, type Life, runIdOf, start } from "./processes.ts";

const question = "How did Iowa's electricity generation from renewables and fossil fuels develop from 2001 to 2017?";

const outs: string[] = [];
/** The question over the library of all tests. */
let research: readonly string[] = [];
let undisturbed: unknown;
/** Its library has read everything, so that further runs in it are quick. */
let undisturbedOut = "";

async function newOut(): Promise<string> {
  const out = await temporaryOut();
  outs.push(out);
  return out;
}

const reportOf = async (life: Life, out: string) => withoutTimes(await readReport(join(out, runIdOf(life))));
const resume = (life: Life): readonly string[] => ["resume", runIdOf(life)];

beforeAll(async () => {
  const library = await copySamples(join(await newOut(), "library"));
  research = ["research", question, "--library", library, "--offline", "--formats", "md,docx"];
  undisturbedOut = await newOut();
  const life = await follow(start(research, undisturbedOut));
  expect(life.code).toBe(0);
  undisturbed = await reportOf(life, undisturbedOut);
});
afterAll(() => Promise.all(outs.map((out) => rm(out, { recursive: true, force: true }))));

const readIn = ({ events }: Life, cached: boolean): readonly string[] =>
  events.flatMap((event) => (event.type === "source-read" && event.cached === cached ? [event.target] : []));

test("a run killed without warning from the plan to the files goes on, reads nothing twice and gives the same report", async () => {
  const out = await newOut();
  const moments: readonly SelfSignal[] = [
    atStage("plan"),
    { words: '"type":"source-read"', nth: 5, signal: "SIGKILL" },
    // Every stage is a moment of `npm run bench -- kills`.
    ...["gather", "draft", "verify", "render"].map(atStage),
  ];
  const lives: Life[] = [];
  for (const moment of moments) {
    const [first] = lives;
    const life = await follow(start(first ? resume(first) : research, out, [moment]));
    expect([moment, life.signal]).toEqual([moment, "SIGKILL"]);
    lives.push(life);
  }
  const [first] = lives;
  const last = await follow(start(first ? resume(first) : [], out));
  expect(last.code).toBe(0);
  const read = [...lives, last].flatMap((life) => readIn(life, false));
  expect(read).toHaveLength(quickSamples.length);
  expect(new Set(read).size).toBe(read.length);
  const [, reading = last, next = last] = lives;
  expect(readIn(next, true)).toEqual(expect.arrayContaining([...readIn(reading, false)]));
  expect(await reportOf(last, out)).toEqual(undisturbed);
});

describe("Ctrl-C", () => {
  test("once finishes with a partial report that says so", async () => {
    const out = await newOut();
    const pressed: SelfSignal = { words: '"type":"source-read"', nth: 3, signal: "SIGINT" };
    const life = await follow(start(research, out, [pressed]));
    expect(life.code).toBe(3);
    expect(life.events.at(-1)).toMatchObject({ type: "run-end", outcome: "partial" });
    const report = await readReport(join(out, runIdOf(life)));
    expect(report.limitations.join(" ")).toContain("ended the search early");
  });

  test("twice stops at once, and the run can be resumed", async () => {
    const out = await newOut();
    const first: SelfSignal = { words: '"type":"source-start"', signal: "SIGINT" };
    const second: SelfSignal = { words: "Press Ctrl-C again", signal: "SIGINT" };
    const life = await follow(start(research, out, [first, second]));
    expect(life.code).toBe(130);
    expect(life.events.at(-1)).toMatchObject({ type: "run-end", outcome: "stopped" });
    const resumed = await follow(start(resume(life), out));
    expect([0, 3]).toContain(resumed.code);
  });
});

test("while another process works on the run, a second one is refused", async () => {
  const asleep = start(research, undisturbedOut, [{ words: '"type":"run-start"', signal: "SIGSTOP" }]);
  const second = new Promise<Life>((resolve, reject) => {
    follow(asleep, (event) => {
      if (event.type !== "run-start") return;
      const refused = follow(start(["resume", event.runId], undisturbedOut));
      refused.finally(() => asleep.kill("SIGKILL")).then(resolve, reject);
    }).catch(reject);
  });
  expect((await second).code).toBe(1);
});

test("--plan-only stops after the plan and resume goes on from plan.json", async () => {
  const planned = await follow(start([...research, "--plan-only"], undisturbedOut));
  expect(planned.code).toBe(0);
  expect(planned.events.some((event) => event.type === "plan-end")).toBe(true);
  expect(planned.events.some((event) => event.type === "stage-start" && event.stage === "gather")).toBe(false);
  const resumed = await follow(start(resume(planned), undisturbedOut));
  expect(resumed.code).toBe(0);
  expect(await reportOf(resumed, undisturbedOut)).toEqual(undisturbed);
});
