import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../../src/package-root.ts";
import { moduleTools, toolFileSchema } from "../../../src/tools/index.ts";
import { openTools, said } from "../context.ts";

const blockOf = async (language: string): Promise<string> => {
  const readme = await readFile(join(packageRoot, "README.md"), "utf8");
  const section = readme.slice(readme.indexOf("## Tools of your own"));
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? "";
};

test("the config file of the README is one", async () => {
  const { tools } = JSON.parse(await blockOf("json")) as { tools: unknown };
  expect(toolFileSchema.parse(tools)).toHaveProperty("modules", ["./population.mjs"]);
});

test("the module of the README gives a tool that answers", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "exhibit-readme-")), "population.mjs");
  await writeFile(path, await blockOf("js"));
  const { tools, failures } = await moduleTools(path, new AbortController().signal);
  expect([tools.map(({ name }) => name), failures]).toEqual([["population"], []]);
  const bench = await openTools();
  const [tool] = tools;
  expect(tool && said(await bench.use(tool, { query: "Oberau" }))).toBe(
    '[{"city":"Oberau","year":2023,"population":12345}]',
  );
  await bench.close();
});
