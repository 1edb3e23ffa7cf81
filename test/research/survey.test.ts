import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { listFiles } from "../../src/research/index.ts";
import { survey } from "../../src/research/survey.ts";
import { createBudget } from "../../src/runs/index.ts";
import { requestFor } from "../support/runs.ts";
import { openBench } from "./services.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-survey-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("lists files of folders in order, hidden ones and locks of office programs left out", async () => {
  await mkdir(join(folder, "b"));
  await mkdir(join(folder, ".git"));
  for (const name of ["z.md", "a.pdf", "b/c.html", ".hidden", ".git/config", "~$a.docx"])
    await writeFile(join(folder, name), "x");
  expect(await listFiles([folder])).toEqual(["a.pdf", "b/c.html", "z.md"].map((name) => join(folder, name)));
});

test("takes single files and names each once", async () => {
  const file = join(folder, "a.md");
  await writeFile(file, "x");
  expect(await listFiles([file, folder])).toEqual([file]);
});

test("does not follow links out of the folder", async () => {
  await writeFile(join(folder, "a.md"), "x");
  await symlink("/etc/passwd", join(folder, "passwd.txt"));
  expect(await listFiles([folder])).toEqual([join(folder, "a.md")]);
});

test("a missing folder and an empty one are told apart", async () => {
  await expect(listFiles([join(folder, "nowhere")])).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(listFiles([folder])).rejects.toMatchObject({ code: "NOTHING_TO_READ" });
});

describe("reading what the user named", () => {
  afterAll(() => closeParsers());

  async function read(maxSources = 100) {
    for (const name of ["a", "b", "c"])
      await writeFile(join(folder, `${name}.md`), `# Title ${name}\n\nText of ${name}.\n`);
    await writeFile(join(folder, "d.md"), "");
    const bench = await openBench({
      request: requestFor("q", { library: [folder], urls: ["https://example.com/"] }),
      budget: createBudget({ maxMinutes: 10, maxSources }, () => 0),
    });
    try {
      return { ...(await survey(bench.services)), events: bench.events, reached: bench.services.budget.reached };
    } finally {
      await bench.close();
    }
  }

  test("keeps the order of the request, failures apart, and forecasts first", async () => {
    const { sources, failures, events, givenIds } = await read();
    expect(sources.map((source) => source.title)).toEqual(["Title a", "Title b", "Title c"]);
    expect(failures.map((failure) => failure.target)).toEqual([join(folder, "d.md"), "https://example.com/"]);
    expect(events[0]).toMatchObject({ type: "forecast", sources: 5, modelCalls: 0, costUsd: 0 });
    expect(givenIds).toEqual([]);
  });

  test("stops at the limit of sources and says so", async () => {
    const { sources, reached } = await read(2);
    expect(sources).toHaveLength(2);
    expect(reached).toContain("limit of 2 sources");
  });
});
