import { mkdtemp, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import type { ModelProfile } from "../../src/models/index.ts";
import { startRun } from "../../src/run.ts";
import type { RunModels } from "../../src/runs/index.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { type ModelServer, modelServer, openaiAnswer, promptOf } from "../support/model-server.ts";
import { parrot } from "../support/parrot.ts";
import { readReport, requestFor } from "../support/runs.ts";

const question = "How much heat did the Velden geothermal plant deliver?";
const second = "anthropic:claude-sonnet-4-5";

let out = "";
let library = "";
const other = new LLMock({ port: 0, logLevel: "silent" });
let main: ModelServer | undefined;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-fallback-"));
  library = await writeMiniLibrary(out, ["velden-heat.csv", "plant.html"]);
  other.onMessage(/[\s\S]/, (request) => ({
    content: parrot(promptOf(request as unknown as Record<string, unknown>)),
  }));
  await other.start();
});
afterEach(async () => {
  await main?.close();
  main = undefined;
});
afterAll(async () => {
  await other.stop();
  await rm(out, { recursive: true, force: true });
});

async function run(
  answer: Parameters<typeof modelServer>[0],
  changes: Partial<RunModels> = {},
  profiles: Readonly<Record<string, Partial<ModelProfile>>> = {},
) {
  main = await modelServer(answer);
  const env = { ANTHROPIC_API_KEY: "k", GOOGLE_API_KEY: "k", ANTHROPIC_BASE_URL: other.url };
  const config = loadConfig({ cwd: out, out, env });
  const urls = { ...config.modelAccess.urls, vllm: `${main.url}/v1`, "google-genai": "http://127.0.0.1:9" };
  const prices = { "vllm:m": { input: 1, output: 1 } };
  const known = { ...config, modelAccess: { ...config.modelAccess, urls, profiles, prices } };
  const models: RunModels = { model: "vllm:m", roles: {}, fallbacks: [], limits: {}, ...changes };
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => events.push(event);
  const options = { config: known, signal: new AbortController().signal, clock: fakeClock(Date.now()), onEvent };
  const started = await startRun({ ...requestFor(question), library: [library], models }, options);
  const { outcome, runFolder } = await started.result();
  const answered = events.flatMap((event) => (event.type === "model-end" ? [event.model] : []));
  const warnings = events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
  return { outcome, report: await readReport(runFolder), events, answered, warnings };
}

const refuse =
  (status: number) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end('{"error": {"message": "No."}}');
  };
const good: Parameters<typeof modelServer>[0] = (response, body) =>
  openaiAnswer(response, body, parrot(promptOf(body)));

/** Three failed calls of four tries each, and one that was under way beside the third. */
const mostTries = 16;

describe("fallbacks, with one provider down", () => {
  test.each([
    ["breaks at every call", refuse(500), mostTries],
    ["refuses the key", refuse(401), 1],
    ["hangs up", (response: ServerResponse): void => void response.destroy(), mostTries],
  ] as const)("a provider that %s is left alone, and another makes the whole report", async (_, answer, most) => {
    const { outcome, report, answered, events } = await run(answer, { fallbacks: [second] });
    expect({ outcome, limitations: report.limitations }).toEqual({ outcome: "complete", limitations: [] });
    expect(new Set(answered)).toEqual(new Set([second]));
    expect(main?.requests.length).toBeLessThanOrEqual(most);
    expect(events.filter(({ type }) => type === "failure").length).toBeGreaterThan(0);
  });

  test("the second fallback takes over where the first is down too", async () => {
    const { outcome, report, answered } = await run(refuse(503), {
      fallbacks: ["google-genai:gemini-2.5-pro", second],
    });
    expect({ outcome, limitations: report.limitations }).toEqual({ outcome: "complete", limitations: [] });
    expect(new Set(answered)).toEqual(new Set([second]));
  });

  test("a provider that goes down in the middle is replaced there", async () => {
    const { outcome, report, answered } = await run(
      (response, body, count) => (count <= 3 ? good(response, body, count) : refuse(500)(response)),
      { fallbacks: [second] },
    );
    expect({ outcome, limitations: report.limitations }).toEqual({ outcome: "complete", limitations: [] });
    expect(answered.slice(0, 3)).toEqual(["vllm:m", "vllm:m", "vllm:m"]);
    expect(new Set(answered.slice(3))).toEqual(new Set([second]));
  });

  test("the model of one role that is down is replaced by the chosen one", async () => {
    const { outcome, report, events } = await run(good, { roles: { write: "google-genai:gemini-2.5-pro" } });
    expect({ outcome, limitations: report.limitations }).toEqual({ outcome: "complete", limitations: [] });
    const wrote = events.flatMap((event) =>
      event.type === "model-end" && event.role === "write" ? [event.model] : [],
    );
    expect(new Set(wrote)).toEqual(new Set(["vllm:m"]));
  });

  test("with all down the embedded analyst makes the report, which says so", async () => {
    const { outcome, report, answered } = await run(refuse(500), { fallbacks: ["google-genai:gemini-2.5-pro"] });
    expect(outcome).toBe("complete");
    expect(answered).toEqual([]);
    expect(report.verification.supported).toBeGreaterThan(0);
    expect(report.limitations.join(" ")).toMatch(/embedded analyst: The model vllm:m failed/);
  });
});

