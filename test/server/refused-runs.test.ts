import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TemporaryApp, temporaryApp } from "../support/temporary-app.ts";

const research = { assistant_id: "research", input: { question: "Why tides?" } };
let given: TemporaryApp;

beforeEach(async () => {
  given = await temporaryApp({ maxPerTenant: 2 });
  given.jobs.removeThread(given.thread);
});
afterEach(() => given.close());

const threads = () => given.jobs.store.threads("local", { limit: 100, offset: 0 });
const post = (path: string, body: unknown) => given.ask(`POST ${path}`, body);
const refused = async (path: string, body: unknown) => ({ status: (await post(path, body)).status });
/** As many runs as the tenant may have. */
async function fill(): Promise<void> {
  for (const _ of [1, 2]) await post("/runs", research);
  expect(given.hands.begun).toHaveLength(2);
}

describe("a run that is refused leaves no conversation behind", () => {
  test.each<[what: string, payload: object, status: number]>([
    ["an assistant that is none", { assistant_id: "agent" }, 404],
    ["no question", { input: {} }, 422],
    ["nothing that waits", { input: undefined, command: { resume: true } }, 409],
    ["a setting that is none", { context: { lenght: "brief" } }, 422],
    ["a library that is none", { context: { libraries: ["law"] } }, 400],
    ["a question that is empty", { input: { question: " ?! " } }, 400],
    ["a checkpoint", { checkpoint_id: "earlier" }, 422],
    ["metadata that are documents", { metadata: { page: "x".repeat(70_000) } }, 400],
  ])("for %s", async (_, payload, status) => {
    for (const path of ["/runs", "/runs/stream", "/runs/wait"])
      expect(await refused(path, { ...research, ...payload })).toMatchObject({ status });
    const made = { ...research, ...payload, if_not_exists: "create" };
    expect(await refused("/threads/mine/runs", made)).toMatchObject({ status });
    expect([threads(), given.hands.begun]).toEqual([[], []]);
  });

  test("because the tenant has as many as it may, whatever protocol asks", async () => {
    await fill();
    const before = threads();
    const chat = { model: "exhibit", messages: [{ role: "user", content: "Why tides?" }] };
    const asks: readonly (readonly [path: string, body: object])[] = [
      ["/runs", research],
      ["/threads/mine/runs/wait", { ...research, if_not_exists: "create" }],
      ["/v1/chat/completions", chat],
      ["/v1/responses", { input: "Why tides?" }],
    ];
    for (const [path, body] of asks) expect(await refused(path, body)).toMatchObject({ status: 429 });
    expect(threads()).toEqual(before);
  });

  test("in a batch, of which those before it are begun", async () => {
    const wrong = { ...research, input: {} };
    expect(await refused("/runs/batch", [research, wrong, research])).toMatchObject({ status: 422 });
    expect(given.hands.begun).toHaveLength(1);
    expect(threads()).toHaveLength(1);
  });
});

describe("a conversation that was there before", () => {
  test("stays when a run in it is refused, with what was asked in it", async () => {
    type Begun = { readonly run_id: string; readonly thread_id: string };
    const { run_id, thread_id } = (await given.ask<Begun>("POST /runs", research)).body;
    const before = threads();
    const wrong = { ...research, input: {}, if_not_exists: "create" };
    expect(await refused(`/threads/${thread_id}/runs`, wrong)).toMatchObject({ status: 422 });
    expect(threads()).toEqual(before);
    expect(given.jobs.store.jobById(run_id)?.status).toBe("running");
  });

  test("is not found by a run that does not say it may be made", async () => {
    expect(await refused("/threads/mine/runs", research)).toMatchObject({ status: 404 });
    expect(await refused("/threads/a%20b/runs", { ...research, if_not_exists: "create" })).toMatchObject({
      status: 422,
    });
    expect(threads()).toEqual([]);
  });

  test("is made once by a client that says it may be, and gone on with after", async () => {
    for (const _ of [1, 2]) await post("/threads/mine/runs", { ...research, if_not_exists: "create" });
    expect(threads()).toMatchObject([{ id: "mine", metadata: { graph_id: "research" } }]);
    expect(given.jobs.store.jobsOf("mine")).toHaveLength(2);
  });
});
