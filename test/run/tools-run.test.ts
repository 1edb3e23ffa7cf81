import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { resumeRun, startRun } from "../../src/run.ts";
import type { RunRequest } from "../../src/runs/index.ts";
import { fakeClock } from "../support/fake-clock.ts";
import type { HttpServer } from "../support/http-server.ts";
import { serveMcp, serverArgs } from "../support/mcp-servers.ts";
import { heatFact } from "../support/mcp-tools.ts";
import { type ModelServer, modelServer, openaiAnswer, promptOf } from "../support/model-server.ts";
import { readReport, requestFor } from "../support/runs.ts";
import { squareOn } from "../tools/context.ts";

const question = "How much heat did the plant of Oberau deliver in 2023?";
let out = "";
let web: HttpServer;
let server: ModelServer | undefined;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-tools-run-"));
  web = await serveMcp("new");
  const servers = { heat: { url: web.url }, old: { command: process.execPath, args: serverArgs("old") } };
  const profiles = { "vllm:m": { streaming: false, vision: true, toolCalls: true, thinking: "never" } };
  const config = { tools: { servers }, models: { profiles }, allowAddresses: [web.origin] };
  await writeFile(join(out, "exhibit.config.json"), JSON.stringify(config));
  await writeFile(join(out, "square.png"), await squareOn("yellow", 300));
  await mkdir(join(out, "empty"));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(async () => {
  await web.close();
  await rm(out, { recursive: true, force: true });
});

async function run(changes: Partial<RunRequest>, again?: string) {
  const events: RunEvent[] = [];
  const config = loadConfig({ cwd: out, out: join(out, "runs"), env: {} });
  const request = requestFor(question, { library: [], trustTools: true, ...changes });
  const options = {
    config,
    onEvent: (event: RunEvent) => events.push(event),
    signal: new AbortController().signal,
    clock: fakeClock(Date.now()),
  };
  const started = again ? await resumeRun(again, options) : await startRun(request, options);
  const result = await started.result();
  return { ...result, events, asked: events.filter(({ type }) => type === "tool-start") };
}

const modelAt = (url: string) => ({ model: "vllm:m", url: `${url}/v1`, roles: {}, fallbacks: [], limits: {} });

describe("a report with tools of the user", () => {
  test("without a model the tool that takes a query is asked, quoted and named with its time", async () => {
    const { runFolder, outcome, asked } = await run({ tools: ["old"], offline: true });
    expect([outcome, asked]).toEqual(["complete", [expect.objectContaining({ tool: "old__lookup" })]]);
    const report = await readReport(runFolder);
    expect(report.sources).toMatchObject([{ url: expect.stringMatching(/^tool:old__lookup\?query=/) }]);
    const text = await readFile(join(runFolder, "report.md"), "utf8");
    expect(text).toContain(heatFact);
    expect(text).toMatch(/old: lookup, asked on \d{4}-\d\d-\d\d at \d\d:\d\d UTC/);
  });

  test("a model plans the calls; what it may not call is left out, and a resumed run asks nothing again", async () => {
    const good = { tool: "heat__delivery", input: { plant: "Oberau", year: 2023 } };
    const bad = [
      { tool: "heat__die", input: {} },
      { tool: "heat__lookup", input: { query: "see https://evil.example/?q=secret" } },
      { tool: "heat__delivery", input: { plant: "Oberau" } },
    ];
    server = await modelServer((response, body) => {
      const planning = promptOf(body).includes("split the question into sub-questions");
      const planned = { question, intent: "how-much", queries: ["heat Oberau"], calls: [...bad, good] };
      openaiAnswer(response, body, planning ? JSON.stringify({ subQuestions: [planned] }) : "I would rather not.");
    });
    const changes = { tools: ["heat:delivery", "heat:lookup"], models: modelAt(server.url), offline: false };
    const first = await run({ ...changes, approval: "plan-only" });
    expect(first.events).toContainEqual(
      expect.objectContaining({ type: "plan-end", subQuestions: [expect.objectContaining({ calls: [good] })] }),
    );
    expect(
      promptOf(server.requests.find(({ body }) => promptOf(body).includes("split the question"))?.body ?? {}),
    ).toMatch(/<data>\n- heat__lookup \{query: string\}: Finds facts about heat plants by words\.\n/);
    const second = await run(changes, first.runId);
    expect(second.asked).toHaveLength(1);
    expect((await readReport(second.runFolder)).sources[0]?.title).toMatch(/^heat: delivery, asked on/);
    const third = await run(changes, first.runId);
    expect(third.asked).toHaveLength(0);
  });
});

test("an inquiry calls a tool of the user through the protocol, and sees the picture it gives", async () => {
  server = await modelServer((response, body) => {
    const messages = body.messages as readonly { role: string; content: unknown }[];
    const results = messages.filter(({ role }) => role === "tool").length;
    if (results < 2) return callOf(response, "heat__picture", {});
    openaiAnswer(response, body, "A red square. (s2)");
  });
  const changes = { graph: "inquiry", library: [join(out, "square.png")], tools: ["heat:picture"] } as const;
  const { runFolder, outcome } = await run({ ...changes, models: modelAt(server.url), offline: false });
  const inquiry = JSON.parse(await readFile(join(runFolder, "inquiry.json"), "utf8"));
  expect([outcome, inquiry.answer, inquiry.steps]).toEqual(["complete", "A red square.", ["s2"]]);
  expect(inquiry.hops[1]).toMatchObject({ tool: "heat__picture", ok: true, pictures: [expect.stringMatching(/^as-/)] });
  const offered = server.requests[0]?.body.tools as readonly { function: { name: string; description: string } }[];
  expect(offered.find(({ function: { name } }) => name === "heat__picture")?.function.description).toBe(
    "A tool of the user. Its maker says: Gives a picture of a plant.",
  );
  const last = server.requests.at(-1)?.body.messages as readonly { role: string; content: unknown }[];
  expect(JSON.stringify(last.find(({ role }) => role === "tool"))).not.toContain("image_url");
  expect(last.filter(({ content }) => JSON.stringify(content).includes("image_url")).map(({ role }) => role)).toContain(
    "user",
  );
});

function callOf(response: ServerResponse, name: string, input: object): void {
  const call = { id: "whatever", type: "function", function: { name, arguments: JSON.stringify(input) } };
  const message = { role: "assistant", content: null, tool_calls: [call] };
  response.writeHead(200, { "content-type": "application/json" });
  const choices = [{ index: 0, message, finish_reason: "tool_calls" }];
  response.end(JSON.stringify({ id: "x", object: "chat.completion", created: 0, model: "m", choices }));
}
