import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunEvent } from "../../src/events.ts";
import { packageRoot } from "../../src/package-root.ts";
import { type ModelServer, modelServer, openaiAnswer, promptOf } from "../support/model-server.ts";
import { parrot } from "../support/parrot.ts";
import { readReport, temporaryOut, withoutTimes } from "../support/runs.ts";
import type { SelfSignal } from "../support/signal-self.ts";
import { atStage, follow, type Life, runIdOf, start } from "./processes.ts";

const library = join(packageRoot, "samples/fact-sheet.md");

/** Prompts that the server got, in order. */
const asked: string[] = [];
/** Called instead of answering. */
let onAsk: (() => void) | undefined;
let server: ModelServer;
let out = "";
let undisturbed: { report: unknown; calls: number };

beforeAll(async () => {
  server = await modelServer((response, body) => {
    const prompt = promptOf(body);
    asked.push(prompt);
    if (onAsk) onAsk();
    else openaiAnswer(response, body, parrot(prompt));
  });
  out = await temporaryOut();
  const life = await follow(start(research(), out));
  expect(life.code).toBe(0);
  undisturbed = { report: withoutTimes(await readReport(join(out, runIdOf(life)))), calls: asked.length };
});
afterAll(async () => {
  await server.close();
  await rm(out, { recursive: true, force: true });
});

const research = (): readonly string[] => [
  ...["research", "How did Iowa's wind power grow and why?", "--library", library, "--search", "none"],
  ...["--formats", "md", "--model", "vllm:m", "--model-url", `${server.url}/v1`],
];

/** Kills the process while the server has its first question. */
const inCall = "in a call" as const;
type Moment = SelfSignal | typeof inCall;
const afterAnswer = (stage: string): SelfSignal => ({
  words: `"type":"model-end","stage":"${stage}"`,
  signal: "SIGKILL",
});

/** One life of a run: it ends at the moment given. */
async function lifeUntil(moment: Moment, args: readonly string[]): Promise<Life> {
  const child = start(args, out, moment === inCall ? [] : [moment]);
  onAsk = moment === inCall ? () => child.kill("SIGKILL") : undefined;
  const life = await follow(child);
  onAsk = undefined;
  return life;
}

/** Kills one run again and again, each time when the next of these moments has come, and lets it end at last. */
async function killAt(moments: readonly Moment[]): Promise<readonly Life[]> {
  const lives: Life[] = [];
  const next = (): readonly string[] => (lives[0] ? ["resume", runIdOf(lives[0])] : research());
  for (const moment of moments) {
    const life = await lifeUntil(moment, next());
    expect([moment, life.signal]).toEqual([moment, "SIGKILL"]);
    lives.push(life);
  }
  lives.push(await follow(start(next(), out)));
  return lives;
}

test("a run that is killed between stages, inside calls and right after answers pays no answered call twice", async () => {
  const from = asked.length;
  const lives = await killAt([
    ...[inCall, afterAnswer("plan"), atStage("gather"), inCall],
    ...[atStage("draft"), inCall],
  ]);
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
});
