import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { survey } from "../../src/research/survey.ts";
import { createBudget } from "../../src/runs/index.ts";
import { requestFor } from "../support/runs.ts";
import { openBench, testBrief } from "./services.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-survey-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("reading what the user named", () => {
  afterAll(() => closeParsers());

  async function read(maxSources = 100, question = testBrief.question) {
    for (const name of ["a", "b", "c"])
      await writeFile(join(folder, `${name}.md`), `# Title ${name}\n\nText of ${name}.\n`);
    await writeFile(join(folder, "d.md"), "");
    const bench = await openBench({
      request: requestFor(question, { library: [folder], urls: ["https://example.com/"] }),
      budget: createBudget({ maxMinutes: 10, maxSources }, () => 0),
    });
    await bench.services.folder.writeJson("brief.json", { ...testBrief, question });
    try {
      return { ...(await survey(bench.services)), events: bench.events, reached: bench.services.budget.reached };
    } finally {
      await bench.close();
    }
  }

  test("keeps the order of the request, and failures apart", async () => {
    const { sources, failures, givenIds } = await read();
    expect(sources.map((source) => source.title)).toEqual(["Title a", "Title b", "Title c"]);
    expect(failures.map((failure) => failure.target)).toEqual([join(folder, "d.md"), "https://example.com/"]);
    expect(givenIds).toEqual([]);
  });

  test("stops at the limit of sources and says so", async () => {
    const { sources, reached, events } = await read(3);
    expect(sources.map((source) => source.title)).toEqual(["Title a", "Title b"]);
    expect(events.some((event) => event.type === "source-start" && event.target.startsWith("https:"))).toBe(true);
    expect(reached).toContain("limit of 3 sources");
  });

  test("reads those files within a limit whose names speak of the question", async () => {
    for (const name of ["station 12", "station 1234", "unrelated"])
      await writeFile(join(folder, `${name}.md`), `# About ${name}\n\nIt delivers heat.\n`);
    const { sources } = await read(2, "How much heat does station 1234 deliver?");
    expect(sources.map((source) => source.title)).toEqual(["About station 1234"]);
  });

  test("an error of storage ends the reading of all files, and nothing is read after it was told", async () => {
    for (let index = 0; index < 20; index += 1) await writeFile(join(folder, `${index}.md`), `# ${index}\n\nText.\n`);
    const bench = await openBench({ request: requestFor("q", { library: [folder] }) });
    const full = {
      ...bench.services.library,
      find: () => undefined,
      add: () => Promise.reject(new Error("disk full")),
    };
    const starts = () => bench.events.filter((event) => event.type === "source-start").length;
    await expect(survey({ ...bench.services, library: full })).rejects.toThrow("disk full");
    const started = starts();
    expect(started).toBeLessThan(20);
    await new Promise((resolve) => setImmediate(resolve));
    expect(starts()).toBe(started);
    await bench.close();
  });
});
