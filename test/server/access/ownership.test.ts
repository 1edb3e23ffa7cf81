import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Briefing, type Briefings, definitionSchema, type Job } from "../../../src/jobs/index.ts";
import { createLibrary } from "../../../src/library/index.ts";
import { createToolSessions, mcpRoutes, type ToolSessions } from "../../../src/mcp/index.ts";
import { tenantHome } from "../../../src/runs/index.ts";
import type { ReportView, UploadView } from "../../../src/server/api-types.ts";
import { createArtifactLinks } from "../../../src/server/artifact-links.ts";
import {
  createApp,
  openScheduled,
  type Principal,
  type ServerEnv,
  type ServerServices,
} from "../../../src/server/index.ts";
import { type TemporaryJobs, temporaryJobs } from "../../support/temporary-jobs.ts";

let queue: TemporaryJobs;
let services: ServerServices;
let sessions: ToolSessions;
let briefings: Briefings;
let briefing: Briefing;
let cron: Briefing;
let app: Hono<ServerEnv>;
/** Of tenant `local`: a run that is done, one that waits, and what belongs to them, by the names of path parameters. */
let done: Job;
let waiting: Job;
let own: Readonly<Record<string, string>>;

/** `TENANT` or `TENANT;SCOPE,SCOPE`. */
async function authenticate({ headers }: Request): Promise<Principal | undefined> {
  const shown = headers.get("x-api-key");
  if (shown === null) return undefined;
  const [tenant = "", given = "read,run"] = shown.split(";");
  const scopes = (["read", "run", "admin"] as const).filter((scope) => given.split(",").includes(scope));
  return { tenant, name: tenant, scopes: new Set(scopes) };
}
const ask = (
  path: string,
  who: string | undefined,
  { method = "GET", body }: { method?: string; body?: string } = {},
) => app.request(path, { method, headers: who === undefined ? {} : { "x-api-key": who }, ...(body ? { body } : {}) });

beforeAll(async () => {
  queue = await temporaryJobs();
  const { jobs, config, library } = queue;
  const now = () => new Date();
  const limits = { libraries: { mini: library }, offline: true, search: [], models: undefined };
  briefings = await openScheduled({
    config,
    limits,
    jobs,
    cwd: config.out,
    onError: (error) => expect.unreachable(String(error)),
  });
  services = { config, jobs, limits, links: await createArtifactLinks(config.home, now), authenticate, now, briefings };
  sessions = createToolSessions(services);
  const definition = definitionSchema.parse({ question: "What grew?", schedule: { cron: "0 6 * * *" } });
  briefing = briefings.add("local", { name: "mine", definition, origin: "api" });
  cron = briefings.add("local", { name: "cron", definition, origin: "cron" });
  app = createApp(services, (error) => expect.unreachable(String(error)), mcpRoutes(services, sessions));
  [done, waiting] = await Promise.all([
    queue.submit(),
    queue.submit({ approval: "plan-only" }, jobs.addThread("local")),
  ]);
  const ended = (id: string) => jobs.ended(id, new AbortController().signal);
  expect(await Promise.all([ended(done.id), ended(waiting.id)])).toMatchObject([
    { status: "done" },
    { status: "waiting" },
  ]);
  const view = (await (await ask(`/api/runs/${done.runId}/report`, "local")).json()) as ReportView;
  const share = jobs.shares.add({ kind: "report", target: done.runId, tenant: "local", created: now().toISOString() });
  own = {
    thread: done.threadId,
    run: done.id,
    checkpoint: done.id,
    cron: cron.id,
    runId: done.runId,
    sourceId: view.report.sources[0]?.id ?? "",
    assetId: "none",
    namespace: "none",
    name: "report.md",
    token: share.token,
    share: share.id,
    evidence: view.report.evidence[0]?.id ?? "",
    source: view.report.sources[0]?.id ?? "",
    artifact: "report.md",
  };
});
afterAll(async () => {
  await sessions.close();
  await briefings.close();
  await queue.close();
});

/** Routes that are the same for everybody, or show only what is the asker's own. */
const shared: ReadonlySet<string> = new Set([
  ..."/ /signin /signout /assets/:name /healthz /readyz /ok /info /metrics /mcp /openapi.json /runs/crons /runs/crons/search /runs/crons/count".split(
    " ",
  ),
  ..."/api/offer /api/runs /api/uploads /threads /threads/search /threads/count /threads/prune /v1/models".split(" "),
  ..."/v1/models/:id /v1/chat/completions /v1/responses /runs /runs/wait /runs/stream /runs/batch /runs/cancel /api/briefings".split(
    " ",
  ),
]);
const isShared = (path: string) =>
  shared.has(path.replace(/\{.*?\}+/g, "")) || path.startsWith("/assistants") || path.startsWith("/api/shared/");

