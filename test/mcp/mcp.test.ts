import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldStdioTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as OldHttpTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createToolSessions, mcpRoutes } from "../../src/mcp/index.ts";
import { packageRoot } from "../../src/package-root.ts";
import { type RunningServer, serve } from "../../src/server/index.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { temporaryOut } from "../support/runs.ts";
import { miniQuestion } from "../support/temporary-jobs.ts";

let out: string;
let library: string;
let server: RunningServer;

beforeAll(async () => {
  out = await temporaryOut();
  library = await writeMiniLibrary(out);
  const limits = { libraries: { mini: library }, offline: true, search: [], models: undefined };
  server = await serve({
    config: loadConfig({ cwd: out, out, env: {} }),
    limits,
    host: "127.0.0.1",
    port: 0,
    maxRunning: 2,
    workers: 1,
    onError: (error) => {
      throw error;
    },
    extend: (services) => {
      const sessions = createToolSessions(services);
      return { routes: mcpRoutes(services, sessions), close: () => sessions.close() };
    },
  });
});
afterAll(async () => {
  await server.close();
  await rm(out, { recursive: true, force: true });
});

interface CallOptions {
  /** The usual minute is too short for a run on a busy machine. */
  readonly timeout?: number;
  readonly onprogress?: (progress: { message?: string | undefined }) => void;
}

/** What the tests need of a client of either age. */
interface AnyClient {
  listTools(): Promise<{ tools: readonly { name: string; description?: string | undefined }[] }>;
  callTool(
    call: { name: string; arguments: Record<string, unknown> },
    options?: CallOptions,
  ): Promise<{
    content: readonly object[];
    structuredContent?: Record<string, unknown> | undefined;
    isError?: boolean | undefined;
  }>;
  readResource(resource: { uri: string }): Promise<{ contents: readonly { uri: string; text?: string }[] }>;
  listResources(): Promise<{ resources: readonly { uri: string; name: string }[] }>;
  close(): Promise<void>;
}

const patientMs = 240_000;
const isUnderWay = (state: Record<string, unknown> | undefined): boolean =>
  ["queued", "running"].includes(String(state?.status));

const info = { name: "test", version: "1.0.0" };

async function newOverHttp(): Promise<AnyClient> {
  const client = new Client(info, { versionNegotiation: { mode: "auto" } });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
  return client as unknown as AnyClient;
}

async function oldOverHttp(): Promise<AnyClient> {
  const client = new OldClient(info);
  await client.connect(new OldHttpTransport(new URL(`${server.url}/mcp`)) as Parameters<OldClient["connect"]>[0]);
  return {
    listTools: () => client.listTools(),
    callTool: (call, options) => client.callTool(call, undefined, options),
    readResource: (resource) => client.readResource(resource),
    listResources: () => client.listResources(),
    close: () => client.close(),
  } as AnyClient;
}

const program = () => ({
  command: process.execPath,
  args: [
    join(packageRoot, "dist/src/cli/index.js"),
    "mcp",
    "--offline",
    "--library",
    library,
    "--out",
    join(out, "stdio"),
  ],
});

