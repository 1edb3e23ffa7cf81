import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as exhibit from "../src/index.ts";
import { packageRoot } from "../src/package-root.ts";

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
