import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Lower layers first; a file may import its own layer or a lower one. */
const layers: readonly (readonly string[])[] = [
  ["src/report", "src/events.ts", "src/errors.ts", "src/package-root.ts"],
  ["src/evidence", "src/net", "src/runs"],
  ["src/search", "src/perception", "src/library", "src/render", "src/models"],
  ["src/analyst", "src/tools", "src/skills"],
  ["src/research"],
  ["graphs"],
  [
    "src/run.ts",
    "src/drive.ts",
    "src/inquire.ts",
    "src/edit.ts",
    "src/tool-session.ts",
    "src/services.ts",
    "src/closing.ts",
    "src/config.ts",
    "src/server-settings.ts",
    "src/langgraph.ts",
    "src/index.ts",
    "src/request.ts",
    "src/request-models.ts",
    "src/progress-lines.ts",
    "src/usage-lines.ts",
  ],
  ["src/jobs"],
  ["src/cli", "src/server", "src/mcp", "src/web"],
];

/** Files of a folder that others may import beside its `index.ts`: interfaces and pure types. */
const doors = [
  "src/evidence/parsed-source.ts",
  "src/evidence/resource.ts",
  "src/perception/parser.ts",
  "src/search/provider.ts",
  "src/render/renderer.ts",
  "src/library/library.ts",
  "src/analyst/analyst.ts",
  "src/tools/tool.ts",
  "src/cli/commands",
  "src/server/api-types.ts",
];

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);
const files = ["src", "graphs"].flatMap(filesIn);
const testFiles = filesIn("test");

const textOf = (file: string) => readFileSync(join(root, file), "utf8");
const layerOf = (file: string) =>
  layers.findIndex((folders) => folders.some((folder) => file === folder || file.startsWith(`${folder}/`)));
const folderOf = (file: string) => /^(src\/[^/]+|graphs)\//.exec(file)?.[1] ?? "";

function relativeImports(file: string): string[] {
  return [...textOf(file).matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map((match) =>
    relative(root, resolve(root, dirname(file), match[1] ?? "")),
  );
}

/** Code without comments and strings' contents would be too clever; a plain search is what the rule needs. */
function filesWith(pattern: RegExp, allowed: (file: string) => boolean): string[] {
  return files.filter((file) => !allowed(file) && pattern.test(textOf(file)));
}

/** Whether a line is the last of a comment for documentation. The formatter puts every export at the start of its line. */
function endsDocComment(lines: readonly string[], index: number): boolean {
  if (!lines[index]?.endsWith("*/")) return false;
  return (
    lines
      .slice(0, index + 1)
      .findLast((line) => line.includes("/*"))
      ?.trimStart()
      .startsWith("/**") === true
  );
}

describe("the layers", () => {
  test("every file belongs to a layer", () => {
    expect(files.filter((file) => layerOf(file) < 0)).toEqual([]);
  });

  test("imports point down", () => {
    const wrong = files.flatMap((file) =>
      relativeImports(file)
        .filter((target) => layerOf(target) > layerOf(file))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("a folder is entered through its index or an interface file", () => {
    const wrong = files.flatMap((file) =>
      relativeImports(file)
        .filter((target) => folderOf(target) !== "" && folderOf(target) !== folderOf(file))
        .filter((target) => !target.endsWith("/index.ts") && !doors.some((door) => target.startsWith(door)))
        .filter((target) => !target.startsWith("src/report/") && !target.startsWith("graphs/"))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("only graphs/ and what drives them know LangGraph", () => {
    const allowed = (file: string) =>
      file.startsWith("graphs/") || file === "src/drive.ts" || file === "src/inquire.ts";
    expect(filesWith(/from "@langchain\/langgraph/, allowed)).toEqual([]);
  });

  test("only src/config.ts reads the environment", () => {
    expect(filesWith(/process\.env/, (file) => file === "src/config.ts")).toEqual([]);
  });

  test("only src/net/ calls fetch, and in the page only src/web/call.ts", () => {
    expect(
      filesWith(
        /(?<![\w.])fetch\(|globalThis\.fetch|from "undici"|from "node:https?"|XMLHttpRequest|new EventSource/,
        (file) => file.startsWith("src/net/") || file === "src/web/call.ts",
      ),
    ).toEqual([]);
  });

  test("the page takes only types and pure functions from what runs on the server", () => {
    const wrong = files
      .filter((file) => file.startsWith("src/web/"))
      .flatMap((file) =>
        [...textOf(file).matchAll(/^import (?!type )[^;]*? from "(\.\.\/[^"]+)";/gm)]
          .map((match) => match[1] ?? "")
          .filter((target) => !target.startsWith("../report/") && target !== "../errors.ts")
          .map((target) => `${file} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test("the page never makes markup out of text", () => {
    const pattern = /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcDoc|eval\(/;
    expect(filesWith(pattern, (file) => !file.startsWith("src/web/"))).toEqual([]);
  });

  test("only src/cli/print.ts uses console", () => {
    expect(filesWith(/console\.\w+\(/, (file) => file === "src/cli/print.ts")).toEqual([]);
  });
});

describe("the house style", () => {
  test("no any, no suppressed types, no default exports", () => {
    expect(filesWith(/(?::|as|<)\s*any\b|@ts-(?:ignore|expect-error)|^export default/m, () => false)).toEqual([]);
  });

  test("addresses are tried with canParseUrl, because URL.canParse forgets Latin-1 letters under load", () => {
    expect(filesWith(/URL\.canParse\(/, () => false)).toEqual([]);
  });

  test("every exported declaration says above it what it is for", () => {
    const silent = files.flatMap((file) => {
      const lines = textOf(file).split("\n");
      return lines.flatMap((line, index) => {
        const isDeclared = /^export (?!\*|(?:type )?\{)/.test(line);
        return isDeclared && !endsDocComment(lines, index - 1) ? [`${file}:${index + 1} ${line}`] : [];
      });
    });
    expect(silent).toEqual([]);
  });

  test("no function, constant or class is exported for nobody", () => {
    const users = new Map<string, number>();
    for (const file of [...files, ...testFiles])
      for (const word of new Set(textOf(file).match(/[\w$]+/g))) users.set(word, (users.get(word) ?? 0) + 1);
    const useless = files.flatMap((file) =>
      [...textOf(file).matchAll(/^export (?:async )?(?:const|function\*?|class) ([\w$]+)/gm)]
        .filter(([, name = ""]) => users.get(name) === 1)
        .map(([, name]) => `${file} exports ${name}`),
    );
    expect(useless).toEqual([]);
  });

  test("no catch is empty", () => {
    expect(filesWith(/catch\s*(?:\([^)]*\))?\s*\{\s*\}/, () => false)).toEqual([]);
  });

  test("no file is longer than 400 lines", () => {
    expect(files.filter((file) => textOf(file).split("\n").length > 400)).toEqual([]);
  });

  test("file names are kebab-case and say what is in them", () => {
    const vague = /(?:^|\/)(?:utils|helpers|common|misc)\.ts$|-v\d+\.ts$|[A-Z]/;
    expect(files.filter((file) => vague.test(file))).toEqual([]);
  });
});