describe.each([
  ["of 2026", newOverHttp],
  ["of 2025", oldOverHttp],
] as const)("a client of the protocol %s over HTTP", (_, connect) => {
  test("starts research, follows it, reads and checks the report", async () => {
    const client = await connect();
    try {
      const told: string[] = [];
      const onprogress = ({ message = "" }) => told.push(message);
      const options = { onprogress, timeout: patientMs };
      const asked = { question: miniQuestion, formats: ["md", "html"], wait_seconds: 50 };
      let started = await client.callTool({ name: "start_research", arguments: asked }, options);
      for (let known = started.structuredContent; isUnderWay(known); known = started.structuredContent) {
        const look = { name: "get_research", arguments: { id: known?.id, wait_seconds: 50 } };
        started = await client.callTool(look, options);
      }
      const { id, status, plan, report, page } = started.structuredContent ?? {};
      expect({ status, plan, report }).toEqual({
        status: "done",
        plan: expect.arrayContaining([expect.stringContaining("Norda")]),
        report: `report://${encodeURIComponent(String(id))}`,
      });
      expect(told.join("\n")).toMatch(/Gathering evidence/);
      expect((await fetch(String(page))).status).toBe(200);
      const read = await client.callTool({ name: "get_report", arguments: { id } });
      expect(JSON.stringify(read.content)).toMatch(/# .*Norda.*report\.html\?expires=/s);
      const checked = await client.callTool({ name: "verify", arguments: { id } });
      expect(checked.structuredContent).toMatchObject({ unresolved: 0, stands: true, failing: [] });
      const { contents } = await client.readResource({ uri: String(report) });
      expect(contents[0]?.text).toMatch(/^# /);
      expect((await client.listResources()).resources).toContainEqual(
        expect.objectContaining({ uri: report, name: miniQuestion }),
      );
    } finally {
      await client.close();
    }
  });

  test("is asked what is unclear, and answers", async () => {
    const client = await connect();
    const call = (name: string, input: Record<string, unknown>) => client.callTool({ name, arguments: input });
    try {
      const question = "How did Norda develop?";
      const settings = { question, clarify: true, formats: ["md"], wait_seconds: 50 };
      const { id, ...started } = (await call("start_research", settings)).structuredContent ?? {};
      expect(started).toMatchObject({
        status: "waiting",
        clarifications: [{ id: "measure", assumed: expect.any(String) }, { id: "period" }],
      });
      expect(started).not.toHaveProperty("pollAfterMs");
      expect((await call("get_research", { id })).structuredContent).toMatchObject({ status: "waiting" });
      const wrong = await call("answer_research", { id, answers: { colour: "red" } });
      expect(wrong.isError).toBe(true);
      expect(JSON.stringify(wrong.content)).toMatch(/there is: measure, period/);
      const answered = await call("answer_research", { id, answers: { measure: "revenue" }, wait_seconds: 50 });
      expect(answered.structuredContent).toMatchObject({ status: "done" });
      expect(JSON.stringify((await call("get_report", { id })).content)).toMatch(/240/);
      const late = await call("answer_research", { id });
      expect(JSON.stringify(late)).toMatch(/waits for no answers/);
    } finally {
      await client.close();
    }
  });

  test("ends a run and is told what is wrong with what it sends", async () => {
    const client = await connect();
    try {
      const { structuredContent } = await client.callTool({
        name: "start_research",
        arguments: { question: miniQuestion },
      });
      const ended = await client.callTool({
        name: "cancel_research",
        arguments: { id: structuredContent?.id, with_report: false },
      });
      expect(ended.structuredContent?.status).toMatch(/cancelled|running/);
      for (const [name, input, message] of [
        ["get_research", { id: "nothing" }, /There is no run nothing/],
        ["get_report", { id: "../../etc" }, /There is no run/],
        ["start_research", { question: "What?", libraries: ["/etc"] }, /no library \/etc/],
        ["see", { target: "/etc/passwd" }, /is not opened/],
        ["see", { target: "http://127.0.0.1:1/" }, /.+/],
        ["calculate", { expression: "2 GWh in MWh +" }, /.+/],
      ] as const) {
        const answer = await client.callTool({ name, arguments: input });
        expect({ name, isError: answer.isError, text: JSON.stringify(answer.content) }).toEqual({
          name,
          isError: true,
          text: expect.stringMatching(message),
        });
      }
    } finally {
      await client.close();
    }
  });
});

test("over standard input and output, a client of 2025 researches, and one of 2026 of a later process finds it", async () => {
  const first = new OldClient(info);
  await first.connect(new OldStdioTransport(program()), { timeout: patientMs });
  const options = { timeout: patientMs };
  const asked = { question: miniQuestion, formats: ["md"], wait_seconds: 50 };
  let started = await first.callTool({ name: "start_research", arguments: asked }, undefined, options);
  const stateOf = () => started.structuredContent as Record<string, unknown> | undefined;
  while (isUnderWay(stateOf())) {
    const look = { name: "get_research", arguments: { id: stateOf()?.id, wait_seconds: 50 } };
    started = await first.callTool(look, undefined, options);
  }
  const { id, status } = stateOf() ?? {};
  await first.close();
  expect(status).toBe("done");

  const client = new Client(info, { versionNegotiation: { mode: "auto", probe: { timeoutMs: patientMs } } });
  await client.connect(new StdioClientTransport(program()), { timeout: patientMs });
  try {
    const report = await client.callTool({ name: "get_report", arguments: { id } });
    expect(JSON.stringify(report.content)).toContain(join(out, "stdio", String(id), "report.md"));
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["start_research", "see", "open_url", "crop_image", "calculate", "cite"]),
    );
    expect(names).not.toContain("search_web");
    const seen = await client.callTool({ name: "see", arguments: { target: join(library, "plant.html") } });
    expect(JSON.stringify(seen.content)).toMatch(/412 GWh/);
    const found = await client.callTool({ name: "search_library", arguments: { query: "heat of the Velden plant" } });
    expect(JSON.stringify(found.content)).toMatch(/Velden/);
    const sum = await client.callTool({ name: "calculate", arguments: { expression: "412 GWh / 350 GWh" } });
    expect(JSON.stringify(sum.content)).toMatch(/1\.17/);
  } finally {
    await client.close();
  }
});
