import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { open } from "../../src/research/index.ts";
import { loadChapter } from "../../src/research/open.ts";
import type { RunRequest } from "../../src/runs/index.ts";
import { requestFor } from "../support/runs.ts";
import { type Bench, openBench } from "./services.ts";

const prose = (about: string, words = 180): string =>
  Array.from({ length: words / 6 }, (_, index) => `The ${about} is told of in line ${index}.`).join(" ");
const handbook = `# Handbook\n\n## Heat\n\n${prose("heat")}\n\n## Water\n\n${prose("water")}\n`;

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function fileWith(text: string, name = "handbook.md"): Promise<string> {
  const path = join(bench.folder, name);
  await writeFile(path, text);
  return path;
}
const opening = (changes: Partial<RunRequest>) => open({ ...bench.services, request: requestFor("Slides", changes) });

describe("a document that slides are made of", () => {
  test("becomes chapters in reading order, each a question that its title asks", async () => {
    const opened = await opening({ library: [await fileWith(handbook)] });
    expect(opened.subQuestions.map(({ question }) => question)).toEqual(["Heat", "Water"]);
    expect(opened.subQuestions.map(({ topics }) => topics)).toEqual([["Heat"], ["Water"]]);
    expect(opened).toMatchObject({ evidenceIds: [], sourceIds: [expect.stringMatching(/^src-/)] });
    const planned = bench.events.find((event) => event.type === "plan-end");
    expect(planned).toMatchObject({ subQuestions: [{ question: "Heat", queries: [] }, { question: "Water" }] });
  });

  test("is kept by chapter, so that a resumed run reads the same ones", async () => {
    const { subQuestions, sourceIds } = await opening({ library: [await fileWith(handbook)] });
    const loaded = await Promise.all(subQuestions.map(({ id }) => loadChapter(id, bench.services)));
    expect(loaded.map(({ chapter }) => chapter.title)).toEqual(["Heat", "Water"]);
    expect(loaded.map(({ sourceId }) => sourceId)).toEqual([sourceIds[0], sourceIds[0]]);
    await expect(loadChapter("c99", bench.services)).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringMatching(/has no chapter c99 in chapters\.json; make the deck again/),
    });
  });

  test("gives its brief the title, the number of slides and its language", async () => {
    const german = "Die Anlage liefert Wärme für die Stadt und wird von den Stadtwerken betrieben. ".repeat(6);
    const path = await fileWith(`# Handbuch\n\n## Wärme\n\n${german}\n\n## Wasser\n\n${german}`);
    await opening({ library: [path], slides: 9 });
    expect(await bench.services.folder.readJson("brief.json")).toMatchObject({
      question: "Handbuch",
      language: "de",
      deck: { slides: 9, sections: 2 },
    });
    await opening({ library: [path], language: "fr" });
    expect(await bench.services.folder.readJson("brief.json")).toMatchObject({ language: "fr" });
  });

  test.each([
    [5, 1],
    [4, 1],
    [1, 1],
    [15, 5],
  ])("of %i slides has at most %i chapters besides title, summary, verification and sources", async (slides, most) => {
    const many = Array.from({ length: 5 }, (_, index) => `## Part ${"ABCDE"[index]}\n\n${prose(`part ${index}`)}\n`);
    const { subQuestions } = await opening({ library: [await fileWith(`# Many\n\n${many.join("\n")}`)], slides });
    expect(subQuestions).toHaveLength(most);
  });

  test.each([
    ["that is empty", "", /There is nothing to make slides of: handbook\.md is empty/],
    ["that holds only its title", "# Handbook\n", /holds no text, table or picture that could be put on slides/],
  ])("%s is told with the reason", async (_what, text, message) => {
    await expect(opening({ library: [await fileWith(text)] })).rejects.toMatchObject({
      code: "NOTHING_TO_READ",
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ["a file that is not there", { library: ["/nowhere/handbook.md"] }, /handbook\.md/],
    ["a page without the network", { library: [], urls: ["https://example.com/handbook"] }, /example\.com/],
  ])("%s is told with its name", async (_what, changes, message) => {
    await expect(opening(changes)).rejects.toMatchObject({
      code: "NOTHING_TO_READ",
      message: expect.stringMatching(message),
    });
    expect(bench.events.map(({ type }) => type)).toContain("source-failed");
  });
});

