import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { Report } from "../../src/report/index.ts";
import { startRun } from "../../src/run.ts";
import { loadRunRecord, openRunFolder } from "../../src/runs/index.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { json, reply, startFakeWeb } from "../support/fake-web.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { type Finished, readReport, requestFor, runToEnd, temporaryOut } from "../support/runs.ts";

let out: string;
let docs: string;
let first: Finished;

beforeAll(async () => {
  out = await temporaryOut();
  docs = await writeMiniLibrary(out);
  first = await runToEnd(out, requestFor("What was the revenue of Norda in 2022?", { library: [docs] }));
});
afterAll(() => rm(out, { recursive: true, force: true }));

const ask = (question: string, follows: string, changes = {}) =>
  runToEnd(out, requestFor(question, { library: [docs], follows, length: "brief", ...changes }));
const titles = ({ sources }: Report) => sources.map(({ title }) => title);
const said = ({ report }: Finished) => JSON.stringify([report.summary, report.sections]);

describe("a follow-up question", () => {
  test("is answered from what was read before, opening no file again", async () => {
    await rm(docs, { recursive: true });
    const next = await ask("And Sulvik?", first.runId);
    expect(next.events.filter(({ type }) => type === "source-start")).toEqual([]);
    expect(next.outcome).toBe("complete");
    expect(titles(next.report).join()).toContain("Sulvik");
    expect(said(next)).toMatch(/160/);
    expect(next.report.question).toBe("And Sulvik?");
    expect(next.report.limitations.join()).toContain("What was the revenue of Sulvik in 2022?");
    const record = await loadRunRecord(await openRunFolder(next.runFolder));
    expect(record.request.follows).toBe(first.runId);
    const later = await ask("And operating income?", next.runId);
    expect(said(later)).toMatch(/12 million/);
    expect(titles(later.report)).toEqual(titles(next.report));
    const again = await ask("What was the revenue of Norda?", later.runId);
    expect(titles(again.report)).toEqual(titles(first.report));
    await writeMiniLibrary(out);
  });

  test("reads what is named anew", async () => {
    const more = await writeMiniLibrary(join(out, "more"), ["plant.html"]);
    const one = await writeMiniLibrary(join(out, "one"), ["norda.html"]);
    const before = await runToEnd(out, requestFor("What was the revenue of Norda in 2022?", { library: [one] }));
    const next = await ask("How much heat did the Velden geothermal plant deliver in 2023?", before.runId, {
      library: [one, more],
    });
    const started = next.events.flatMap((event) => (event.type === "source-start" ? [event.target] : []));
    expect(started).toEqual([join(more, "plant.html")]);
    expect(said(next)).toMatch(/412/);
  });

  test("is searched outside only for what the earlier sources leave open", async () => {
    const page = `<!doctype html><html lang="en"><head><title>Tarvik and its people</title></head><body><main>
      <h1>Tarvik and its people</h1><p>Tarvik has 1,950 employees at its yard, says the personnel office of Tarvik.</p></main></body></html>`;
    const web = await startFakeWeb({ "/people": reply(page) });
    web.on("/search", json({ results: [{ url: `${web.origin}/people`, title: "Tarvik: employees", content: "" }] }));
    const config = {
      ...loadConfig({ cwd: out, out, env: {} }),
      providerSettings: { searxng: { baseUrl: web.origin } },
      allowAddresses: [web.origin],
    };
    const online = async (question: string) => {
      const request = requestFor(question, {
        library: [docs],
        follows: first.runId,
        offline: false,
        search: ["searxng"],
      });
      const run = await startRun(request, {
        config,
        signal: new AbortController().signal,
        clock: fakeClock(Date.now()),
        onEvent: () => undefined,
      });
      return readReport((await run.result()).runFolder);
    };
    try {
      expect(titles(await online("And Sulvik?")).join()).toContain("Sulvik");
      expect(web.requests).toEqual([]);
      expect(titles(await online("How many employees does Tarvik have?"))).toEqual(["Tarvik and its people"]);
      expect(web.requests.map(({ path }) => path)).toContain("/search");
    } finally {
      await web.close();
    }
  });

  test("must go on from a run that made a report", async () => {
    await expect(ask("Why?", "no-such-run")).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(JSON.parse(await readFile(join(first.runFolder, "run.json"), "utf8")).request).not.toHaveProperty("follows");
  });
});
