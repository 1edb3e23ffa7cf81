import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { Report } from "../../src/report/index.ts";
import { resumeRun, startRun } from "../../src/run.ts";
import type { RunModels } from "../../src/runs/index.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { type ModelServer, modelServer, openaiAnswer, promptOf } from "../support/model-server.ts";
import { parrot } from "../support/parrot.ts";
import { readReport, requestFor } from "../support/runs.ts";

const question = "How did Iowa's wind power grow and why?";

interface Done {
  readonly outcome: string;
  readonly report: Report;
  readonly events: readonly RunEvent[];
  readonly runId: string;
}

let out = "";
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-model-run-"));
});
afterAll(() => rm(out, { recursive: true, force: true }));

const models = (model: string, url: string, changes: Partial<RunModels> = {}): RunModels => ({
  model,
  url,
  roles: {},
  fallbacks: [],
  limits: {},
  ...changes,
});

const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k", GOOGLE_API_KEY: "k" };

async function run(choice: RunModels): Promise<Done> {
  const events: RunEvent[] = [];
  const config = loadConfig({ cwd: out, out, env });
  const library = ["fact-sheet.md", "iowa-electricity.csv", "operator-note.txt"].map((name) =>
    join(packageRoot, "samples", name),
  );
  const request = { ...requestFor(question), library, models: choice, formats: ["md" as const] };
  const onEvent = (event: RunEvent) => events.push(event);
  const options = { config, onEvent, signal: new AbortController().signal, clock: fakeClock(Date.now()) };
  const started = await startRun(request, options);
  const { outcome, runFolder, runId } = await started.result();
  return { outcome, report: await readReport(runFolder), events, runId };
}

describe("a whole run with a model", () => {
  const mock = new LLMock({ port: 0, logLevel: "silent" });
  beforeAll(async () => {
    mock.onMessage(/[\s\S]/, (request) => ({
      content: parrot(promptOf(request as unknown as Record<string, unknown>)),
    }));
    await mock.start();
  });
  afterAll(() => mock.stop());

  test.each([
    ["openai:gpt-4o", "/v1"],
    ["anthropic:claude-sonnet-4-5", ""],
    ["google-genai:gemini-2.5-pro", ""],
    ["ollama:llama3.1", ""],
  ])("through %s gives a report in which everything is cited and stands", async (model, path) => {
    const { outcome, report, events } = await run(models(model, `${mock.url}${path}`));
    expect(outcome).toBe("complete");
    expect(report.generator).toMatch(new RegExp(`, ${model}$`));
    expect(report.title).toMatch(/^What was found: /);
    expect(report.verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
    expect(report.verification.claims).toBeGreaterThan(3);
    expect(report.limitations).toEqual([]);
    const told = events.findIndex(({ type }) => type === "forecast");
    expect(told).toBeGreaterThanOrEqual(0);
    expect(told).toBeLessThan(events.findIndex(({ type }) => type === "model-start"));
    const calls = events.filter(({ type }) => type === "model-end").length;
    const forecasts = events.flatMap((event) => (event.type === "forecast" ? [event.modelCalls] : []));
    expect(forecasts).toHaveLength(2);
    for (const forecast of forecasts) {
      expect(forecast / calls).toBeGreaterThan(0.5);
      expect(forecast / calls).toBeLessThan(2);
    }
    const end = events.at(-1);
    expect(end?.type === "run-end" && end.usage?.calls).toBe(calls);
    const stages = new Set(events.flatMap((event) => (event.type === "model-end" ? [event.stage] : [])));
    expect([...stages]).toEqual(
      expect.arrayContaining(["brief", "plan", "gather", "assess", "outline", "draft", "compose"]),
    );
  });
});

describe("a model that does wrong", () => {
  let server: ModelServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const answerWith = async (answer: Parameters<typeof modelServer>[0]) => {
    server = await modelServer(answer);
    return models("vllm:m", `${server.url}/v1`);
  };

  test("that answers nonsense degrades to the embedded analyst, and the report says so", async () => {
    const { outcome, report } = await run(
      await answerWith((response, body) => openaiAnswer(response, body, "Banana.")),
    );
    expect(outcome).toBe("complete");
    expect(report.verification.unresolved + report.verification.unsupported).toBe(0);
    expect(report.verification.claims).toBeGreaterThan(0);
    expect(report.limitations.join(" ")).toMatch(
      /done by the embedded analyst: The model vllm:m gave an answer that does not fit/,
    );
  });

  test("whose key is refused is asked once", async () => {
    const choice = await answerWith((response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end('{"error": {"message": "Incorrect API key provided: sk-se***cret"}}');
    });
    const { report } = await run(choice);
    expect(server?.requests).toHaveLength(1);
    expect(report.limitations.join(" ")).toMatch(/refused the key/);
    expect(JSON.stringify(report)).not.toContain("sk-se");
  });

  test("that fails one time in three still gives the whole report", async () => {
    const { outcome, report } = await run(
      await answerWith((response, body, count) => {
        if (count % 3 !== 1) return openaiAnswer(response, body, parrot(promptOf(body)));
        response.writeHead(500);
        return response.end();
      }),
    );
    expect(outcome).toBe("complete");
    expect(report.limitations).toEqual([]);
  });

  test("only in one role costs only that role", async () => {
    const choice = await answerWith((response, body) => {
      const prompt = promptOf(body);
      openaiAnswer(response, body, /Your step: write one section/.test(prompt) ? "" : parrot(prompt));
    });
    const { report } = await run(choice);
    expect(report.title).toMatch(/^What was found: /);
    expect(report.limitations.filter((line) => line.includes("embedded analyst"))).toHaveLength(1);
  });

  test("a limit of calls ends the search, and the report is finished and says so", async () => {
    const choice = await answerWith((response, body) => openaiAnswer(response, body, parrot(promptOf(body))));
    const { outcome, report } = await run({ ...choice, limits: { maxCalls: 4 } });
    expect(outcome).toBe("partial");
    expect(server?.requests.length).toBeLessThanOrEqual(4);
    expect(report.verification.claims).toBeGreaterThan(0);
    expect(report.limitations.join(" ")).toMatch(/limit of 4 model calls was reached/);
  });

  test("killed in the middle, the resumed run pays no call twice and gives the same report", async () => {
    const choice = await answerWith((response, body) => openaiAnswer(response, body, parrot(promptOf(body))));
    const whole = await run(choice);
    const calls = server?.requests.length ?? 0;
    const folder = join(out, whole.runId);
    await rm(join(folder, "checkpoints.sqlite"), { force: true });
    for (const name of await readdir(folder)) if (name.startsWith("checkpoints")) await rm(join(folder, name));
    const config = loadConfig({ cwd: out, out, env });
    const again = await resumeRun(whole.runId, {
      config,
      onEvent: () => undefined,
      signal: new AbortController().signal,
    });
    await again.result();
    expect(server?.requests.length).toBe(calls);
    const { verification, sections, summary } = await readReport(folder);
    expect({ verification, sections, summary }).toEqual({
      verification: whole.report.verification,
      sections: whole.report.sections,
      summary: whole.report.summary,
    });
  });
});
