import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadConfig } from "../../../src/config.ts";
import { type Jobs, openJobs } from "../../../src/jobs/index.ts";
import { createAuditLog } from "../../../src/server/access/audit-log.ts";
import { createAuthenticate } from "../../../src/server/access/authenticate.ts";
import { createArtifactLinks } from "../../../src/server/artifact-links.ts";
import { createApp, type ServerEnv, type ServerServices } from "../../../src/server/index.ts";
import { temporaryOut } from "../../support/runs.ts";

const publicUrl = "https://research.example.org";
const allowed = "https://chat.example.net";
let out: string;
let jobs: Jobs;
let services: ServerServices;
let app: Hono<ServerEnv>;
let time: number;
let token: string;
const errors: unknown[] = [];

beforeAll(async () => {
  out = await temporaryOut();
  jobs = await openJobs({ config: loadConfig({ cwd: out, out, env: {} }), maxRunning: 1, workers: 1 });
  const now = () => new Date(time);
  time = Date.parse("2026-05-04T10:00:00Z");
  const given = loadConfig({ cwd: out, out, env: {} });
  const server = {
    ...given.server,
    publicOrigins: [publicUrl],
    allowedOrigins: new Set([allowed]),
    requestsPerMinute: 40,
    uploadBytes: 100,
  };
  const config = { ...given, server };
  services = {
    config,
    jobs,
    limits: { libraries: {}, offline: true, search: [], models: undefined },
    links: await createArtifactLinks(config.home, now),
    authenticate: createAuthenticate({ tokens: jobs.tokens, oidc: undefined, now, isOpen: () => false }),
    audit: createAuditLog(config.home, { now }),
    now,
  };
  const made = { tenant: "lab", scopes: ["read", "run"], created: now().toISOString() } as const;
  token = jobs.tokens.add({ ...made, name: "ana" }).token;
});
afterAll(async () => {
  await jobs.close();
  await rm(out, { recursive: true, force: true });
  expect(errors).toEqual([]);
});
beforeEach(() => {
  app = createApp(services, (error) => errors.push(error));
});

