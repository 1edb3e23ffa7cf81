import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "@langchain/langgraph-sdk";
import type { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAuditLog } from "../../src/server/access/audit-log.ts";
import { createApp } from "../../src/server/app.ts";
import { createArtifactLinks } from "../../src/server/artifact-links.ts";
import { briefingRequest } from "../../src/server/briefing-request.ts";
import { createLog } from "../../src/server/log.ts";
import type { Scope, ServerEnv } from "../../src/server/services.ts";
import { definitionOf, type TemporaryBriefings, temporaryBriefings } from "../support/temporary-briefings.ts";

const limits = { libraries: { samples: "/nowhere/samples" }, offline: false, search: [], models: undefined };

let one: TemporaryBriefings;
let app: Hono<ServerEnv>;
let tenant = "local";
const lines: string[] = [];
let scopes: readonly Scope[] = ["read", "run"];

beforeEach(async () => {
  one = await temporaryBriefings("2026-03-10T06:00:00Z");
  const { given, config, clock } = one;
  await one.briefings.close();
  await one.reopen({
    requestOf: (briefing, question) => briefingRequest(briefing, question, { config, limits, cwd: config.out }),
  });
  const now = () => new Date(clock.now());
  const links = await createArtifactLinks(config.home, now);
  const authenticate = async () => ({ tenant, name: tenant, scopes: new Set(scopes) });
  lines.length = 0;
  const log = createLog({ level: "debug", write: (line) => lines.push(line), now, secrets: [] });
  const audit = createAuditLog(config.home, { now });
  const services = { config, limits, links, authenticate, now, log, audit, jobs: given.jobs, briefings: one.briefings };
  app = createApp(services, (error) => expect(error).toBeUndefined());
  tenant = "local";
  scopes = ["read", "run"];
});
afterEach(() => one.close());

