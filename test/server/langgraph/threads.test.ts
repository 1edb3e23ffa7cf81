import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../../src/jobs/index.ts";
import { type TemporaryApp, temporaryApp } from "../../support/temporary-app.ts";

const research = { assistant_id: "research", input: { question: "Why tides?" } };
let given: TemporaryApp;
beforeEach(async () => {
  given = await temporaryApp();
  given.jobs.removeThread(given.thread);
});
afterEach(() => given.close());

const create = (body: object = {}) => given.ask("POST /threads", body);
async function begin(thread: string, changes: object = {}): Promise<Job> {
  const { body } = await given.ask<{ run_id: string }>(`POST /threads/${thread}/runs`, { ...research, ...changes });
  const job = given.jobs.store.jobById(body.run_id);
  if (!job) throw new Error("no job");
  return job;
}
const ended = (job: Job) => given.jobs.ended(job.id, new AbortController().signal);

describe("a thread that is made", () => {
  test("is empty and idle, with what the client keeps with it", async () => {
    const { status, body } = await create({ thread_id: "mine", metadata: { team: "a", "": [null] } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ thread_id: "mine", status: "idle", values: null, interrupts: {}, config: {}, error: null },
      metadata: { team: "a", "": [null] },
    });
    expect((await given.ask("GET /threads/mine")).body).toEqual(body);
  });

  test("twice is refused, or is the first, as the client says", async () => {
    await create({ thread_id: "mine", metadata: { first: true } });
    expect(await create({ thread_id: "mine" })).toMatchObject({ status: 409 });
    expect(await create({ thread_id: "mine", if_exists: "raise" })).toMatchObject({ status: 409 });
    const again = await create({ thread_id: "mine", if_exists: "do_nothing", metadata: { second: true } });
    expect(again).toMatchObject({ status: 200, body: { metadata: { first: true } } });
    expect(again.body.metadata).not.toHaveProperty("second");
  });

  test("with the id of another tenant's is refused without a word of whose it is", async () => {
    await create({ thread_id: "theirs" });
    for (const if_exists of ["raise", "do_nothing"]) {
      const answer = await given.ask("POST /threads", { thread_id: "theirs", if_exists }, { tenant: "lab" });
      expect(answer).toMatchObject({ status: 409, body: { detail: "The id theirs cannot be used; choose another." } });
    }
  });

  test.each(["", "a b", "a/b", "größe", "x".repeat(201), "'; --"])("with the id “%s” is refused", async (thread_id) => {
    expect(await create({ thread_id })).toMatchObject({ status: 422, body: { detail: expect.stringContaining("id") } });
  });

  test.each([
    [{ metadata: { page: "x".repeat(70_000) } }, 400],
    [{ metadata: "team" }, 422],
    [{ supersteps: [{}] }, 422],
    [{ if_exists: "replace" }, 422],
  ])("as %j is refused and is not there", async (body, status) => {
    expect((await create({ thread_id: "mine", ...body })).status).toBe(status);
    expect((await given.ask("GET /threads/mine")).status).toBe(404);
  });
});

describe("what is kept with a thread", () => {
  test("is put on top of what was, and nothing is answered to who wants nothing", async () => {
    await create({ thread_id: "mine", metadata: { team: "a", colour: "red" } });
    const { body } = await given.ask("PATCH /threads/mine", { metadata: { colour: null, size: 3 } });
    expect(body.metadata).toEqual({ team: "a", colour: null, size: 3 });
    const quiet = await given.ask("PATCH /threads/mine", { metadata: {} }, { headers: { prefer: "return=minimal" } });
    expect([quiet.status, quiet.body]).toEqual([204, undefined]);
  });

  test("that would be too much or too deep is refused, and stays as it was", async () => {
    await create({ thread_id: "mine", metadata: { team: "a" } });
    const deep = `{"metadata":{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}}`;
    const headers = { "content-type": "application/json", "x-api-key": "local read run" };
    const answer = await given.app.request("/threads/mine", { method: "PATCH", headers, body: deep });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("nested too deep")]);
    expect((await given.ask("PATCH /threads/mine", { metadata: { page: "é".repeat(40_000) } })).status).toBe(400);
    expect((await given.ask("GET /threads/mine")).body.metadata).toEqual({ team: "a" });
  });
});

