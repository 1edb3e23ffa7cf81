import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { createLibrary } from "../../src/library/index.ts";
import type { Report } from "../../src/report/index.ts";
import { prepareRun, resumeRun } from "../../src/run.ts";
import type { RunRequest } from "../../src/runs/index.ts";
import { openToolSession } from "../../src/tool-session.ts";
import { type FakeWeb, reply, startFakeWeb } from "../support/fake-web.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { readReport, requestFor, temporaryOut } from "../support/runs.ts";

let out: string;
let web: FakeWeb;
let docs: string;
let memo: string;
let page: string;
let first: Told;

interface Told {
  readonly runId: string;
  readonly events: readonly RunEvent[];
  readonly report: Report;
}

const question = "What was the revenue of Norda and of Quillon in 2022?";

const configOf = () => ({ ...loadConfig({ cwd: out, out, env: {} }), allowAddresses: [web.origin] });

/** As a worker of the server does it: prepared in one process, begun in another. */
async function runAs(tenant: string, changes: Partial<RunRequest>, asked = question): Promise<Told> {
  const config = configOf();
  const { record } = await prepareRun(requestFor(asked, { offline: false, ...changes }), { config, tenant });
  const events: RunEvent[] = [];
  const signal = new AbortController().signal;
  const run = await resumeRun(record.runId, { config, signal, onEvent: (event) => events.push(event) });
  const { runFolder } = await run.result();
  return { runId: record.runId, events, report: await readReport(runFolder) };
}

/** What the tools of a tenant's agent say. */
async function askTool(tenant: string, name: string, input: Record<string, unknown>): Promise<string> {
  const request = requestFor("", { library: [] });
  const session = await openToolSession(configOf(), { request, tenant, signal: new AbortController().signal });
  try {
    return JSON.stringify(await session.tools.find((tool) => tool.name === name)?.run(input, session.context));
  } finally {
    await session.close();
  }
}

beforeAll(async () => {
  out = await temporaryOut();
  web = await startFakeWeb();
  docs = await writeMiniLibrary(out);
  // As an upload lies.
  memo = join(configOf().home, "uploads", "memo.md");
  await mkdir(join(memo, ".."), { recursive: true });
  await writeFile(memo, "# Memo\n\nThe revenue of Quillon was 471 million dollars in 2022.\n");
  web.on("/board", reply("<title>Board</title><p>The revenue of Quillon abroad was 98 million dollars in 2022.</p>"));
  page = `${web.origin}/board`;
  first = await runAs("ana", { library: [memo, docs], urls: [page] });
});
afterAll(async () => {
  await web.close();
  await rm(out, { recursive: true, force: true });
});

const told = ({ events, report }: Told) => JSON.stringify([events, report]);

describe("what was read for one tenant", () => {
  test("stands in its own report, and its own tools find it", async () => {
    expect(JSON.stringify(first.report)).toMatch(/471 million/);
    const found = await askTool("ana", "search_library", { query: "revenue of Quillon" });
    expect(found).toMatch(/471 million/);
    expect(found).toMatch(/98 million/);
  });

  test.each(["bob", "local", "../ana"])("is in no report and no answer of a tool of %s", async (tenant) => {
    const other = await runAs(tenant, { library: [docs] });
    expect(JSON.stringify(other.report)).toMatch(/Norda/);
    expect(told(other)).not.toMatch(/471|98 million|memo\.md|board/i);
    expect(await askTool(tenant, "search_library", { query: "revenue of Quillon" })).not.toMatch(/471|98 million/);
    const ids = first.events.flatMap((event) =>
      event.type === "source-read" && [memo, page].includes(event.target) ? [event.sourceId] : [],
    );
    expect(ids).toHaveLength(2);
    for (const url of ids) expect(await askTool(tenant, "open_url", { url })).toMatch(/is not opened/);
  });

  test("is asked for again by another: not even a kept copy of a page is shared", async () => {
    const asked = () => web.paths().filter((path) => path === "/board").length;
    const before = asked();
    await runAs("ana", { library: [], urls: [page] });
    expect(asked()).toBe(before);
    const other = await runAs("bob", { library: [], urls: [page] });
    expect(asked()).toBe(before + 1);
    expect(JSON.stringify(other.report)).toMatch(/98 million/);
  });

  test("does not change hands when another attaches the same bytes", async () => {
    const copy = join(configOf().home, "uploads", "bob", "same.md");
    await mkdir(join(copy, ".."));
    await writeFile(copy, "# Memo\n\nThe revenue of Quillon was 471 million dollars in 2022.\n");
    const other = await runAs("bob", { library: [copy] });
    expect(other.events.find(({ type }) => type === "source-read")).toMatchObject({ cached: false });
    const again = await runAs("ana", { library: [memo] });
    expect(again.report.sources.map(({ path }) => path)).toEqual(["memo.md"]);
  });

  test("is read once for all where the operator laid it out for all", async () => {
    const shared = createLibrary({ folder: join(configOf().home, "library") });
    try {
      const titles = shared.list().map(({ title }) => title);
      expect(titles).toContain("Norda annual accounts 2022");
      expect(titles).not.toContain("Memo");
      expect(titles).not.toContain("Board");
    } finally {
      shared.close();
    }
  });

  test("is there for its follow-ups, which open nothing again", async () => {
    await rm(memo);
    const next = await runAs("ana", { library: [], follows: first.runId, length: "brief" }, "And of Sulvik?");
    expect(next.events.filter(({ type }) => type === "source-start")).toEqual([]);
    expect(JSON.stringify(next.report)).toMatch(/Sulvik/);
  });
});
