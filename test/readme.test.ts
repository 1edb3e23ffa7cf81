import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import type { Printer } from "../src/cli/print.ts";
import { createProgram } from "../src/cli/program.ts";
import { packageRoot } from "../src/package-root.ts";

const documents = [
  "README.md",
  "AGENTS.md",
  "CONTRIBUTING.md",
  "outputs/README.md",
  "graphs/README.md",
  "src/README.md",
];
const read = (path: string): string => readFileSync(join(packageRoot, path), "utf8");
const all = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? "")),
];

const printer: Printer = { isTerminal: false, result: () => undefined, note: () => undefined, status: () => undefined };
const program = createProgram(printer);

/** `research`, `library`, `library add`, with the flags of each. */
function commandsOf(command: Command, prefix = ""): ReadonlyMap<string, readonly string[]> {
  return new Map(
    command.commands.flatMap((child): [string, readonly string[]][] => {
      const name = `${prefix}${child.name()}`;
      const flags = child.options.flatMap((option) => (option.long ? [option.long] : []));
      return [[name, flags], ...commandsOf(child, `${name} `)];
    }),
  );
}

const commands = commandsOf(program);
const flags = new Set([...commands.values()].flat());
/** Of npm, biome and the benchmarks, which are not ours. */
const foreignFlags = new Set(["--data", "--write"]);

describe.each(documents)("%s names only what exists", (document) => {
  const text = read(document);

  test("commands", () => {
    const named = all(text, /`(?:npx )?exhibit ([a-z]+)/g);
    expect(named.filter((name) => !commands.has(name))).toEqual([]);
  });

  test("flags", () => {
    const named = all(text.replace(/https?:\S+/g, ""), /(?<![\w-])(--[a-z][a-z-]+)/g);
    expect(named.filter((name) => !flags.has(name) && !foreignFlags.has(name))).toEqual([]);
  });

  test("npm scripts", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...all(text, /npm run ([a-z:]+)/g), ...all(text, /npm (test|start)\b/g)];
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("linked files", () => {
    const linked = all(text, /\]\((?!https?:|#)([^)#\s]+)/g);
    expect(linked.filter((path) => !existsSync(join(packageRoot, dirname(document), path)))).toEqual([]);
  });

  test("paths", () => {
    const named = all(text, /`((?:src|test|graphs|skills|samples)\/[\w./-]*[\w/])`/g);
    expect(named.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([]);
  });
});

describe("README.md is complete", () => {
  const readme = read("README.md");

  test("every command stands in it", () => {
    const top = [...commands.keys()].filter((name) => !name.includes(" "));
    expect(top.filter((name) => !readme.includes(`exhibit ${name}`))).toEqual([]);
    const parts = [...commands.keys()].flatMap((name) => (name.startsWith("library ") ? [name.slice(8)] : []));
    expect(parts.filter((part) => !new RegExp(`exhibit library [a-z\\\\|]*\\b${part}\\b`).test(readme))).toEqual([]);
  });

  test("every flag of research stands in its table", () => {
    expect(commands.get("research")?.filter((flag) => !readme.includes(`\`${flag}`))).toEqual([]);
  });

  test("the table of errors and the list of codes are the same", () => {
    const codes = all(read("src/errors.ts").split("export class")[0]?.split("FailureCode")[0] ?? "", /\| "([A-Z_]+)"/g);
    const table = readme.slice(readme.indexOf("| error | means |"), readme.indexOf("## What a run leaves"));
    expect(codes.length).toBeGreaterThan(10);
    expect([...all(table, /`([A-Z]+_?[A-Z_]*)`/g)].sort()).toEqual([...codes].sort());
  });

  test("every key of the config file stands in it", () => {
    const source = read("src/config.ts");
    const schema = source.slice(source.indexOf("fileSchema = "), source.indexOf("export interface Config"));
    const keys = all(schema, /^ {2}(\w+):/gm);
    expect(keys).toContain("maxSources");
    expect(keys.filter((key) => !readme.includes(`\`${key}\``))).toEqual([]);
  });

  test("every environment variable of Exhibit itself stands in it", () => {
    const variables = all(read("src/config.ts"), /env\.(EXHIBIT_\w+)/g);
    expect(variables.length).toBeGreaterThan(0);
    expect(variables.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

test("AGENTS.md stays short enough to be read whole", () => {
  expect(read("AGENTS.md").split("\n").length).toBeLessThanOrEqual(120);
});

test("outputs/README.md explains every file that a stage writes under a fixed name", () => {
  const stages = readdirSync(join(packageRoot, "src/research"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => read(`src/research/${name}`));
  const written = all(stages.join("\n"), /(?:writeJson\(|fileName = )"([\w.-]+)"/g);
  expect(written).toContain("report.json");
  const explained = read("outputs/README.md");
  expect(written.filter((name) => !explained.includes(name))).toEqual([]);
});