describe("a finished report that slides are made of", () => {
  const entry = {
    id: "src-1",
    title: "Heat",
    authors: [],
    fetched: "2026-01-01T00:00:00.000Z",
    mediaType: "text/plain",
  };
  const source = { ...entry, sha256: "0".repeat(64), path: "heat.txt" };
  const exact = "The plant delivers 412 GWh of heat.";
  const evidence = {
    id: "ev-1",
    sourceId: "src-1",
    subQuestionIds: ["q1"],
    locator: {},
    content: { type: "quote", exact, prefix: "", suffix: "" },
  };
  const report = {
    schemaVersion: 1,
    title: "Heat",
    question: "How much heat?",
    language: "en",
    created: "2020-01-01T00:00:00.000Z",
    summary: [
      {
        type: "paragraph",
        children: [
          { type: "text", value: exact },
          { type: "citation", evidenceIds: ["ev-1"] },
        ],
      },
    ],
    sections: [],
    sources: [source],
    evidence: [evidence],
    assets: [],
    pages: [],
    conflicts: [],
    limitations: [],
    verification: {
      ...{ score: 1, claims: 1, citations: 1, unresolved: 0, supported: 1, partly: 0, unsupported: 0, contradicted: 0 },
      ...{ uncited: 0, checks: [] },
    },
    generator: "Exhibit test",
  };
  const parsed = {
    ...{ metadata: { title: "Heat", authors: [] }, pages: [], links: [], assets: [], dropped: [], warnings: [] },
    blocks: [{ type: "paragraph", id: "b1", text: exact, locator: {} }],
  };

  async function folderWith(files: Readonly<Record<string, unknown>>): Promise<string> {
    const folder = join(bench.folder, "finished");
    await mkdir(join(folder, "sources"), { recursive: true });
    for (const [name, value] of Object.entries(files))
      await writeFile(join(folder, name), typeof value === "string" ? value : JSON.stringify(value));
    return folder;
  }

  test("is taken over with its evidence and the text that it is checked against", async () => {
    const folder = await folderWith({
      "report.json": report,
      "sources/src-1.json": { source, parsed },
      "sources/src-1.txt": exact,
    });
    expect(await opening({ report: folder })).toEqual({
      subQuestions: [],
      sourceIds: ["src-1"],
      evidenceIds: ["ev-1"],
    });
    const { services } = bench;
    expect(services.library.get("src-1")?.parsed.blocks).toHaveLength(1);
    expect(services.evidence.get("ev-1")).toMatchObject({ content: { exact } });
    expect(await services.folder.readJson("drafts/report-0.json")).toMatchObject({
      title: "Heat",
      created: services.started,
    });
    expect(await services.folder.has("sources/src-1.json")).toBe(true);
  });

  test("whose library still has a source needs no copy of its text", async () => {
    await bench.services.library.add({ source, parsed } as never, { assets: [], parser: "test@1" });
    const folder = await folderWith({ "report.json": report });
    expect(await opening({ report: folder })).toMatchObject({ sourceIds: ["src-1"] });
    expect(await bench.services.folder.has("sources/src-1.json")).toBe(true);
  });

  test.each([
    ["no report", {}, "NOT_FOUND", /has no report\.json; give the folder of a finished run/],
    ["a broken report", { "report.json": "{" }, "BAD_REPORT", /./],
    ["a report of another form", { "report.json": { title: "Heat" } }, "BAD_REPORT", /./],
    ["a report without the text of a source", { "report.json": report }, "NOT_FOUND", /The text of “Heat” is not in/],
  ])("cannot be one with %s", async (_what, files, code, message) => {
    const folder = await folderWith(files);
    await expect(opening({ report: folder })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
