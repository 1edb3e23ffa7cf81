import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sidecarsOf } from "../../src/render/sidecars.ts";
import { resolve } from "../../src/report/index.ts";
import { evidenceFileProblems } from "../../src/research/evidence-file.ts";
import { openRunFolder, type RunFolder } from "../../src/runs/index.ts";
import { sampleReport } from "../support/sample-report.ts";

let path = "";
let folder: RunFolder;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "exhibit-evidence-file-"));
  folder = await openRunFolder(path);
});
afterEach(() => rm(path, { recursive: true, force: true }));

interface EvidenceFile {
  readonly sources: { evidence: Record<string, unknown>[] }[];
}

/** The file as the run wrote it. */
function written(): EvidenceFile {
  const bytes = sidecarsOf(resolve(sampleReport)).find(({ name }) => name === "evidence.json")?.bytes;
  return JSON.parse(new TextDecoder().decode(bytes)) as EvidenceFile;
}

const problemsOf = async (file: unknown) => {
  await folder.writeJson("evidence.json", file);
  return evidenceFileProblems(sampleReport, folder);
};

test("a file that was never written is no problem: not every run has one", async () => {
  expect(await evidenceFileProblems(sampleReport, folder)).toEqual([]);
});

test("the file that a run writes is none", async () => expect(await problemsOf(written())).toEqual([]));

describe("a file that says something else than the report", () => {
  test("in a quote is found by the evidence's id", async () => {
    const file = written();
    const item = file.sources.flatMap(({ evidence }) => evidence)[0] ?? {};
    item.content = { type: "quote", exact: "something nobody wrote", prefix: "", suffix: "" };
    const problems = await problemsOf(file);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${item.id} is not what the report cites`);
    expect(problems[0]).toContain("exhibit render");
  });

  test("in a page is found too", async () => {
    const file = written();
    const item = file.sources.flatMap(({ evidence }) => evidence)[0] ?? {};
    item.locator = { page: 9_999 };
    expect(await problemsOf(file)).toHaveLength(1);
  });

  test("by evidence that the report does not have is found", async () => {
    const file = written();
    file.sources[0]?.evidence.push({ id: "ev-invented" });
    expect((await problemsOf(file))[0]).toContain("ev-invented");
  });

  test("in several places has a sentence for each", async () => {
    const file = written();
    const items = file.sources.flatMap(({ evidence }) => evidence);
    for (const item of items) item.sourceId = "src-other";
    expect(await problemsOf(file)).toHaveLength(items.length);
  });
});

test.each([
  ["a list", []],
  ["no sources", {}],
  ["sources without evidence", { sources: [{ number: 1 }] }],
  ["evidence without an id", { sources: [{ evidence: [{}] }] }],
  ["a word", "evidence"],
])("%s instead of the file is one problem that names it", async (_, file) => {
  const problems = await problemsOf(file);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(folder.resolve("evidence.json"));
});
