import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { packageRoot } from "../../src/package-root.ts";
import { type ModelServer, modelServer, openaiAnswer, promptOf } from "../support/model-server.ts";
import { parrot } from "../support/parrot.ts";
import { readReport, temporaryOut, withoutTimes } from "../support/runs.ts";

const entry = join(packageRoot, "dist/src/cli/index.js");
const library = join(packageRoot, "samples/fact-sheet.md");

interface Followed {
  readonly events: readonly RunEvent[];
  readonly code: number | null;
  readonly signal: string | null;
}

/** Prompts that the server answered, in order; an answer goes out after a while, as those of real models do. */
const asked: string[] = [];
const delayMs = 40;
let server: ModelServer;
let out = "";
let undisturbed: { report: unknown; calls: number };

beforeAll(async () => {
  server = await modelServer((response, body) => {
    const prompt = promptOf(body);
    asked.push(prompt);
    const timer = setTimeout(() => openaiAnswer(response, body, parrot(prompt)), delayMs);
    response.on("close", () => clearTimeout(timer));
  });
  out = await temporaryOut();
  const { code } = await follow(research());
  expect(code).toBe(0);
  const [runId = ""] = await runIds();
  undisturbed = { report: withoutTimes(await readReport(join(out, runId))), calls: asked.length };
}, 120_000);
afterAll(async () => {
  await server.close();
  await rm(out, { recursive: true, force: true });
});

const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [entry, ...args, "--out", out, "--json"], { stdio: ["ignore", "pipe", "pipe"] });

const research = (): ChildProcess =>
  start([
    ...["research", "How did Iowa's wind power grow and why?", "--library", library, "--search", "none"],
    ...["--formats", "md", "--model", "vllm:m", "--model-url", `${server.url}/v1`],
  ]);

async function follow(child: ChildProcess, on: (event: RunEvent) => void = () => undefined): Promise<Followed> {
  const events: RunEvent[] = [];
  if (!child.stdout) throw new Error("the process has no stdout");
  const lines = createInterface({ input: child.stdout });
  const read = once(lines, "close");
  lines.on("line", (line) => {
    const event = JSON.parse(line) as RunEvent;
    events.push(event);
    on(event);
  });
  const [code, signal] = await once(child, "exit");
  await read;
  return { events, code: code as number | null, signal: signal as string | null };
}

const runIds = async (): Promise<readonly string[]> =>
  (await readdir(out)).filter((name) => /^\d{4}-/.test(name)).sort();

/** Kills one run again and again, each time when the next of these moments has come, and lets it end at last. */
async function killAt(moments: readonly ((event: RunEvent) => boolean)[]): Promise<readonly Followed[]> {
  const before = new Set(await runIds());
  const lives: Followed[] = [];
  for (const isMoment of moments) {
    const child = lives.length === 0 ? research() : start(["resume", await newRun(before)]);
    const life = await follow(child, (event) => {
      if (isMoment(event)) child.kill("SIGKILL");
    });
    lives.push(life);
    expect(life.signal).toBe("SIGKILL");
  }
  lives.push(await follow(start(["resume", await newRun(before)])));
  return lives;
}

const newRun = async (before: ReadonlySet<string>): Promise<string> =>
  (await runIds()).find((name) => !before.has(name)) ?? "";

const atStage = (stage: string) => (event: RunEvent) => event.type === "stage-start" && event.stage === stage;
const inCall = (stage: string) => (event: RunEvent) => event.type === "model-start" && event.stage === stage;
const afterAnswer = (stage: string) => (event: RunEvent) => event.type === "model-end" && event.stage === stage;

test("a run that is killed at every stage, inside calls and right after answers pays no answered call twice", async () => {
  const from = asked.length;
  const moments = [
    ...[inCall("brief"), atStage("plan"), afterAnswer("plan"), atStage("gather"), inCall("gather")],
    ...[
      atStage("assess"),
      atStage("outline"),
      inCall("draft"),
      atStage("compose"),
      atStage("verify"),
      atStage("render"),
    ],
  ];
  const lives = await killAt(moments);
  expect(lives.at(-1)?.code).toBe(0);
  const count = (type: RunEvent["type"]) =>
    lives.flatMap(({ events }) => events.filter((event) => event.type === type)).length;
  // An answer that was told is kept: were it asked for again, it would be told again.
  expect(count("model-end")).toBeLessThanOrEqual(undisturbed.calls);
  expect(new Set(asked.slice(from)).size).toBe(undisturbed.calls);
  expect(asked.length - from).toBeLessThanOrEqual(count("model-start"));
  const end = lives.at(-1)?.events.at(-1);
  const { runFolder = "" } = end?.type === "run-end" ? end : {};
  expect(withoutTimes(await readReport(runFolder))).toEqual(undisturbed.report);
  const record = JSON.parse(await readFile(join(runFolder, "run.json"), "utf8")) as { usage?: { calls: number } };
  expect(record.usage?.calls).toBe(undisturbed.calls);
}, 240_000);
