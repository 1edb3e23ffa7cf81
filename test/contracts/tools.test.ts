import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeParsers } from "../../src/perception/index.ts";
import { toolNamed, tools } from "../../src/tools/index.ts";
import { openTools, type ToolBench } from "../tools/context.ts";

let bench: ToolBench;
beforeAll(async () => {
  bench = await openTools();
});
afterAll(async () => {
  await bench.close();
  closeParsers();
});

/** What each tool is called with for a picture, source or address that does not exist. */
const nowhere: Readonly<Record<string, unknown>> = {
  search_web: { query: "heat" },
  search_images: { query: "heat" },
  search_scholar: { query: "heat" },
  search_library: { query: "heat" },
  search_by_image: { image: "as-00" },
  open_url: { url: "https://nowhere.example/" },
  view_image: { image: "as-00" },
  crop_image: { image: "as-00", box: [0, 0, 1, 1] },
  ground: { image: "as-00", target: "a tree" },
  annotate_image: { image: "as-00", marks: [{ box: [0, 0, 1, 1] }] },
  read_text: { image: "as-00" },
  read_chart: { image: "as-00" },
  read_table: { image: "as-00" },
  calculate: { expression: "1 /" },
  cite: { source: "src-0", exact: "x" },
};

test("names and aliases are unique, and every name leads to its tool", () => {
  const names = tools.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const tool of tools) for (const name of [tool.name, ...tool.aliases]) expect(toolNamed(name)).toBe(tool);
  expect(toolNamed("Crop-Image")).toBe(toolNamed("crop_image"));
  expect(toolNamed("rm_rf")).toBeUndefined();
});

describe.each(tools)("$name", (tool) => {
  test("tells a model what it needs in few words", () => {
    expect(tool.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(tool.description).toMatch(/^[A-Z].{30,420}\.$/s);
    expect(z.toJSONSchema(tool.input, { io: "input" })).toMatchObject({ type: "object" });
  });

  test.each([undefined, null, "text", 7, [], {}, { image: 5, query: 5, url: 5, expression: 5, source: 5 }])(
    "called with %j says what was expected",
    async (input) => {
      const outcome = await bench.use(tool, input);
      expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining(`${tool.name} was called wrongly`) });
    },
  );

  test("what is not there is an outcome, never an exception", async () => {
    const outcome = await bench.use(tool, nowhere[tool.name]);
    if (!outcome.ok) expect(outcome.message).toMatch(/\S{3}.*[.!)]$/s);
    else expect(outcome.content.length).toBeGreaterThan(0);
  });

  test("an abort comes before anything else", async () => {
    const abort = new AbortController();
    const reason = new Error("Stopped by the user.");
    abort.abort(reason);
    await expect(tool.run(nowhere[tool.name], { ...bench.context, signal: abort.signal })).rejects.toBe(reason);
  });
});