describe("limits", () => {
  /**
   * Holds the reader's calls until as many are open as may be: a test that only answered late would see them meet on a fast
   * machine and miss them on a slow one. The turns of the event loop after that let a call too many come in.
   */
  function counting(allowed: number) {
    let [open, most] = [0, 0];
    const held: (() => void)[] = [];
    const answer: Parameters<typeof modelServer>[0] = async (response, body, count) => {
      open += 1;
      most = Math.max(most, open);
      if (most < allowed && body.model === "reader") await new Promise<void>((resolve) => held.push(resolve));
      if (open === allowed) for (const go of held.splice(0)) go();
      for (let turn = 0; turn < 50; turn += 1) await setImmediate();
      open -= 1;
      good(response, body, count);
    };
    return { answer, most: () => most };
  }

  test.each([1, 2])(
    "no more than %i calls at the same time reach one provider, whatever its models",
    async (concurrency) => {
      const { answer, most } = counting(concurrency);
      const profiles = { "vllm:m": { concurrency }, "vllm:reader": { concurrency } };
      const { outcome } = await run(
        answer,
        { roles: { read: "vllm:reader", write: "vllm:writer" } },
        {
          ...profiles,
          "vllm:writer": { concurrency: 1 },
        },
      );
      expect(outcome).toBe("complete");
      expect(most()).toBe(concurrency);
    },
  );

  test("four fifths of a limit are told once, and the report is still whole", async () => {
    const whole = await run(good);
    await main?.close();
    const calls = whole.answered.length;
    const { outcome, warnings, answered } = await run(good, { limits: { maxCalls: calls + 1 } });
    expect(outcome).toBe("complete");
    expect(answered).toHaveLength(calls);
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`^\\d\\d % of the limit of ${calls + 1} model calls is used`)),
    ]);
  });

  test.each([
    // Too few for the first call: the embedded analyst reads what the user named, which costs nothing.
    [{ maxTokens: 3_000 }, /limit of 3000 tokens was reached/],
    [{ maxTokens: 12_000 }, /limit of 12000 tokens was reached/],
    [{ maxCostUsd: 0.012 }, /limit of \$0\.012 was reached/],
    [{ maxCalls: 3 }, /limit of 3 model calls was reached/],
  ] as const)("%j is kept, and the report is finished and says so", async (limits, told) => {
    const { outcome, report, events, answered } = await run(good, { limits });
    expect(outcome).toBe("partial");
    expect(report.limitations.join(" ")).toMatch(told);
    expect(report.verification.supported).toBeGreaterThan(0);
    const end = events.at(-1);
    const usage = end?.type === "run-end" ? end.usage : undefined;
    expect(usage?.calls).toBe(answered.length);
    const { maxCalls, maxTokens, maxCostUsd }: RunModels["limits"] = limits;
    if (maxCalls !== undefined) expect(usage?.calls).toBeLessThanOrEqual(maxCalls);
    if (maxTokens !== undefined) expect(usage?.inputTokens).toBeLessThanOrEqual(maxTokens);
    if (maxCostUsd !== undefined) expect(usage?.costUsd).toBeLessThanOrEqual(maxCostUsd);
  });
});
