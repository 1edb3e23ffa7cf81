import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answers, Clarification } from "../../src/analyst/index.ts";
import { askClarifications } from "../../src/cli/ask-clarifications.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { exhibitHere } from "./in-process.ts";

const measure: Clarification = {
  id: "measure",
  question: "What of Norda?",
  why: "It decides the search.",
  options: ["revenue", "profit"],
  assumed: "All counts.",
};
const period: Clarification = { id: "period", question: "When?", assumed: "At all times." };

/** What is answered when these lines are typed, and what was shown. */
async function typed(lines: string): Promise<{ answers: Answers | undefined; shown: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const notes: string[] = [];
  const printer = { isTerminal: true, result: () => undefined, note: (line: string) => notes.push(line) };
  input.end(lines);
  const answers = await askClarifications(
    [measure, period],
    { ...printer, status: () => undefined },
    { input, output },
  );
  return { answers, shown: `${notes.join("\n")}${output.read() ?? ""}` };
}

describe("on a terminal", () => {
  test.each([
    ["a number is the option of that number, and Enter the assumption", "2\n\n", { measure: "profit", period: null }],
    ["other words are the answer", "ships sold\n2019\n", { measure: "ships sold", period: "2019" }],
    ["a number of no option is an answer in words", "7\n \n", { measure: "7", period: null }],
    ["an end before the last answer stops", "1\n", undefined],
  ])("%s", async (_, lines, answers) => {
    expect((await typed(lines)).answers).toEqual(answers);
  });

  test("question, reason, options and assumption are shown", async () => {
    const { shown } = await typed("\n\n");
    expect(shown).toContain(
      "What of Norda?\n  It decides the search.\n  1  revenue\n  2  profit\n  Enter: All counts.\n\nWhen?\n  Enter: At all times.",
    );
    expect(shown).toContain("Enter = as assumed");
  });
});

describe("where nobody can be asked", () => {
  let cwd: string;
  let docs: string;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), "exhibit-clarify-"));
    docs = await writeMiniLibrary(cwd, ["norda.html"]);
  });
  afterAll(() => rm(cwd, { recursive: true, force: true }));

  test.each([
    ["without a terminal", [], "no terminal to ask on"],
    ["with --yes", ["--yes"], "--yes"],
    ["with --json", ["--json"], "--json"],
  ])("%s the run goes on as assumed and says so", async (name, flags, why) => {
    const out = join(cwd, name.replaceAll(" ", "-"));
    const question = "How did Norda develop?";
    const base = ["research", question, "--library", docs, "--offline", "--formats", "md", "--out", out, "--clarify"];
    const { stderr, stdout, code } = await exhibitHere([...base, ...flags]);
    expect([0, 3]).toContain(code);
    expect(stderr).toContain(`Going on as assumed (${why}):\n`);
    expect(stderr).toContain("Which period do you mean? All times that the sources cover count.");
    if (flags.includes("--json")) expect(stdout).toContain('"type":"clarification-asked"');
    const [run = ""] = (await readdir(out)).filter((entry) => !entry.startsWith("."));
    expect(await readFile(join(out, run, "report.md"), "utf8")).toContain("All times that the sources cover count.");
  });
});