/** What `:id` names depends on where it stands. */
function idOf(path: string): string {
  if (path.startsWith("/api/shares")) return own.share ?? "";
  if (path.startsWith("/v1/responses")) return `resp_${done.id}`;
  if (path.startsWith("/api/jobs")) return done.id;
  if (path.startsWith("/api/briefings")) return briefing.id;
  return (path.includes("/evidence") ? own.evidence : path.includes("/sources") ? own.source : "none") ?? "";
}

function filled(path: string): string {
  const verb = path.includes("approve|resume") ? path.replace(/:verb\{[^}]*\}/, "cancel") : path;
  const named = verb
    .replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, "")
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(own[name] ?? (name === "id" ? idOf(path) : "none")));
  if (path === "/api/compare") return `${named}?before=${own.runId}&after=${own.runId}`;
  return path === "/api/jobs" ? `${named}?thread=${own.thread}` : named;
}

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route that the server has, whoever added it. */
const routes = (): readonly Route[] => {
  const found = app.routes.filter(({ method, path }) => method !== "ALL" && !path.endsWith("*"));
  return [...new Map(found.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()];
};
const statusesOf = async (list: readonly Route[], who: string | undefined) => {
  const asked = list.map(async ({ method, path }) => {
    const text =
      path === "/api/briefings/:id" ? '{"enabled":false}' : '{"values":{},"assistant_id":"research","metadata":{}}';
    const body = method === "GET" ? {} : { body: text };
    return [`${method} ${path}`, (await ask(filled(path), who, { method, ...body })).status] as const;
  });
  return Object.fromEntries(await Promise.all(asked));
};

describe("every route", () => {
  test("of what belongs to a tenant knows nothing of it for another", async () => {
    const owned = routes().filter(({ path }) => !isShared(path));
    expect(owned.length).toBeGreaterThan(30);
    const statuses = Object.entries(await statusesOf(owned, "stranger"));
    // What a route cannot do for anybody it may say before it looks whose it is.
    const impossible = ["POST /threads/:thread/copy"];
    expect(statuses.filter(([route, status]) => status !== 404 && !impossible.includes(route))).toEqual([]);
    expect(queue.jobs.store.jobById(done.id)?.status).toBe("done");
    expect(queue.jobs.store.thread(done.threadId, "local")).toBeDefined();
    expect(briefings.store.list("local").map(({ isEnabled }) => isEnabled)).toEqual([true, true]);
    expect(queue.jobs.shares.of({ kind: "report", target: done.runId }, "local")).toHaveLength(1);
  });

  test("is closed to who has no scope, and for changes to who may only read", async () => {
    const open = ["/", "/healthz", "/readyz", "/signin", "/signout", "/assets/:name", "/openapi.json"];
    const guarded = routes().filter(
      ({ path }) => !path.startsWith("/api/shared/") && !open.includes(path.replace(/\{.*\}/, "")),
    );
    const closed = Object.entries(await statusesOf(guarded, "local;none"));
    expect(closed.filter(([, status]) => status !== 403)).toEqual([]);
    const reading = /\/(?:search|count|history|state\/checkpoint)$/;
    const changes = guarded.filter(({ method, path }) => method !== "GET" && !reading.test(path));
    expect(changes.length).toBeGreaterThan(15);
    const refused = Object.entries(await statusesOf(changes, "local;read"));
    expect(refused.filter(([, status]) => status !== 403)).toEqual([]);
    const unproven = Object.entries(await statusesOf(guarded, undefined));
    expect(unproven.filter(([, status]) => status !== 401)).toEqual([]);
  });
});

test("watching with a wish to cancel is no mere reading", async () => {
  const path = `/threads/${own.thread}/runs/${own.run}/stream?cancel_on_disconnect=1`;
  expect((await ask(path, "local;read")).status).toBe(403);
});

test("who may only read looks at the state of a checkpoint, as clients ask for it", async () => {
  const response = await ask(`/threads/${own.thread}/state/checkpoint`, "local;read", { method: "POST" });
  expect(response.status).toBe(200);
});

test("another's runs, threads and files are in no list", async () => {
  for (const [path, method] of [
    ["/api/runs", "GET"],
    ["/threads/search", "POST"],
    ["/runs/crons/search", "POST"],
  ] as const)
    expect(await (await ask(path, "stranger", { method })).json()).toEqual([]);
  expect(await (await ask("/api/briefings", "stranger")).json()).toEqual({ briefings: [], problems: [] });
});

test("an upload is read by runs of its tenant only, in every protocol", async () => {
  const kept = await ask("/api/uploads?name=note.md", "local", { method: "POST", body: "# A note\n\nFerries grew.\n" });
  const { id } = (await kept.json()) as UploadView;
  const exhibit = { uploads: [id], libraries: [] };
  const bodies = {
    "/v1/chat/completions": { messages: [{ role: "user", content: "Ferries?" }], exhibit },
    "/v1/responses": { input: "Ferries?", exhibit },
  };
  for (const [path, body] of Object.entries(bodies)) {
    const response = await ask(path, "stranger", { method: "POST", body: JSON.stringify(body) });
    expect([response.status, await response.text()]).toEqual([400, expect.stringMatching(/no uploaded document/)]);
  }
});

test("what a run of a tenant reads is kept for that tenant, and shown to no other", async () => {
  const kept = await ask("/api/uploads?name=note.md", "guest", {
    method: "POST",
    body: "# Kelp\n\nKelp grew by 7 %.\n",
  });
  const { id } = (await kept.json()) as UploadView;
  const body = JSON.stringify({
    input: "How did kelp grow?",
    exhibit: { uploads: [id], libraries: [], formats: ["md"] },
  });
  const answered = (await (await ask("/v1/responses", "guest", { method: "POST", body })).json()) as { id: string };
  const { runId } = queue.jobs.store.job(answered.id.replace("resp_", ""), "guest") as Job;
  const events = await queue.jobs.feed.read(runId, 0);
  const [sourceId] = events.flatMap(({ event }) => (event.type === "source-read" ? [event.sourceId] : []));
  const path = `/api/runs/${runId}/read/${sourceId}`;
  expect([(await ask(path, "guest")).status, (await ask(path, "local")).status]).toEqual([200, 404]);
  const titlesIn = (home: string) => {
    const library = createLibrary({ folder: join(home, "library") });
    const titles = library.list().map(({ title }) => title);
    library.close();
    return titles;
  };
  const { home } = queue.config;
  expect(titlesIn(tenantHome(home, "guest"))).toContain("Kelp");
  for (const other of ["local", "stranger"]) expect(titlesIn(tenantHome(home, other))).not.toContain("Kelp");
});

describe("an agent over MCP", () => {
  const call = async (who: string, method: string, params: object) => {
    const message = { jsonrpc: "2.0", id: 1, method, params };
    const headers = {
      "x-api-key": who,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    };
    return (await app.request("/mcp", { method: "POST", headers, body: JSON.stringify(message) })).text();
  };

  test("that may only read is offered nothing that costs", async () => {
    const offered = await call("local;read", "tools/list", {});
    expect(offered).toContain('"get_report"');
    for (const name of ["start_research", "cancel_research", "open_url", "see"])
      expect(offered).not.toContain(`"${name}"`);
    const started = await call("local;read", "tools/call", { name: "start_research", arguments: { question: "Why?" } });
    expect(started).toMatch(/not found|unknown/i);
  });

  test("finds no run of another, nor takes one up", async () => {
    for (const name of ["get_research", "get_report", "verify", "cancel_research"])
      expect(await call("stranger", "tools/call", { name, arguments: { id: waiting.runId } })).toContain(
        "There is no run",
      );
    expect(await call("stranger", "resources/list", {})).not.toContain("report://");
    expect(queue.jobs.store.jobById(waiting.id)?.status).toBe("waiting");
  });
});

test("what leaves says nothing of where files lie", async () => {
  const asked = routes().filter(({ method, path }) => method === "GET" && !path.includes("/original"));
  const answers = await Promise.all(
    asked.map(async ({ path }) => [path, await (await ask(filled(path), "local")).text()]),
  );
  const streamed = await ask(`/threads/${own.thread}/runs/${own.run}/stream?stream_mode=custom`, "local");
  const texts = [...answers, ["stream", await streamed.text()]];
  expect(texts.filter(([, text]) => text?.includes(queue.config.out)).map(([path]) => path)).toEqual([]);
  expect(texts.at(-1)?.[1]).toContain('"target":"mini/');
  // The log itself knows them.
  expect(await readFile(join(queue.config.out, done.runId, "events.jsonl"), "utf8")).toContain(queue.config.out);
});
