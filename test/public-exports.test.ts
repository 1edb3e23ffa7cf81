import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as exhibit from "../src/index.ts";
import { type Config, loadConfig, type RunRequest, type RunResult, startRun } from "../src/index.ts";
import { packageRoot } from "../src/package-root.ts";
import { temporaryOut } from "./support/runs.ts";

/** A change here changes what other programs rely on; the version must tell. */
const values = ["ExhibitError", "loadConfig", "resolve", "resumeRun", "startRun"];
const types = [
  "ApprovePlan",
  "Clarify",
  "Config",
  "ErrorCode",
  "Failure",
  "Outcome",
  "Report",
  "ResolvedReport",
  "Run",
  "RunEvent",
  "RunOptions",
  "RunRequest",
  "RunResult",
];

test("the package gives exactly these functions and classes", () => {
  expect(Object.keys(exhibit).sort()).toEqual(values);
});

test("the package gives exactly these types beside them", () => {
  const text = readFileSync(join(packageRoot, "src/index.ts"), "utf8");
  expect(text).not.toContain("export *");
  const names = [...text.matchAll(/export (type )?\{([^}]+)\}/g)].flatMap(([, , list = ""]) =>
    list.split(",").map((name) => name.replace(/^\s*(?:type\s+)?/, "").trim()),
  );
  expect(names.filter(Boolean).sort()).toEqual([...values, ...types].sort());
});

test("package.json leads to this file and to a command that exists", () => {
  const { exports: entries, bin } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
    exports: Record<string, { types: string; default: string }>;
    bin: Record<string, string>;
  };
  expect(Object.keys(entries)).toEqual(["."]);
  for (const path of [entries["."]?.default ?? "", entries["."]?.types ?? "", bin.exhibit ?? ""])
    expect(() => readFileSync(join(packageRoot, path)), path).not.toThrow();
});

/** What the comment of `startRun` shows, word for word; here it is compiled and run. */
async function example(documents: string, config: Config): Promise<Pick<RunResult, "outcome" | "artifacts">> {
  const seen: string[] = [];
  const { signal } = new AbortController();
  const request: RunRequest = {
    question: "How did Iowa's electricity generation from wind develop from 2001 to 2017?",
    library: [documents],
    urls: [],
    search: [],
    offline: true,
    formats: ["md"],
    length: "brief",
    maxSources: 50,
    maxMinutes: 5,
    approval: "auto",
  };
  const run = await startRun(request, { config, signal, onEvent: ({ type }) => seen.push(type) });
  const { outcome, artifacts } = await run.result();
  return seen.includes("run-end") ? { outcome, artifacts } : { outcome, artifacts: [] };
}

test("the example in the comment of startRun does what it shows", async () => {
  const unindented = (text: string) => text.replace(/^[ *]+/gm, "");
  const [, shown = ""] =
    /@example\n([\s\S]*?)\n \*\//.exec(readFileSync(join(packageRoot, "src/run.ts"), "utf8")) ?? [];
  const own = readFileSync(join(packageRoot, "test/public-exports.test.ts"), "utf8");
  expect(unindented(shown)).toContain("startRun(");
  expect(unindented(own)).toContain(unindented(shown));
  const out = await temporaryOut();
  try {
    const made = await example(
      join(packageRoot, "samples/iowa-electricity.csv"),
      loadConfig({ cwd: out, out, env: {} }),
    );
    // One small table leaves gaps, which a partial report tells.
    expect(made.outcome).toMatch(/^(?:complete|partial)$/);
    expect(made.artifacts).toEqual([expect.stringMatching(/report\.md$/)]);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});