async function ask(method: string, path: string, body?: unknown) {
  const response = await app.request(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  // What the routes answer is looked at field by field.
  return { status: response.status, text, body: (isJson ? JSON.parse(text) : {}) as Record<string, never> };
}

const definition = {
  question: "What grew?",
  schedule: { cron: "0 8 * * *", timeZone: "Europe/Berlin" },
  deliver: { feed: true },
};

describe("/api/briefings", () => {
  test("makes, shows, changes, runs and removes a briefing", async () => {
    const made = await ask("POST", "/api/briefings", { name: "growth", definition });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: "growth",
        origin: "api",
        enabled: true,
        next: { slot: "2026-03-10T08:00", due: "2026-03-10T07:00:00.000Z" },
      },
    });
    const { id } = made.body;
    expect((await ask("POST", "/api/briefings", { name: "growth", definition })).body).toMatchObject({
      error: { message: expect.stringContaining("choose another name") },
    });
    expect(await ask("PATCH", `/api/briefings/${id}`, { enabled: false })).toMatchObject({ body: { enabled: false } });
    const changed = { ...definition, schedule: { cron: "0 9 * * *", timeZone: "UTC" } };
    expect((await ask("PATCH", `/api/briefings/${id}`, { definition: changed, enabled: true })).body).toMatchObject({
      next: { slot: "2026-03-10T09:00" },
    });
    expect(await ask("POST", `/api/briefings/${id}/run`)).toMatchObject({ status: 202, body: { state: "running" } });
    expect((await ask("GET", `/api/briefings/${id}/feed.atom`)).status).toBe(404);
    await one.finish();
    await one.briefings.deliver();
    expect((await ask("GET", `/api/briefings/${id}/slots`)).body).toMatchObject({
      slots: [
        {
          state: "done",
          outcome: "news",
          counts: { changed: 1 },
          deliveries: [{ channel: "feed", state: "delivered" }],
        },
      ],
    });
    expect((await ask("GET", `/api/briefings/${id}/feed.atom`)).text).toContain("<feed");
    expect((await ask("DELETE", `/api/briefings/${id}`)).status).toBe(204);
    expect((await ask("GET", "/api/briefings")).body).toEqual({ briefings: [], problems: [] });
  });

  test("gives feed readers an address that opens one feed until it is revoked, and stands in no log", async () => {
    const { id } = (await ask("POST", "/api/briefings", { name: "growth", definition })).body;
    await ask("POST", `/api/briefings/${id}/run`);
    await one.finish();
    await one.briefings.deliver();
    const shares = `/api/briefings/${id}/shares`;
    const made = await ask("POST", shares);
    expect(made).toMatchObject({ status: 201, body: { kind: "feed", target: id, token: expect.any(String) } });
    const { token } = made.body;
    const feed = `/api/shared/${token}/feed.atom`;
    tenant = "nobody";
    const response = await app.request(feed);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "application/atom+xml; charset=utf-8",
    ]);
    expect(response.headers.get("x-robots-tag")).toBe("noindex");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    const text = await response.text();
    expect(text).toContain("<feed");
    expect(text).not.toContain(token);
    // It opens nothing else, and another tenant neither makes, sees nor revokes one.
    for (const path of ["report", "artifacts", "artifacts/report.md"])
      expect((await ask("GET", `/api/shared/${token}/${path}`)).status).toBe(404);
    for (const [method, path] of [
      ["GET", shares],
      ["POST", shares],
      ["DELETE", `/api/shares/${made.body.id}`],
    ] as const)
      expect([method, (await ask(method, path)).status]).toEqual([method, 404]);
    tenant = "local";
    expect((await ask("GET", shares)).text).not.toContain(token);
    const { runId = "" } = one.briefings.store.slots(String(id), 1)[0] ?? {};
    const report = one.given.jobs.shares.add({ kind: "report", target: runId, tenant, created: "2026-03-10" });
    expect((await ask("GET", `/api/shared/${report.token}/feed.atom`)).status).toBe(404);
    scopes = ["read"];
    expect((await ask("POST", shares)).status).toBe(403);
    scopes = ["read", "run"];
    const silent = { ...definition, deliver: {} };
    await ask("PATCH", `/api/briefings/${id}`, { definition: silent });
    expect((await ask("GET", feed)).status).toBe(404);
    expect((await ask("POST", shares)).status).toBe(400);
    await ask("PATCH", `/api/briefings/${id}`, { definition });
    expect((await ask("GET", feed)).status).toBe(200);
    expect((await ask("DELETE", `/api/shares/${made.body.id}`)).status).toBe(204);
    expect((await ask("GET", feed)).status).toBe(404);
    const last = await ask("POST", shares);
    await ask("DELETE", `/api/briefings/${id}`);
    expect((await ask("GET", `/api/shared/${last.body.token}/feed.atom`)).status).toBe(404);
    expect(one.given.jobs.shares.of({ kind: "feed", target: String(id) }, "local")).toEqual([]);
    const audit = await readFile(join(one.config.home, "audit.jsonl"), "utf8");
    for (const written of [lines.join("\n"), audit]) {
      expect(written).toContain("shares");
      for (const secret of [token, last.body.token]) expect(written).not.toContain(secret);
    }
  });

  test("says what is wrong with a definition, where, and what it takes", async () => {
    const message = async (changes: object, name = "growth") =>
      (await ask("POST", "/api/briefings", { name, definition: { ...definition, ...changes } })).text;
    expect(await message({ schedule: { cron: "* * * * *" } })).toMatch(
      /more often than every 5 minutes.*schedule\.cron/s,
    );
    expect(await message({ sources: { libraries: ["/etc"] } })).toContain(
      "There is no library /etc; this server has: samples",
    );
    expect(await message({ deliver: { folder: "../../etc" } })).toContain("is no name");
    expect(await message({ deliver: { mail: "a@b.org\r\nBcc: c@d.org" } })).toMatch(/[Ii]nvalid/);
    expect(await message({ deliver: { webhook: "file:///etc/passwd" } })).toMatch(/http or https/);
    expect(await message({ watch: ["a"] })).toContain("either a question or a watch list");
    const urls = Array.from({ length: 40 }, (_, page) => `https://example.org/${page}/${"x".repeat(3_000)}`);
    expect(await message({ sources: { urls } })).toContain("at most 64 KB");
    expect(await message({}, "../x")).toContain("takes letters, digits, - and _");
    expect((await ask("GET", "/api/briefings")).body).toMatchObject({ briefings: [] });
  });

  test("shows a tenant nothing of another's, and lets only who may run change something", async () => {
    const { body } = await ask("POST", "/api/briefings", { name: "growth", definition });
    tenant = "other";
    for (const [method, path] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/run"],
      ["GET", "/secret"],
      ["GET", "/slots"],
      ["GET", "/feed.atom"],
    ] as const)
      expect(
        (await ask(method, `/api/briefings/${body.id}${path}`, method === "PATCH" ? { enabled: false } : undefined))
          .status,
      ).toBe(404);
    const theirs = await ask("POST", "/api/briefings", { name: "growth", definition });
    expect(theirs.status).toBe(201);
    // Nor does a briefing of one's own open the deliveries of another's.
    tenant = "local";
    await ask("POST", `/api/briefings/${body.id}/run`);
    await one.finish();
    const [delivery] = one.briefings.outbox.ofBriefing(String(body.id), 1);
    expect(delivery).toMatchObject({ state: "pending" });
    one.briefings.outbox.end(delivery?.id ?? "", { state: "failed", updated: "2026-03-10" });
    const retry = (id: unknown) => ask("POST", `/api/briefings/${id}/deliveries/${delivery?.id}/retry`);
    tenant = "other";
    for (const id of [body.id, theirs.body.id, "none", ".."]) expect((await retry(id)).status).toBe(404);
    expect(one.briefings.outbox.get(delivery?.id ?? "")).toMatchObject({ state: "failed" });
    tenant = "local";
    expect((await retry(body.id)).status).toBe(202);
    scopes = ["read"];
    expect((await ask("GET", `/api/briefings/${body.id}`)).status).toBe(200);
    expect((await ask("DELETE", `/api/briefings/${body.id}`)).status).toBe(403);
    expect((await ask("POST", "/api/briefings", { name: "more", definition })).status).toBe(403);
    expect((await ask("GET", `/api/briefings/${body.id}/secret`)).status).toBe(403);
  });

  test("takes so many of a tenant, by whatever protocol they come", async () => {
    const { briefingsPerTenant } = one.config.server;
    for (let number = 0; number < briefingsPerTenant; number++) one.add({}, `growth-${number}`);
    const more = () => ask("POST", "/api/briefings", { name: "more", definition });
    expect(await more()).toMatchObject({
      status: 429,
      text: expect.stringContaining(`${briefingsPerTenant} briefings`),
    });
    const cron = { assistant_id: "briefing", schedule: "0 8 * * *", input: { question: "What grew?" } };
    expect((await ask("POST", "/runs/crons", cron)).status).toBe(429);
    tenant = "other";
    expect((await more()).status).toBe(201);
  });

  test("lets files name libraries by path, and reads only addresses where only those are named", () => {
    const { config } = one;
    const request = (origin: "api" | "file", sources: object) =>
      briefingRequest({ origin, definition: definitionOf({ sources }) }, "What grew?", {
        config,
        limits,
        cwd: "/work/here",
      });
    expect(request("file", { libraries: ["docs", "samples"] }).library).toEqual([
      "/work/here/docs",
      "/nowhere/samples",
    ]);
    expect(() => request("api", { libraries: ["docs"] })).toThrow(/no library docs/);
    expect(request("api", { urls: ["https://example.org/a"] })).toMatchObject({
      library: [],
      urls: ["https://example.org/a"],
    });
    expect(request("api", {}).library).toEqual(["/nowhere/samples"]);
  });
});

