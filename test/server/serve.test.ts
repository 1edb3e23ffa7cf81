import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Config, loadConfig } from "../../src/config.ts";
import { openTokens } from "../../src/jobs/index.ts";
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
    await expect(start(taken)).rejects.toMatchObject({ code: "BAD_USAGE", message: expect.stringMatching(/--port/) });
    await start();
    await rm(other, { recursive: true, force: true });
    config = home;
  });
});

describe("a server that others can reach", () => {
  const startOn = async (host: string) => {
    const options = { config, limits, host, port: 0, maxRunning: 1, workers: 1, onError: () => undefined };
    const server = await serve(options);
    servers.push(server);
    return server;
  };
  const statusOf = async (server: RunningServer, headers: Record<string, string> = {}) =>
    (await fetch(`http://127.0.0.1:${new URL(server.url).port}/api/runs`, { headers })).status;
  const made = (expires?: string) => {
    const tokens = openTokens(config.home);
    const scopes = ["read"] as const;
    const given = { name: "ana", tenant: "ana", scopes, created: new Date().toISOString() };
    const { token, id } = tokens.add({ ...given, ...(expires ? { expires } : {}) });
    tokens.close();
    return { authorization: `Bearer ${token}`, id };
  };

  test("does not start while anybody could come in, and says how to begin", async () => {
    await expect(startOn("0.0.0.0")).rejects.toMatchObject({
      code: "BAD_USAGE",
      message: expect.stringMatching(/exhibit token add NAME --out/),
    });
    made("2020-01-01T00:00:00Z");
    await expect(startOn("0.0.0.0")).rejects.toMatchObject({ code: "BAD_USAGE" });
    config = { ...config, server: { ...config.server, publicOrigins: ["https://research.example.org"] } };
    await expect(startOn("127.0.0.1")).rejects.toMatchObject({ message: expect.stringMatching(/behind a proxy/) });
  });

  test("lets in who has a token", async () => {
    const { authorization } = made();
    const server = await startOn("0.0.0.0");
    expect(await statusOf(server)).toBe(401);
    expect(await statusOf(server, { authorization })).toBe(200);
  });

  test("asks on its own machine too once there was a token, also after its end", async () => {
    const server = await startOn("127.0.0.1");
    expect(await statusOf(server)).toBe(200);
    const { authorization, id } = made();
    expect(await statusOf(server)).toBe(401);
    expect(await statusOf(server, { authorization })).toBe(200);
    const tokens = openTokens(config.home);
    tokens.revoke(id, new Date().toISOString());
    tokens.close();
    expect(await statusOf(server, { authorization })).toBe(401);
    expect(await statusOf(server)).toBe(401);
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