describe("a search for threads", () => {
  beforeEach(async () => {
    for (const id of ["a", "b", "c", "d", "e"]) await create({ thread_id: id, metadata: { letter: id } });
    await given.ask("POST /threads", { thread_id: "z" }, { tenant: "lab" });
  });
  const search = (body: object = {}) =>
    given.ask<readonly { readonly thread_id: string }[]>("POST /threads/search", {
      sort_by: "thread_id",
      sort_order: "asc",
      ...body,
    });
  const idsOf = ({ body }: { readonly body: readonly { readonly thread_id: string }[] }) =>
    body.map(({ thread_id }) => thread_id).join("");

  test("gives pages, and says how many there are and where the next begins", async () => {
    const pages = [];
    for (const offset of [0, 2, 4, 6]) pages.push(await search({ limit: 2, offset }));
    expect(pages.map(idsOf)).toEqual(["ab", "cd", "e", ""]);
    expect(pages.map(({ headers }) => headers.get("x-pagination-next"))).toEqual(["2", "4", null, null]);
    expect(pages.map(({ headers }) => headers.get("x-pagination-total"))).toEqual(["5", "5", "5", "5"]);
  });

  test("sorts either way, and shows the fields that are asked for", async () => {
    expect(idsOf(await search({ sort_order: "desc" }))).toBe("edcba");
    const { body } = await search({ limit: 1, select: ["thread_id", "metadata"] });
    expect(body).toEqual([{ thread_id: "a", metadata: { letter: "a" } }]);
  });

  test.each([
    [{ ids: [] }, ""],
    [{ ids: ["d", "b", "z"] }, "bd"],
    [{ metadata: { letter: "c" } }, "c"],
    [{ metadata: { letter: ["c"] } }, ""],
    [{ status: "idle", ids: null }, "abcde"],
    [{ status: "busy" }, ""],
    [{ values: { messages: [] } }, "abcde"],
    [{ values: { plan: {} } }, ""],
  ])("for %j finds “%s”, and counts as many", async (wanted, ids) => {
    expect(idsOf(await search(wanted))).toBe(ids);
    expect((await given.ask("POST /threads/count", wanted)).body).toBe(ids.length);
  });

  test.each([[{ limit: 0 }], [{ limit: 1_001 }], [{ offset: -1 }], [{ sort_by: "colour" }], [{ status: "asleep" }]])(
    "for %j is refused",
    async (wanted) => expect((await search(wanted)).status).toBe(422),
  );

  test("needs no more than the right to look", async () => {
    const reader = { scopes: ["read"] } as const;
    expect((await given.ask("POST /threads/search", {}, reader)).status).toBe(200);
    expect((await given.ask("POST /threads", {}, reader)).status).toBe(403);
    expect((await given.ask("PATCH /threads/a", {}, reader)).status).toBe(403);
  });
});

describe("the state of a thread", () => {
  test("of which nothing was asked is nothing", async () => {
    await create({ thread_id: "mine" });
    expect((await given.ask("GET /threads/mine/state")).body).toMatchObject({
      ...{ values: { messages: [] }, next: [], tasks: [], interrupts: [], metadata: {}, created_at: null },
      ...{ checkpoint: { thread_id: "mine", checkpoint_id: null }, parent_checkpoint: null },
    });
    expect((await given.ask("POST /threads/mine/history", {})).body).toEqual([]);
  });

  test("is told for each of its runs, latest first, up to where a client asks", async () => {
    await create({ thread_id: "mine" });
    const jobs: Job[] = [];
    for (const question of ["One?", "Two?", "Three?"]) {
      const job = await begin("mine", { input: { question } });
      given.hands.finish(job);
      await ended(job);
      jobs.push(job);
    }
    const [first, second, third] = jobs.map(({ id }) => id);
    const history = async (body: object) =>
      (
        await given.ask<readonly { readonly checkpoint: { readonly checkpoint_id: string } }[]>(
          "POST /threads/mine/history",
          body,
        )
      ).body.map(({ checkpoint }) => checkpoint.checkpoint_id);
    expect(await history({})).toEqual([third, second, first]);
    expect(await history({ limit: 1 })).toEqual([third]);
    expect(await history({ before: third })).toEqual([second, first]);
    expect(await history({ before: { configurable: { checkpoint_id: second } } })).toEqual([first]);
    expect(await history({ before: first })).toEqual([]);
    expect((await given.ask("POST /threads/mine/history", { before: "never" })).status).toBe(404);
    type State = { readonly values: { readonly messages: readonly { readonly type: string }[] } };
    const at = (await given.ask<State>(`GET /threads/mine/state/${second}`)).body;
    expect(at.values.messages.map(({ type }) => type)).toEqual(["human", "ai", "human", "ai"]);
    expect(at).toMatchObject({ parent_checkpoint: { checkpoint_id: first }, metadata: { step: 2, run_id: second } });
  });

  test("of a run that failed names why, and what would be tried again", async () => {
    await create({ thread_id: "mine" });
    const job = await begin("mine", { metadata: { team: "a" } });
    given.hands.end(job, { state: "failed", message: `No space left in ${given.config.out}.` });
    await ended(job);
    type State = { readonly tasks: readonly { readonly error: string }[] };
    const { body } = await given.ask<State>("GET /threads/mine/state");
    expect(body).toMatchObject({ next: ["research"], metadata: { team: "a", run_status: "error" } });
    expect(body.tasks[0]?.error).toBe("No space left in outputs.");
    expect((await given.ask("GET /threads/mine")).body).toMatchObject({
      status: "error",
      error: { error: "RunFailed" },
    });
  });

  test.each([
    [{ values: {} }, /Only the plan of a waiting run/],
    [{ values: { plan: [{ question: "What?" }] } }, /Only the plan of a waiting run/],
    [{ values: { plan: "all" } }, /plan/],
    [{}, /values/],
  ])("is not changed by %j while nothing waits", async (body, detail) => {
    await create({ thread_id: "mine" });
    const answer = await given.ask("POST /threads/mine/state", body);
    expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringMatching(detail) } });
  });
});

test.each([
  ["POST /threads/mine/copy", /asks? in a new thread/i],
  ["POST /threads/prune", /deleted one by one/],
] as const)("%s says what to do instead", async (request, detail) => {
  await create({ thread_id: "mine" });
  expect(await given.ask(request, {})).toMatchObject({ status: 422, body: { detail: expect.stringMatching(detail) } });
});
