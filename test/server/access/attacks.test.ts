import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UploadView } from "../../../src/server/api-types.ts";
import { createArtifactLinks } from "../../../src/server/artifact-links.ts";
import { requestOf } from "../../../src/server/settings.ts";
import { safeName } from "../../../src/server/upload-store.ts";
import { innerAddresses, noWebAddresses } from "../../support/hostile-addresses.ts";
import { type TemporaryServer, temporaryServer } from "../../support/temporary-server.ts";

let server: TemporaryServer;
let runId: string;
beforeAll(async () => {
  server = await temporaryServer();
  const job = await server.submit();
  runId = job.runId;
  expect(await server.jobs.ended(job.id, new AbortController().signal)).toMatchObject({ status: "done" });
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

/** Sends a request as written; no client of ours would. */
function raw(lines: readonly string[], body = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`));
    let answer = "";
    socket.on("data", (bytes) => {
      answer += bytes.toString("latin1");
      const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];
      if (!status) return;
      socket.destroy();
      resolve(Number(status));
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(0));
  });
}
const get = (path: string, ...headers: readonly string[]) =>
  raw([`GET ${path} HTTP/1.1`, `Host: ${new URL(server.url).host}`, "Connection: close", ...headers]);

describe("an address", () => {
  test("that is no web address is refused wherever a server takes one", async () => {
    const ask = (path: string, body: unknown) =>
      fetch(`${server.url}${path}`, { method: "POST", body: JSON.stringify(body) });
    for (const url of noWebAddresses) {
      const exhibit = { urls: [url] };
      const asked = await Promise.all([
        ask("/v1/chat/completions", { messages: [{ role: "user", content: "Why?" }], exhibit }),
        ask("/v1/responses", { input: "Why?", exhibit }),
        ask(`/threads/${server.thread.id}/runs/wait`, {
          assistant_id: "research",
          input: { question: "Why?" },
          config: { configurable: exhibit },
        }),
        ask(`/api/jobs/${server.jobs.store.jobsOfRun(runId)[0]?.id}/steer`, { type: "add-url", url }),
      ]);
      expect([url, ...asked.map(({ status }) => status)]).toEqual([url, 400, 400, 422, 422]);
    }
  });

  test("of this machine or its network is fetched by no run, however it is written", async () => {
    const { jobs, config, thread } = server;
    // Two places for each: what a user names at the beginning, and what the fetcher of every run is asked.
    const { createFetcher } = await import("../../../src/net/index.ts");
    const fetcher = createFetcher({ allowAddresses: config.allowAddresses, spacingMs: 0, maxRetries: 0 });
    for (const url of innerAddresses) {
      const answer = await fetcher.fetchResource(url);
      expect([url, answer.ok ? "read" : answer.failure.code]).toEqual([url, "refused-address"]);
    }
    await fetcher.close();
    const limits = { libraries: {}, offline: false, search: [], models: undefined };
    const request = requestOf(
      "What is there?",
      { urls: innerAddresses.filter((url) => !url.includes("@")), formats: ["md"] },
      { config, limits, tenant: "local" },
    );
    const asked = (urls: string[]) => () => requestOf("What is there?", { urls }, { config, limits, tenant: "local" });
    expect(asked(["http://user:pass@127.0.0.1/"])).toThrow(/without user name and password/);
    const job = await jobs.submit(thread, request);
    await jobs.ended(job.id, new AbortController().signal);
    const events = await jobs.feed.read(job.runId, 0);
    expect(events.filter(({ event }) => event.type === "source-read")).toEqual([]);
    const refused = events.flatMap(({ event }) => (event.type === "source-failed" ? [event.failure.code] : []));
    expect(new Set(refused)).toEqual(new Set(["refused-address"]));
  });
});

test("no user names where a model answers, in no protocol", async () => {
  const post = (path: string, body: unknown) =>
    fetch(`${server.url}${path}`, { method: "POST", body: JSON.stringify(body) });
  for (const exhibit of [
    { modelUrl: "http://169.254.169.254/" },
    { url: "http://169.254.169.254/v1" },
    { models: { model: "vllm:x", url: "http://127.0.0.1/" } },
    { model: "vllm:x" },
    { model: "openai:x@http://127.0.0.1/" },
    { tools: ["far"] },
    { trustTools: true },
    { trustSkills: true },
    { library: ["/etc"] },
    { report: "/etc" },
  ]) {
    const asked = await Promise.all([
      post("/v1/chat/completions", { messages: [{ role: "user", content: "Why?" }], exhibit }),
      post("/v1/responses", { input: "Why?", exhibit }),
      post(`/threads/${server.thread.id}/runs/wait`, {
        assistant_id: "research",
        input: { question: "Why?" },
        config: { configurable: exhibit },
      }),
    ]);
    for (const { status } of asked) expect([exhibit, [400, 404, 422].includes(status)]).toEqual([exhibit, true]);
  }
});

test("what is kept for a client stays small, however it is sent, and leaves no folder", async () => {
  const bulk = "x".repeat(100_000);
  const send = async (method: string, path: string, body: unknown) =>
    (await fetch(`${server.url}${path}`, { method, body: JSON.stringify(body) })).status;
  const input = { question: "Why?" };
  const runs = await readdir(server.config.out);
  expect(
    await Promise.all([
      send("POST", "/threads", { metadata: { bulk } }),
      send("PATCH", `/threads/${server.thread.id}`, { metadata: { bulk } }),
      send("POST", "/runs", { assistant_id: "research", input, metadata: { bulk } }),
      send("POST", "/runs", { assistant_id: "research", input: { messages: [{ id: bulk, content: "Why?" }] } }),
      send("POST", "/v1/responses", { input: "Why?", metadata: { bulk } }),
    ]),
  ).toEqual([400, 400, 400, 400, 400]);
  // Nor piece by piece.
  const pieces = Array.from({ length: 4 }, (_, piece) => ({ [`piece-${piece}`]: "x".repeat(20_000) }));
  const statuses: number[] = [];
  for (const metadata of pieces) statuses.push(await send("PATCH", `/threads/${server.thread.id}`, { metadata }));
  expect(statuses).toEqual([200, 200, 200, 400]);
  expect(await readdir(server.config.out)).toEqual(runs);
});

describe("a path", () => {
  test("leads to no file but those of a run that are for readers", async () => {
    const inside = [
      `../${runId}/run.json`,
      "run.json",
      "events.jsonl",
      "checkpoints.sqlite",
      "assets/../run.json",
      "assets/..%2frun.json",
    ];
    const outside = [
      "../.exhibit/links.key",
      "..%2f.exhibit%2flinks.key",
      "%2e%2e/.exhibit/server.sqlite",
      "..\\.exhibit\\links.key",
      "....//links.key",
      "report.md%00.png",
      "/etc/passwd",
      "%2fetc%2fpasswd",
      "assets/%E0%A4%A",
      "%",
    ];
    for (const name of [...inside, ...outside])
      for (const path of [
        `/artifacts/${runId}/${name}`,
        `/api/runs/${runId}/artifacts/${name}`,
        `/api/runs/${runId}/assets/${name}`,
      ])
        expect([path, [400, 404].includes(await get(path))]).toEqual([path, true]);
    for (const run of ["..", ".", "%2e%2e", ".exhibit", "..%2f..%2fetc", "*"])
      for (const path of [`/artifacts/${run}/report.md`, `/api/runs/${run}/report`, `/artifacts/${run}/links.key`])
        expect([path, [400, 404].includes(await get(path))]).toEqual([path, true]);
    expect(await get(`/artifacts/${runId}/report.md`)).toBe(200);
  });

  test("as the name of an upload becomes a plain name", async () => {
    for (const [name, safe] of [
      ["../../etc/passwd", "passwd"],
      ["..\\..\\boot.ini", "boot.ini"],
      ["/abs/olute.md", "olute.md"],
      ["..", "document"],
      [".ssh", "ssh"],
      ["CON.md", "_CON.md"],
      ["lpt1", "_lpt1"],
      ["a\u0000b\u202egnp.md", "a_b_gnp.md"],
      ["..／..／x.md", "x.md"],
      ["x.md. . ", "x.md"],
      ["-rf.md", "rf.md"],
      [`<img src=x onerror="alert(1)">.md`, "_img src=x onerror=_alert(1)__.md"],
      ["%2e%2e%2fx.md", "_2e_2e_2fx.md"],
    ] as const)
      expect(safeName(name)).toBe(safe);
    expect(Buffer.byteLength(safeName(`${"ü".repeat(300)}.pdf`))).toBeLessThanOrEqual(120);
    expect(safeName(`${"ü".repeat(300)}.pdf`)).toMatch(/ü\.pdf$/);
    const answer = await fetch(`${server.url}/api/uploads?name=${encodeURIComponent("../../../x.md")}`, {
      method: "POST",
      body: "# X\n\nWords.",
    });
    expect(((await answer.json()) as UploadView).name).toBe("x.md");
    expect(await readdir(server.config.out)).not.toContain("x.md");
  });

  test("as the id of an upload or library opens nothing", async () => {
    const { config, library } = server;
    const limits = { libraries: { mini: library }, offline: true, search: [], models: undefined };
    const choose = (settings: Parameters<typeof requestOf>[1]) =>
      requestOf("Why?", settings, { config, limits, tenant: "local" });
    for (const name of ["..", "/etc", "../mini", "mini/..", "__proto__", "constructor"])
      expect(() => choose({ libraries: [name] })).toThrow(/There is no library/);
    for (const id of ["..", "../..", "/etc", "a/../.."]) {
      const body = JSON.stringify({ input: "Why?", exhibit: { uploads: [id] } });
      expect((await fetch(`${server.url}/v1/responses`, { method: "POST", body })).status).toBe(400);
    }
  });
});

describe("a request as no client writes it", () => {
  test("by another name, without one or with two is refused", async () => {
    const ask = (...headers: readonly string[]) => raw(["GET /ok HTTP/1.1", "Connection: close", ...headers]);
    expect(await ask("Host: rebound.example")).toBe(421);
    expect(await ask("Host: rebound.example:8787")).toBe(421);
    expect(await ask()).toBe(400);
    expect(await ask("Host: localhost", "Host: rebound.example")).toBeGreaterThanOrEqual(400);
    expect(await ask("Host: localhost@rebound.example")).toBeGreaterThanOrEqual(400);
    expect(await raw(["GET http://rebound.example/ok HTTP/1.1", "Host: localhost", "Connection: close"])).not.toBe(200);
    expect(await ask("Host: localhost", "X-Forwarded-Host: rebound.example")).toBe(200);
  });

  test("with two lengths, or more than it says, is no second request", async () => {
    const smuggled = "0\r\n\r\nGET /api/runs HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const host = ["POST /threads HTTP/1.1", `Host: ${new URL(server.url).host}`];
    expect(await raw([...host, "Content-Length: 4", "Transfer-Encoding: chunked"], smuggled)).toBe(400);
    expect(await raw([...host, "Content-Length: 4", "Content-Length: 5"], smuggled)).toBe(400);
    expect(await raw([...host, "Content-Length: 99999999999"])).toBe(413);
    expect(await raw([...host, "Content-Encoding: gzip", "Content-Length: 2"], "{}")).toBe(415);
  });

  test("with deep or strange JSON is a refusal", async () => {
    const post = (path: string, body: string) => fetch(`${server.url}${path}`, { method: "POST", body });
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    for (const body of [
      deep,
      "{",
      "null",
      '"x"',
      '{"__proto__":{"admin":true}}',
      '{"messages":[{"role":"user","content":null}]}',
    ])
      for (const path of [
        "/v1/chat/completions",
        "/v1/responses",
        "/threads/search",
        `/threads/${server.thread.id}/runs`,
      ])
        expect([200, 400, 422]).toContain((await post(path, body)).status);
    expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
  });
});

test("a link opens nothing when it is forged, over, or of another file", async () => {
  const links = await createArtifactLinks(server.config.home, () => new Date());
  const nobody = "Origin: null";
  const good = links.linkTo(runId, "report.md");
  const [path = "", query = ""] = good.split("?");
  const forged = [
    `${path}?${query.replace(/expires=\d/, "expires=9")}`,
    `${path.replace("report.md", "report.json")}?${query}`,
    `${path}?${query.slice(0, -1)}`,
    `${path}?${query.replace(/signature=.*/, "signature=")}`,
    `${path}?${query.replace(/signature=.*/, "signature[]=x")}`,
    `${path}?${query}&signature=x`,
  ];
  const old = await createArtifactLinks(server.config.home, () => new Date(0));
  // From a page of another site, where only a good link opens a picture.
  const fetched = (link: string) =>
    get(link, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image");
  expect(await fetched(good)).toBe(200);
  expect(await get(good, nobody)).toBe(403);
  for (const link of [...forged.slice(0, 5), old.linkTo(runId, "report.md")])
    expect([link, await fetched(link)]).toEqual([link, 403]);
  expect(join(server.config.home, "links.key")).toContain(".exhibit");
});