test("crons are made, found, counted, changed and removed with the official client, and run", async () => {
  const callerOptions = {
    maxRetries: 0,
    fetch: (url: URL | string, init?: RequestInit) => app.request(String(url).replace("http://local", ""), init),
  };
  const client = new Client({ apiUrl: "http://local", callerOptions: callerOptions as object });
  const input = { messages: [{ role: "user", content: "What grew?" }] };
  const cron = await client.crons.create("briefing", {
    schedule: "0 8 * * *",
    timezone: "Europe/Berlin",
    input,
    metadata: { team: "heat" },
    config: { configurable: { formats: ["md"], libraries: ["samples"] } },
    webhook: "https://example.org/hook",
  });
  expect(cron).toMatchObject({
    schedule: "0 8 * * *",
    next_run_date: "2026-03-10T07:00:00.000Z",
    metadata: { team: "heat" },
  });
  const { thread_id } = await client.threads.create();
  const bound = await client.crons.createForThread(thread_id, "research", { schedule: "0 9 * * *", input });
  expect(bound.thread_id).toBe(thread_id);
  expect((await client.crons.search({ metadata: { team: "heat" } })).map(({ cron_id }) => cron_id)).toEqual([
    cron.cron_id,
  ]);
  expect(await client.crons.count({ threadId: thread_id })).toBe(1);
  expect(await client.crons.count()).toBe(2);

  one.clock.advance(61 * 60_000);
  await one.briefings.cycle();
  const [runId = ""] = one.begun;
  const { request } = JSON.parse(await readFile(join(one.config.out, runId, "run.json"), "utf8")) as Record<
    string,
    unknown
  >;
  expect(request).toMatchObject({
    graph: "briefing",
    question: "What grew?",
    formats: ["md"],
    library: ["/nowhere/samples"],
  });

  const updated = await client.crons.update(cron.cron_id, { enabled: false, schedule: "30 8 * * *" });
  expect(updated).toMatchObject({
    enabled: false,
    schedule: "30 8 * * *",
    next_run_date: null,
    metadata: { team: "heat" },
  });
  await client.crons.delete(cron.cron_id);
  expect(await client.crons.count()).toBe(1);
  await expect(client.crons.create("nobody", { schedule: "0 8 * * *", input })).rejects.toThrow(/404|no assistant/);
  await expect(client.crons.create("research", { schedule: "never", input })).rejects.toThrow(/422|no cron pattern/);
  tenant = "other";
  expect(await client.crons.search()).toEqual([]);
  await expect(client.crons.delete(bound.cron_id)).rejects.toThrow(/404|not found/);
});