/** As Node wants it of bodies that are streams; the types do not know it. */
const streamed: object = { duplex: "half" };
const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}, host = "localhost") =>
  app.request(`http://${host}${path}`, {
    ...streamed,
    ...init,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
const post = (headers: Record<string, string>, body: RequestInit["body"] = "{}") =>
  ask("/threads", headers, { method: "POST", body: body ?? null });

test("a client that has gone is no failure of the server", async () => {
  const gone = new AbortController();
  const more = new Hono<ServerEnv>().get("/slow", async ({ req }) => {
    gone.abort(new Error("The client has gone."));
    req.raw.signal.throwIfAborted();
    return new Response("too late");
  });
  app = createApp(services, (error) => errors.push(error), more);
  expect((await ask("/slow", {}, { signal: gone.signal })).status).toBe(499);
  expect(errors).toEqual([]);
});

describe("a host name", () => {
  test.each(["localhost:8787", "127.0.0.1", "[::1]:80", "research.example.org"])("%s is ours", async (host) => {
    expect((await ask("/ok", {}, {}, host)).status).toBe(200);
  });
  test.each(["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "10.0.0.1", "[::2]"])(
    "%s is refused, whatever is asked",
    async (host) => {
      for (const path of ["/", "/ok", "/healthz", "/api/shared/x/report", "/signin", "/mcp"])
        expect((await ask(path, {}, {}, host)).status).toBe(421);
    },
  );
});

describe("a request of a browser", () => {
  test.each([
    ["of our page", { origin: "http://localhost", "sec-fetch-site": "same-origin" }, 200],
    ["of our page behind the proxy", { origin: publicUrl }, 200],
    ["of no page", {}, 200],
    ["of an allowed page", { origin: allowed, "sec-fetch-site": "cross-site" }, 200],
    ["of another site", { origin: "https://evil.example" }, 403],
    ["of another port", { origin: "http://localhost:3000", "sec-fetch-site": "same-site" }, 403],
    ["of a sandboxed frame", { origin: "null" }, 403],
    ["of a form elsewhere", { origin: "https://evil.example", "content-type": "text/plain" }, 403],
    ["of a form without an origin", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, 403],
    ["of a name that looks like ours", { origin: `${publicUrl}.evil.example` }, 403],
  ])("%s that changes something", async (_, headers, status) => {
    expect((await post(headers)).status).toBe(status);
    expect((await ask("/mcp", headers, { method: "POST", body: "{}" })).status === 403).toBe(status === 403);
  });

  test("for a picture or script of ours in another site's page is refused; a link to us is followed", async () => {
    const cross = (mode: string, dest: string) => ({
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": mode,
      "sec-fetch-dest": dest,
    });
    expect((await ask("/api/offer", cross("no-cors", "image"))).status).toBe(403);
    expect((await ask("/api/offer", cross("navigate", "iframe"))).status).toBe(403);
    expect((await ask("/signin", cross("navigate", "document"))).status).toBe(200);
  });

  test("is told what an allowed page may send and read, and no other page anything", async () => {
    const preflight = (origin: string) =>
      ask("/threads", { origin, "access-control-request-headers": "x-stainless-os" }, { method: "OPTIONS" });
    const answer = await preflight(allowed);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-headers")).toMatch(/authorization.*x-stainless-os/);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect((await preflight("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
    expect((await post({ origin: allowed })).headers.get("access-control-allow-origin")).toBe(allowed);
  });
});

test.each([
  ["x-a,, ,x-b<script>,\tx-c", "x-a, x-bscript, x-c"],
  [`x-a${" ".repeat(500_000)}x-b`, "x-ax-b"],
])(
  "what a page wants to send is told again as names of headers and nothing else, however it is written",
  async (given, names) => {
    const headers = { origin: allowed, "access-control-request-headers": given };
    const answer = await ask("/threads", headers, { method: "OPTIONS" });
    expect(answer.headers.get("access-control-allow-headers")?.endsWith(`, x-api-key, ${names}`)).toBe(true);
  },
);

test("every answer says that it is what it says, belongs in no frame and is not kept", async () => {
  for (const path of ["/ok", "/elsewhere", "/threads/none", "/api/shared/none/report", "/signin", "/healthz"]) {
    const { headers } = await ask(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("referrer-policy")).toBe(path === "/signin" ? "same-origin" : "no-referrer");
  }
});

describe("a body", () => {
  test("over a megabyte is refused, said or unsaid", async () => {
    const big = "x".repeat(1024 * 1024 + 1);
    expect((await post({ "content-length": String(big.length) }, big)).status).toBe(413);
    expect((await post({ "transfer-encoding": "chunked" }, new Blob([big]).stream())).status).toBe(413);
  });
  test("in a coding is refused", async () => {
    expect((await post({ "content-encoding": "gzip" })).status).toBe(415);
  });
  test("of an upload counts against the tenant's space", async () => {
    const upload = () => ask("/api/uploads?name=a.txt", {}, { method: "POST", body: "words ".repeat(12) });
    const [one, other] = await Promise.all([upload(), upload()]);
    expect([one.status, other.status].sort()).toEqual([201, 413]);
  });
});

describe("a token", () => {
  test("is wanted on every path but the page's, and told how to be sent", async () => {
    const response = await app.request("http://localhost/threads/search", { method: "POST" });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
  });

  test("that is wrong too often has its address wait, and keeps nobody out who has a good one", async () => {
    const wrong = await Promise.all(Array.from({ length: 20 }, () => ask("/ok", { authorization: "Bearer exh_x" })));
    expect(new Set(wrong.map(({ status }) => status))).toEqual(new Set([401]));
    const refused = await ask("/ok", { authorization: "Bearer exh_x" });
    expect(refused.status).toBe(429);
    expect((await app.request("http://localhost/ok")).status).toBe(429);
    expect((await ask("/ok")).status).toBe(200);
    time += Number(refused.headers.get("retry-after")) * 1_000;
    expect((await ask("/ok", { authorization: "Bearer exh_x" })).status).toBe(401);
  });

  test("asks so often a minute, and learns how long to wait", async () => {
    const statuses = await Promise.all(Array.from({ length: 11 }, async () => (await ask("/ok")).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect((await ask("/ok")).headers.get("retry-after")).toBe("2");
    time += 2_000;
    expect((await ask("/ok")).status).toBe(200);
  });

  test("signs a browser in by a cookie that scripts and other sites cannot use, and out again", async () => {
    const send = (value: string) =>
      app.request("http://localhost/signin", { method: "POST", body: new URLSearchParams({ token: value }) });
    expect((await send("exh_wrong<script>")).status).toBe(401);
    const answer = await send(token);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(answer.status).toBe(303);
    expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Strict/);
    const mine = { cookie: cookie.split(";")[0] ?? "" };
    expect((await app.request("http://localhost/ok", { headers: mine })).status).toBe(200);
    const out = await app.request("http://localhost/signout", { method: "POST", headers: mine });
    expect(out.headers.get("set-cookie")).toMatch(/exhibit_session=; Max-Age=0/);
  });
});

test("what a link alone opens is asked for so often by one address, and what a token opens besides", async () => {
  const shared = () => app.request("http://localhost/api/shared/none/report");
  const statuses = await Promise.all(Array.from({ length: 11 }, async () => (await shared()).status));
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  const path = services.links.linkTo("none", "report.md");
  expect((await app.request(`http://localhost${path}`)).status).toBe(429);
  expect((await ask("/ok")).status).toBe(200);
  time += Number((await shared()).headers.get("retry-after")) * 1_000;
  expect((await shared()).status).toBe(404);
});

test("the audit log says who changed or tried what, and never what was in it", async () => {
  await ask(
    "/threads?secret=query",
    {},
    { method: "POST", body: JSON.stringify({ metadata: { a: "private words" } }) },
  );
  await ask("/threads/t-1/runs/r-1/cancel", {}, { method: "POST" });
  await app.request("http://localhost/api/jobs", { headers: { authorization: "Bearer exh_000000000000_guess" } });
  await ask("/ok");
  const text = await readFile(join(services.config.home, "audit.jsonl"), "utf8");
  const last = text
    .trim()
    .split("\n")
    .slice(-3)
    .map((line) => JSON.parse(line));
  expect(last).toEqual([
    {
      at: new Date(time).toISOString(),
      who: "ana",
      tenant: "lab",
      action: "POST /threads",
      outcome: "done",
      status: 200,
    },
    expect.objectContaining({ object: "thread=t-1 run=r-1", outcome: "failed", status: 404 }),
    expect.objectContaining({ who: "unknown", outcome: "denied", status: 401 }),
  ]);
  for (const secret of [token, "guess", "private", "secret", "a.txt"]) expect(text).not.toContain(secret);
});

test("the audit log sets a full file aside and keeps on", async () => {
  const home = join(out, "rotated");
  const log = createAuditLog(home, { now: () => new Date(time), rotateAfter: 150 });
  await Promise.all(["a", "b", "c", "d"].map((action) => log.note({ who: "ana", action, outcome: "done" })));
  const read = async (name: string) => (await readFile(join(home, name), "utf8")).trim().split("\n").length;
  expect(await read("audit.1.jsonl")).toBe(2);
  expect(await read("audit.jsonl")).toBe(2);
});
