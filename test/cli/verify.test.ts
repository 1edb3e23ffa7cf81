import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderCommand } from "../../src/cli/commands/render.ts";
import { sourcesCommand } from "../../src/cli/commands/sources.ts";
import { verifyCommand } from "../../src/cli/commands/verify.ts";
import type { Printer } from "../../src/cli/print.ts";
import type { Report } from "../../src/report/index.ts";
import { copyFolder } from "../support/copy-folder.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { requestFor, runToEnd, temporaryOut } from "../support/runs.ts";

let out: string;
let runFolder: string;

/** One finished run with a table of two companies' numbers. */
beforeAll(async () => {
  out = await temporaryOut();
  const question = "Compare the revenue and operating income of Norda and Sulvik in 2022.";
  ({ runFolder } = await runToEnd(out, requestFor(question, { library: [await writeMiniLibrary(out)] })));
});
afterAll(() => rm(out, { recursive: true, force: true }));

interface Printed {
  readonly code: number;
  readonly results: readonly string[];
  readonly notes: readonly string[];
}

async function run(command: (printer: Printer) => Promise<number>): Promise<Printed> {
  const results: string[] = [];
  const notes: string[] = [];
  const printer: Printer = {
    isTerminal: false,
    result: (line) => results.push(line),
    note: (line) => notes.push(line),
    status: () => undefined,
  };
  return { code: await command(printer), results, notes };
}

/** A copy of the run in which one file was changed by hand. */
async function tamper(name: string, change: (text: string) => string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "exhibit-tampered-"));
  await copyFolder(runFolder, copy);
  const path = join(copy, name);
  const before = await readFile(path, "utf8");
  const after = change(before);
  expect(after, "the change must change something").not.toBe(before);
  await writeFile(path, after);
  return copy;
}

async function verifyTampered(name: string, change: (text: string) => string): Promise<Printed> {
  const copy = await tamper(name, change);
  try {
    return await run((printer) => verifyCommand(copy, { json: false }, printer));
  } finally {
    await rm(copy, { recursive: true });
  }
}

const inReport = (change: (report: Report) => Report) => (text: string) =>
  JSON.stringify(change(JSON.parse(text) as Report));

test("a report as it was made passes, and its evidence file with it", async () => {
  const { code, notes, results } = await run((printer) => verifyCommand(runFolder, { json: false }, printer));
  expect(notes).toEqual([]);
  expect(results).toEqual([expect.stringMatching(/^(\d+) of \1 claims supported \(score 1\.000\)/)]);
  expect(code).toBe(0);
});

describe("a report that somebody changed fails, and the change is told", () => {
  test("a number in a sentence", async () => {
    const { code, notes } = await verifyTampered("report.json", (text) => text.replace("€240 million", "€260 million"));
    expect(notes.join("\n")).toContain("€260 million");
    expect(code).toBe(1);
  });

  test("a ratio that was computed from two numbers", async () => {
    const { code, notes } = await verifyTampered("report.json", (text) => text.replace("1.5 times", "2.5 times"));
    expect(notes.join("\n")).toContain("2.5 times");
    expect(code).toBe(1);
  });

  test("a cell of the cited evidence", async () => {
    const { code, notes } = await verifyTampered(
      "report.json",
      inReport((report) => ({
        ...report,
        evidence: report.evidence.map((item) =>
          item.content.type === "cell" && item.content.value === "240"
            ? { ...item, content: { ...item.content, value: "999" } }
            : item,
        ),
      })),
    );
    expect(notes.join("\n")).toMatch(/holds “240”, not “999”/);
    expect(code).toBe(1);
  });

  test("a cell of a table that is shown", async () => {
    const { code, notes } = await verifyTampered("report.json", (text) =>
      text.replace('"value": "180"', '"value": "181"'),
    );
    expect(notes.join("\n")).toContain("181");
    expect(code).toBe(1);
  });

  test("a source that was taken away", async () => {
    const change = inReport((report) => ({ ...report, sources: report.sources.slice(1) }));
    const { code, notes } = await verifyTampered("report.json", change);
    expect(notes.join("\n")).toContain("leads to no source");
    expect(code).toBe(1);
  });

  test("a citation that was taken away leaves a sentence uncited", async () => {
    const change = inReport((report) => ({
      ...report,
      summary: report.summary.map((block) =>
        block.type === "paragraph"
          ? { ...block, children: block.children.filter(({ type }) => type !== "citation") }
          : block,
      ),
    }));
    const { code, results } = await verifyTampered("report.json", change);
    expect(results.join("\n")).not.toContain(" 0 uncited");
    expect(code).toBe(1);
  });
});

describe("evidence.json must say what the report says", () => {
  test.each([
    [
      "a changed value",
      (text: string) => text.replace('"value": "240"', '"value": "241"'),
      /ev-\w+ is not what the report cites/,
    ],
    [
      "an invented piece",
      (text: string) => text.replace(/"id": "ev-\w+"/, '"id": "ev-invented"'),
      /ev-invented is not what/,
    ],
    ["something else", () => "[]", /is not a list of evidence/],
  ])("%s fails and names the remedy", async (_, change, message) => {
    const { code, notes } = await verifyTampered("evidence.json", change);
    expect(notes.join("\n")).toMatch(message);
    expect(notes.join("\n")).toContain("exhibit render");
    expect(code).toBe(1);
  });

  test("and rendering again mends it", async () => {
    const copy = await tamper("evidence.json", (text) => text.replace('"value": "240"', '"value": "241"'));
    expect((await run((printer) => renderCommand(copy, { formats: "md" }, printer))).code).toBe(0);
    expect((await run((printer) => verifyCommand(copy, { json: false }, printer))).code).toBe(0);
    await rm(copy, { recursive: true });
  });

  test("text that is no JSON is an error that names the file", async () => {
    await expect(verifyTampered("evidence.json", () => "{")).rejects.toThrow(/evidence\.json is not valid JSON/);
  });
});

describe("a report.json that is none", () => {
  test.each([
    ["cut off", (text: string) => text.slice(0, 500), /report\.json: The report is not JSON/],
    [
      "of a newer program",
      (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 9'),
      /report\.json: .*version 9.*update/,
    ],
    ["of another shape", () => '{"schemaVersion":1}', /report\.json: The report is not valid/],
  ])("%s: every command that reads it names it", async (_, change, message) => {
    const copy = await tamper("report.json", change);
    for (const command of [
      (printer: Printer) => verifyCommand(copy, { json: false }, printer),
      (printer: Printer) => sourcesCommand(copy, {}, printer),
      (printer: Printer) => renderCommand(copy, { formats: "md" }, printer),
    ]) {
      const running = run(command);
      await expect(running).rejects.toMatchObject({ code: "BAD_REPORT" });
      await expect(running).rejects.toThrow(message);
    }
    await rm(copy, { recursive: true });
  });

  test("a run that was not finished has none yet, and the remedy is to resume", async () => {
    const folder = join(out, "unfinished");
    await mkdir(folder);
    await writeFile(join(folder, "run.json"), "{}");
    await expect(run((printer) => sourcesCommand(folder, {}, printer))).rejects.toThrow(
      /no report\.json yet.*exhibit resume/,
    );
  });
});

test("sources lists each source once with its number, its file and how much is cited", async () => {
  const { results, code } = await run((printer) => sourcesCommand(runFolder, {}, printer));
  expect(results.map((line) => line.replace(/: \d+ cited.*$/, ""))).toEqual([
    "[1] Norda annual accounts 2022 (norda.html)",
    "[2] Sulvik annual accounts 2022 (sulvik.html)",
  ]);
  expect(code).toBe(0);
});
