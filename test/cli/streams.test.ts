import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { exhibitHere } from "./in-process.ts";
import { exhibit } from "./processes.ts";

const entry = join(packageRoot, "dist/src/cli/index.js");
const question = "Compare the revenue and operating income of Norda and Sulvik in 2022.";

let cwd: string;
let docs: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "exhibit-streams-"));
  docs = await writeMiniLibrary(cwd);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const research = (out: string, ...more: readonly string[]) => [
  ...["research", question, "--library", docs, "--offline", "--formats", "md", "--out", join(cwd, out)],
  ...more,
];

/** Starts the program with one of its streams closed by the reader after the first output, as `| head -1` does. */
async function withoutReader(stream: "stdout" | "stderr", args: readonly string[]) {
  const child = spawn(process.execPath, [entry, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const kept = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      kept[name] += text;
      if (name === stream) child[name].destroy();
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...kept };
}

const filesOf = async (out: string) => {
  const [run = ""] = (await readdir(join(cwd, out))).filter((name) => !name.startsWith("."));
  return { run, names: await readdir(join(cwd, out, run)) };
};

describe("a reader that goes away", () => {
  test.each([
    ["stdout", ["--json"]],
    ["stderr", []],
  ] as const)("from %s does not end the run: the report is made, without a stack", async (stream, more) => {
    const { code, stderr } = await withoutReader(stream, research(`gone-${stream}`, ...more));
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|^ {4}at /m);
    const { names } = await filesOf(`gone-${stream}`);
    expect(names).toEqual(expect.arrayContaining(["report.md", "report.json"]));
    expect(names).not.toContain("run.lock");
  });
});

describe("what is printed where", () => {
  test("--json gives nothing but valid lines on stdout, the last of them run-end, and the log has the same", async () => {
    const { code, stdout, stderr } = await exhibit(research("json", "--json"), { cwd });
    expect(code).toBe(0);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string });
    expect(events[0]?.type).toBe("run-start");
    expect(events.at(-1)?.type).toBe("run-end");
    expect(stderr).toBe("");
    const { run } = await filesOf("json");
    const log = await readFile(join(cwd, "json", run, "events.jsonl"), "utf8");
    const logged = log
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string });
    expect(logged.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
  });

  test("with --json an error is one line on stderr and the last event says that the run failed", async () => {
    const planned = await exhibitHere(research("failing", "--json", "--plan-only"));
    expect(planned.code).toBe(0);
    const { run } = await filesOf("failing");
    await writeFile(join(cwd, "failing", run, "plan.json"), '{"subQuestions":[]}');
    const { code, stdout, stderr } = await exhibit(["resume", run, "--out", join(cwd, "failing"), "--json"], { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ type: "run-end", outcome: "failed" });
    expect(stderr).toMatch(/error: .*plan\.json cannot be used as a plan: .*at least one sub-question/);
  });

  test("the command to go on with can be pasted, also from another folder", async () => {
    const { stderr } = await exhibitHere(research("with space", "--plan-only"));
    const [, command = ""] = /Go on with: exhibit (.+)$/m.exec(stderr) ?? [];
    const shell = ["sh", "-c", `"$0" "$@" ${command}`];
    const resumed = await exhibit([], { cwd: tmpdir(), prefix: shell });
    expect(resumed.code).toBe(0);
    expect((await filesOf("with space")).names).toContain("report.md");
    // Nobody looks: no colours, no cursor movements.
    expect(resumed.stdout + resumed.stderr).not.toContain("\u001b");
    expect(resumed.stdout.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("words outside quotes", () => {
  test("are told what to do", async () => {
    const { code, stderr } = await exhibit(["research", "What", "about", "heat?"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/too many arguments.*in quotes/s);
  });

  test.each([
    ["--max-sources", "1.5", /whole number/],
    ["--max-minutes", "Infinity", /above 0/],
    ["--max-minutes", "1e999", /above 0/],
    ["--out", "", /--out takes a folder/],
  ])("%s %j is refused", async (flag, value, message) => {
    const { code, stderr } = await exhibitHere(["research", question, "--library", docs, flag, value]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
