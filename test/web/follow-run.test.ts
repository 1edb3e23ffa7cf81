import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { JobView } from "../../src/server/api-types.ts";
import { ask, follow, loadJobs } from "../../src/web/api.ts";
import { ApiError } from "../../src/web/call.ts";
import { type Connection, followRun, isResting } from "../../src/web/follow-run.ts";

type Answer = (url: string, init?: RequestInit) => Response | Promise<Response>;
const asked: { readonly url: string; readonly init?: RequestInit | undefined }[] = [];

/** A server that gives these answers, one after the other. */
function serve(...answers: readonly Answer[]): void {
  const left = [...answers];
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    asked.push({ url, init });
    const answer = left.shift();
    if (!answer) throw new Error(`Nothing is left to answer ${url}`);
    return answer(url, init);
  });
}
const away: Answer = () => Promise.reject(new TypeError("fetch failed"));
const refusal =
  (status: number, body = ""): Answer =>
  () =>
    new Response(body, { status });
const json =
  (value: unknown): Answer =>
  () =>
    Response.json(value);
const events =
  (...ids: readonly number[]): Answer =>
  () =>
    new Response(ids.map((id) => `event: custom\nid: ${id}\ndata: {"type":"warning","message":"${id}"}\n\n`).join(""));

const job = (status: JobView["status"], id = "job-1") => ({ id, threadId: "th/1", status }) as JobView;

beforeEach(() => {
  asked.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function followed(jobs: readonly JobView[], leaving = new AbortController()) {
  const [heard, connections]: [string[], Connection[]] = [[], []];
  const work = followRun(jobs, {
    signal: leaving.signal,
    onEvent: (event) => heard.push("message" in event ? String(event.message) : event.type),
    onConnection: (connection) => connections.push(connection),
  });
  const end = work.then(
    () => "rested",
    (error: unknown) => error,
  );
  await vi.runAllTimersAsync();
  return { heard, connections, end: await end };
}
const cursors = () => asked.map(({ init }) => new Headers(init?.headers).get("last-event-id"));

describe("a run that is followed", () => {
  test("is heard to where it rests, one job after the other", async () => {
    const done = json([job("paused"), job("done", "job-2")]);
    serve(events(1, 2), done, events(7), done);
    expect(await followed([job("paused"), job("running", "job-2")])).toEqual({
      heard: ["1", "2", "7"],
      connections: ["live", "live", "live"],
      end: "rested",
    });
    expect(asked.map(({ url }) => url.replace(/\?.*/, ""))).toEqual([
      "/threads/th%2F1/runs/job-1/stream",
      "/api/jobs",
      "/threads/th%2F1/runs/job-2/stream",
      "/api/jobs",
    ]);
  });

  test("is taken up behind the last event after the server was away", async () => {
    serve(events(1, 2), away, away, refusal(503), events(3), json([job("done")]));
    const { heard, connections, end } = await followed([job("running")]);
    expect([heard, end]).toEqual([["1", "2", "3"], "rested"]);
    expect(connections).toEqual(["live", "live", "lost", "lost", "lost", "live"]);
    expect(cursors()).toEqual([null, null, "2", "2", "2", null]);
  });

  test.each([408, 429])("is asked for again where the server is only busy: %d", async (status) => {
    serve(refusal(status), events(1), json([job("done")]));
    expect(await followed([job("running")])).toMatchObject({ heard: ["1"], end: "rested" });
  });

  test.each([401, 403, 404])("ends where the server refuses it for good: %d", async (status) => {
    serve(refusal(status));
    expect((await followed([job("running")])).end).toMatchObject({ name: "ApiError", status });
  });

  test("rests where its job is gone", async () => {
    serve(events(), json([]));
    expect((await followed([job("running")])).end).toBe("rested");
  });

  test("is let go at once when the reader goes elsewhere", async () => {
    const leaving = new AbortController();
    serve(() => {
      leaving.abort();
      throw new DOMException("aborted", "AbortError");
    });
    expect((await followed([job("running")], leaving)).end).toBe("rested");
  });
});

test("a job rests unless somebody works on it or will", () => {
  const statuses = ["queued", "running", "waiting", "paused", "done", "failed", "cancelled"] as const;
  expect(statuses.filter((status) => !isResting({ status }))).toEqual(["queued", "running"]);
});

describe("what the server refuses is told in its words", () => {
  test.each([
    [400, '{"error":{"message":"The question is empty."}}', "The question is empty."],
    [404, '{"detail":"No such thread."}', "No such thread."],
    [422, '{"message":"Bad cursor."}', "Bad cursor."],
    [401, '{"error":{"message":"internal"}}', "You are not signed in, or not any more."],
    [502, "<html>Bad gateway</html>", "The server answered 502."],
    [500, "null", "The server answered 500."],
    [500, '{"error":"text","detail":7}', "The server answered 500."],
    [500, "", "The server answered 500."],
  ])("%d %s", async (status, body, message) => {
    serve(refusal(status, body));
    await expect(loadJobs("t")).rejects.toEqual(new ApiError(message, status));
  });

  test("and a server that is not there has status 0", async () => {
    serve(away);
    await expect(loadJobs("t")).rejects.toMatchObject({
      status: 0,
      message: expect.stringContaining("Is it running?"),
    });
  });
});

test("ids stand in addresses as one part each, whatever they hold", async () => {
  serve(json({ run_id: "job 9" }), events());
  expect(await ask("../admin?x", "Why?", { approval: "ask" })).toBe("job 9");
  for await (const _ of follow({ id: "a/b", threadId: "#" }, { after: "", signal: new AbortController().signal }));
  expect(asked.map(({ url }) => url)).toEqual([
    "/threads/..%2Fadmin%3Fx/runs",
    "/threads/%23/runs/a%2Fb/stream?stream_mode=custom",
  ]);
  expect(JSON.parse(String(asked[0]?.init?.body))).toMatchObject({
    input: { messages: [{ role: "user", content: "Why?" }] },
    config: { configurable: { approval: "ask" } },
  });
});
