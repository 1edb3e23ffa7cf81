import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Config, loadConfig } from "../../src/config.ts";
import { type RunningServer, serve } from "../../src/server/index.ts";
import { requestOf } from "../../src/server/settings.ts";
import { temporaryOut } from "../support/runs.ts";

const limits = { libraries: { samples: "/nowhere/samples" }, offline: true, search: [], models: undefined };
let config: Config;
let servers: RunningServer[];

const start = async (port = 0): Promise<RunningServer> => {
  const server = await serve({
    config,
    limits,
    host: "127.0.0.1",
    port,
    maxRunning: 1,
    workers: 1,
    onError: () => undefined,
  });
  servers.push(server);
  return server;
};

beforeEach(async () => {
  const out = await temporaryOut();
  config = loadConfig({ cwd: out, out, env: {} });
  servers = [];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(config.out, { recursive: true, force: true });
});

describe("a server", () => {
  test("says that it lives and is ready, and of other paths that nothing is there", async () => {
    const { url } = await start();
    const ask = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return { status: response.status, body: await response.json() };
    };
    expect(await ask("/healthz")).toMatchObject({ status: 200, body: { ok: true } });
    expect(await ask("/readyz")).toEqual({ status: 200, body: { ok: true, queued: 0, running: 0 } });
    expect(await ask("/elsewhere")).toMatchObject({ status: 404, body: { error: { code: "NOT_FOUND" } } });
  });

  test("on a taken port says which flag helps, and leaves the folder free for another", async () => {
    const first = await start();
    const taken = Number(new URL(first.url).port);
    const home = config;
    const other = await temporaryOut();
    config = loadConfig({ cwd: other, out: other, env: {} });
    await expect(start(taken)).rejects.toMatchObject({ code: "BAD_USAGE", message: /--port/ });
    await start();
    await rm(other, { recursive: true, force: true });
    config = home;
  });
});

describe("what users may choose", () => {
  const chosen = (settings: Parameters<typeof requestOf>[1]) =>
    requestOf("What grew?", settings, { config, limits, tenant: "local" });

  test("is the operator's when they say nothing", () => {
    expect(chosen({})).toMatchObject({ library: ["/nowhere/samples"], offline: true, search: [], approval: "auto" });
  });

  test("are libraries by name, never paths", () => {
    expect(chosen({ libraries: ["samples"] }).library).toEqual(["/nowhere/samples"]);
    expect(() => chosen({ libraries: ["/etc"] })).toThrow(/no library \/etc; this server has: samples/);
    expect(() => chosen({ libraries: ["__proto__"] })).toThrow(/no library/);
  });

  test("are no providers and models that the operator did not give", () => {
    expect(() => chosen({ search: ["wikipedia"] })).toThrow(/works offline/);
    expect(() => chosen({ model: "openai:gpt-6" })).toThrow(/no model openai:gpt-6; it has: none/);
  });
});
