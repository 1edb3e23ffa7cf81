import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EditedReport, EditsView, RunSummary } from "../../src/server/api-types.ts";
import { type TemporaryServer, temporaryServer } from "../support/temporary-server.ts";

let server: TemporaryServer;
let path: string;

const ask = (rest: string, init: RequestInit = {}) => fetch(`${server.url}${path}${rest}`, init);
const post = (rest: string, body?: unknown, headers = {}) =>
  ask(rest, { method: "POST", headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

beforeAll(async () => {
  server = await temporaryServer();
  const { id, runId } = await server.submit();
  expect(await server.jobs.ended(id, new AbortController().signal)).toMatchObject({ status: "done" });
  path = `/api/runs/${runId}/edits`;
});
afterAll(() => server.close());

describe("the edits of a report", () => {
  test("are made in words, listed and undone", async () => {
    const edited = (await (await post("", { instruction: "remove section 2" })).json()) as EditedReport;
    expect(edited).toMatchObject({ revision: 1, change: expect.stringMatching(/^Removed section 2/), problems: [] });
    expect(Object.keys(edited.sectionNumbers)).toHaveLength(edited.report.sections.length);
    expect(await (await ask("")).json()).toMatchObject({ current: 1, edits: [{ revision: 1, undone: false }] });
    const undone = (await (await post("/undo")).json()) as EditedReport;
    expect(undone.report.sections).toHaveLength(edited.report.sections.length + 1);
    expect((await (await ask("")).json()) as EditsView).toMatchObject({ current: 0, edits: [{ undone: true }] });
  });

  test("show wherever the report is read, also by who read it before", async () => {
    const title = async () =>
      ((await (await fetch(`${server.url}/api/runs`)).json()) as readonly RunSummary[])[0]?.title;
    const before = await title();
    await post("", { instruction: "rename the report to Two makers of ferries" });
    expect(await title()).toBe("Two makers of ferries");
    await post("/undo");
    expect(await title()).toBe(before);
  });

  test("are refused with what can be asked", async () => {
    const response = await post("", { instruction: "make it nicer" });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining("shorten section 1") } });
    expect((await post("/undo")).status).toBe(400);
    expect((await post("", { instruction: "" })).status).toBe(422);
  });

  test("are the owner's alone, and take the scope to run", async () => {
    const wish = { instruction: "remove section 2" };
    expect((await post("", wish, { authorization: "Bearer other" })).status).toBe(404);
    expect((await post("", wish, { authorization: "Bearer local;read" })).status).toBe(403);
  });
});
