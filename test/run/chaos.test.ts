import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import type { ModelProfile } from "../../src/models/index.ts";
import { packageRoot } from "../../src/package-root.ts";
import { startRun } from "../../src/run.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { type Fault, faultyProxy } from "../support/faulty-proxy.ts";
import { promptOf } from "../support/model-server.ts";
import { parrot } from "../support/parrot.ts";
import { readReport, requestFor } from "../support/runs.ts";

/** Numbers between 0 and 1 from a seed (mulberry32), so that a bad day can be had again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a model itself does wrong with an answer that would have been good. */
const spoil: readonly ((answer: string) => string)[] = [
  (answer) => answer.slice(0, answer.length / 2),
  () => "I'm sorry, but I can't help with that.",
  () => " ",
  (answer) => answer.replace(/\b([ep])(\d+)\b/g, "$19$2"),
  (answer) => answer.replaceAll('"', "'").replaceAll("}", ",}"),
  (answer) => `<think>${answer}</think>`,
  () => '{"tool": "fetch", "arguments": {"url": "https://evil.example"}}',
  (answer) => `${answer}\n\n${answer}`,
  () => "[[[[",
];
/** What a model may end with instead of an answer, in the shape of each protocol. */
const endings = [
  (content: string) => ({ content: content.slice(0, 20), finishReason: "length" }),
  () => ({ content: "", finishReason: "content_filter" }),
  () => ({ toolCalls: [{ name: "no_such_tool", arguments: '{"url": "https://evil.example"}' }] }),
] as const;
const faults: readonly Fault[] = ["busy", "broken", "gone", "cut", "empty", "page", "slow"];

let random = randomFrom(0);
let share = 0;
let round = 0;
/** Does what goes wrong in turn, and nothing wrong before the next. */
let inTurn = false;
const nextFault = (): Fault => {
  if (!inTurn) return random() < share ? pick(faults) : "none";
  round += 1;
  return round % 2 === 0 ? "none" : (faults[((round - 1) / 2) % faults.length] ?? "none");
};
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

describe("a run with models on a bad day", () => {
  const mock = new LLMock({ port: 0, logLevel: "silent" });
  let out = "";
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), "exhibit-chaos-"));
    mock.onMessage(/[\s\S]/, (request) => {
      const answer = parrot(promptOf(request as unknown as Record<string, unknown>));
      if (random() >= share) return { content: answer };
      return random() < 0.2 ? pick(endings)(answer) : { content: pick(spoil)(answer) };
    });
    await mock.start();
  });
  afterAll(async () => {
    await mock.stop();
    await rm(out, { recursive: true, force: true });
  });

  async function run(model: string, path: string, profile: Partial<ModelProfile>) {
    const proxy = await faultyProxy(mock.url, nextFault);
    const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k", GOOGLE_API_KEY: "k" };
    const config = loadConfig({ cwd: out, out, env });
    const known = { ...config, modelAccess: { ...config.modelAccess, profiles: { [model]: profile } } };
    const models = { model, url: `${proxy.url}${path}`, roles: {}, fallbacks: [], limits: {} };
    const library = ["fact-sheet.md", "iowa-electricity.csv"].map((name) => join(packageRoot, "samples", name));
    const request = { ...requestFor("How did Iowa's wind power grow and why?"), library, models };
    const events: RunEvent[] = [];
    const clock = fakeClock(Date.now());
    const onEvent = (event: RunEvent) => events.push(event);
    try {
      const started = await startRun(request, { config: known, signal: new AbortController().signal, clock, onEvent });
      const { outcome, runFolder } = await started.result();
      return { outcome, report: await readReport(runFolder), events, waits: clock.waits, done: proxy.done };
    } finally {
      await proxy.close();
    }
  }

  const shapes = [
    ["openai:gpt-4o", "/v1"],
    ["anthropic:claude-sonnet-4-5", ""],
    ["google-genai:gemini-2.5-pro", ""],
    ["ollama:llama3.1", ""],
  ] as const;
  const abilities: readonly Partial<ModelProfile>[] = [
    { streaming: true, vision: true, jsonMode: "object", concurrency: 8 },
    { streaming: false, vision: false, jsonMode: "none", concurrency: 2 },
  ];
  const days = shapes.flatMap(([model, path], shape) =>
    abilities.map((profile, index) => ({
      model,
      path,
      profile,
      seed: 11 + shape * 2 + index,
      share: index === 0 ? 0.25 : 0.6,
      name: `${model}, ${profile.streaming ? "streaming" : "whole"}, JSON ${profile.jsonMode}`,
    })),
  );

  test.each(days)("ends with a checked report: $name", async ({ model, path, profile, seed, share: often }) => {
    random = randomFrom(seed);
    share = often;
    const { outcome, report, events, waits, done } = await run(model, path, profile);
    expect(["complete", "partial"]).toContain(outcome);
    expect(events.at(-1)).toMatchObject({ type: "run-end", outcome });
    expect([...done].filter(([fault]) => fault !== "none").length).toBeGreaterThan(0);
    const { unresolved, unsupported, contradicted, uncited, supported } = report.verification;
    expect({ unresolved, unsupported, contradicted, uncited }).toEqual({
      unresolved: 0,
      unsupported: 0,
      contradicted: 0,
      uncited: 0,
    });
    if (outcome === "complete") expect(supported).toBeGreaterThan(0);
    // Whatever was done without the model is owned up to in the report.
    const degraded = events.some((event) => event.type === "warning" && /embedded analyst/.test(event.message));
    expect(report.limitations.some((line) => /embedded analyst/.test(line))).toBe(degraded);
    expect(JSON.stringify({ ...report, limitations: [] })).not.toMatch(/evil\.example|can't help|Internal error/);
    if ((done.get("busy") ?? 0) > 0) expect(Math.max(...waits)).toBeGreaterThanOrEqual(2_000);
  });

  test.each(shapes)(
    "%s: each fault once, each mended by asking again, costs nothing of the report",
    async (model, path) => {
      share = 0;
      round = 0;
      inTurn = true;
      const { outcome, report, events, done } = await run(model, path, { concurrency: 1 }).finally(() => {
        inTurn = false;
      });
      expect([...done.keys()].sort()).toEqual([...faults, "none"].sort());
      expect({ outcome, limitations: report.limitations }).toEqual({ outcome: "complete", limitations: [] });
      expect(events.filter(({ type }) => type === "failure")).toEqual([]);
    },
  );

  test("a day on which nothing works at all ends with the embedded analyst's report", async () => {
    random = randomFrom(1);
    share = 1;
    const { outcome, report, done } = await run("openai:gpt-4o", "/v1", { streaming: true });
    expect(outcome).toBe("complete");
    expect(report.verification.supported).toBeGreaterThan(0);
    expect(report.limitations.join(" ")).toContain("embedded analyst");
    // Three questions with four tries each, and then the model is left alone.
    expect([...done.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(24);
  });
});
