import { afterEach, describe, expect, test } from "vitest";
import { createFetcher, type Fetcher } from "../../../src/net/index.ts";
import {
  createMcpServer,
  type McpServer,
  type ServerSettings,
  type ServerTimes,
} from "../../../src/tools/user/index.ts";
import { type HttpServer, serve } from "../../support/http-server.ts";
import { type Age, addressSettings, programSettings, serveMcp, serverArgs } from "../../support/mcp-servers.ts";
import { heatFact } from "../../support/mcp-tools.ts";

const { signal } = new AbortController();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A program may take long to start on a busy machine; only what never comes is waited for in vain, and for less. */
const patient = { connectMs: 240_000, probeMs: 240_000, callMs: 240_000, closeMs: 300 };

function handle(
  settings: ServerSettings,
  { times, fetcher = createFetcher() }: { times?: Partial<ServerTimes>; fetcher?: Fetcher } = {},
): McpServer {
  const server = createMcpServer(settings, { serviceFetch: fetcher.serviceFetch, times: { ...patient, ...times } });
  open.push(fetcher, server);
  return server;
}

async function web(age: Age): Promise<HttpServer> {
  const server = await serveMcp(age);
  open.push(server);
  return server;
}

const namesOf = async (server: McpServer) => {
  const listed = await server.list(signal);
  return listed.ok ? listed.value.map(({ name }) => name) : listed.failure;
};

describe.each(["new", "old"] as const)("a server of the %s protocol", (age) => {
  test("answers as a program", async () => {
    const server = handle(programSettings(serverArgs(age)));
    expect(await namesOf(server)).toEqual(expect.arrayContaining(["lookup", "delivery", "picture", "fail"]));
    const answer = await server.call("lookup", { query: "heat" }, signal);
    expect(answer).toMatchObject({ ok: true, value: { content: [{ text: expect.stringContaining(heatFact) }] } });
  });

  test("answers at an address that the user allowed, with the user's headers", async () => {
    const { url, origin, seen } = await web(age);
    const fetcher = createFetcher({ allowAddresses: [origin] });
    const server = handle(addressSettings(url, { headers: { authorization: "Bearer s3cret" } }), { fetcher });
    expect(await namesOf(server)).toEqual(expect.arrayContaining(["lookup", "delivery", "picture", "fail"]));
    expect(await server.call("lookup", { query: "heat" }, signal)).toMatchObject({ ok: true });
    expect(seen.every(({ authorization }) => authorization === "Bearer s3cret")).toBe(true);
  });

  test("is not heard when it repeats what it was given to show", async () => {
    const token = 'far"away-token';
    const { url, origin } = await web(age);
    const fetcher = createFetcher({ allowAddresses: [origin] });
    const headers = { authorization: `Bearer ${token}` };
    for (const server of [
      handle(addressSettings(url, { headers }), { fetcher }),
      handle(programSettings(serverArgs(age), { env: { TOKEN: token } })),
    ]) {
      const answer = await server.call("lookup", { query: `is it ${token}?` }, signal);
      expect(answer).toMatchObject({
        ok: true,
        value: { content: [{ text: expect.stringContaining("is it [secret]?") }] },
      });
      expect(JSON.stringify(answer)).not.toContain("away-token");
    }
  });

  test("at an address of the own network is refused unless allowed", async () => {
    const { url, origin, seen } = await web(age);
    const failure = await namesOf(handle(addressSettings(url)));
    expect(failure).toMatchObject({
      code: "refused-address",
      message: expect.stringMatching(/^The tool server "heat" at http.* was not reached: port/),
    });
    expect(seen).toEqual([]);
    expect(origin).toContain("127.0.0.1");
  });
});

describe("a server that misbehaves is a failure in a sentence", () => {
  test.each([
    ["is not there", programSettings([], { command: "/nowhere/at-all" }), "missing-tool", /there is no program/],
    ["ends at once", programSettings(["-e", "console.error('no database'); process.exit(2)"]), "crashed", /ended/],
    ["says nothing", programSettings(["-e", "setInterval(() => 0, 1e6)"]), "timeout", /did not connect in time/],
    ["speaks nonsense", programSettings(["-e", "setInterval(() => console.log('hello'), 20)"]), "timeout", /in time/],
    ["lacks its key", programSettings([], { missing: ["HEAT_KEY"] }), "refused-key", /needs HEAT_KEY/],
  ])("one that %s", async (_, settings, code, message) => {
    const times = code === "timeout" ? { connectMs: 700, probeMs: 200 } : {};
    const failure = await namesOf(handle(settings, { times }));
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test.each([
    ["denies access", 401, "refused-key", /denies access \(HTTP 401\); give the variable/],
    ["is broken", 500, "http-error", /status 500/],
  ])("one at an address that %s", async (_, status, code, message) => {
    const server = await serve((_request, response) => response.writeHead(status).end("<b>no</b>"));
    open.push(server);
    const fetcher = createFetcher({ allowAddresses: [server.origin] });
    const failure = await namesOf(handle(addressSettings(server.url), { fetcher }));
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test("one that leads elsewhere is not followed to a private address", async () => {
    const target = await web("new");
    const server = await serve((_request, response) => response.writeHead(307, { location: target.url }).end());
    open.push(server);
    const fetcher = createFetcher({ allowAddresses: [server.origin] });
    expect(await namesOf(handle(addressSettings(server.url), { fetcher }))).toMatchObject({
      message: expect.any(String),
    });
    expect(target.seen).toEqual([]);
  });

  test("a call that hangs ends in time, and the next one is answered", async () => {
    const server = handle(programSettings(serverArgs("new")), { times: { callMs: 400 } });
    expect(await server.call("hang", {}, signal)).toMatchObject({ ok: false, failure: { code: "timeout" } });
    // On a busy machine an answer may take longer than that, too.
    await expect.poll(() => server.call("lookup", { query: "heat" }, signal)).toMatchObject({ ok: true });
  });

  test("a server that dies in a call is told with its last words, and started again for the next", async () => {
    const server = handle(programSettings(serverArgs("new")));
    expect(await server.call("die", {}, signal)).toMatchObject({
      ok: false,
      failure: { code: "crashed", message: 'The tool server "heat" ended while it was asked.', said: "out of memory" },
    });
    expect(await server.call("lookup", { query: "heat" }, signal)).toMatchObject({ ok: true });
  });

  test("a tool that changed during the run is not called any more; the others are", async () => {
    const server = handle(programSettings(serverArgs("new")));
    await server.list(signal);
    expect(await server.call("change", {}, signal)).toMatchObject({ ok: true });
    await expect
      .poll(() => server.call("delivery", { plant: "Oberau", year: 2023 }, signal))
      .toMatchObject({
        ok: false,
        failure: { code: "refused", message: expect.stringContaining("took away or changed") },
      });
    expect(await server.call("lookup", { query: "heat" }, signal)).toMatchObject({ ok: true });
  });

  test("an abort ends the waiting with its reason", async () => {
    const server = handle(programSettings(["-e", "setInterval(() => 0, 1e6)"]));
    const abort = new AbortController();
    const listing = server.list(abort.signal);
    const reason = new Error("Stopped by the user.");
    abort.abort(reason);
    await expect(listing).rejects.toBe(reason);
  });
});
