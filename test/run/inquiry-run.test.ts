import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { resumeRun, startRun } from "../../src/run.ts";
import { type ModelServer, modelServer, openaiAnswer } from "../support/model-server.ts";
import { requestFor } from "../support/runs.ts";
import { squareOn } from "../tools/context.ts";

let out = "";
let picture = "";
let server: ModelServer | undefined;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-inquiry-run-"));
  picture = join(out, "square.png");
  await writeFile(picture, await squareOn("yellow", 300));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => rm(out, { recursive: true, force: true }));

const idIn = (body: Record<string, unknown>): string =>
  /as-[0-9a-f]{12}/.exec(JSON.stringify(body.messages).slice(-4_000))?.[0] ?? "";

/** Crops what it was given, then answers. */
async function lookingModel() {
  server = await modelServer((response, body) => {
    const seen = JSON.stringify(body.messages);
    const crop = { tool: "crop_image", input: { image: idIn(body), box: [500, 500, 750, 750] } };
    openaiAnswer(
      response,
      body,
      JSON.stringify(seen.includes("s2: crop_image") ? { answer: "A black square.", steps: ["s2"] } : crop),
    );
  });
  return { model: "vllm:qwen3-vl", url: `${server.url}/v1`, roles: {}, fallbacks: [], limits: {} };
}

const config = () => loadConfig({ cwd: out, out: join(out, "runs"), env: {} });

test("an inquiry is a run like others: it has a folder, events, an end, and is resumed for nothing", async () => {
  const models = await lookingModel();
  const events: RunEvent[] = [];
  const request = requestFor("What stands in the picture?", { graph: "inquiry", library: [picture], models });
  const options = {
    config: config(),
    onEvent: (event: RunEvent) => events.push(event),
    signal: new AbortController().signal,
  };
  const run = await startRun(request, options);
  const { outcome, runFolder, artifacts } = await run.result();
  expect(outcome).toBe("complete");
  expect(artifacts.map((path) => path.slice(runFolder.length + 1))).toEqual(["inquiry.md", "inquiry.json"]);
  expect(await readFile(join(runFolder, "inquiry.md"), "utf8")).toMatch(
    /^# What stands in the picture\?\n\nA black square\.\n\nRests on s2\./,
  );
  expect(events.filter(({ type }) => type === "hop-end")).toHaveLength(2);
  expect(events.at(-1)).toMatchObject({ type: "run-end", outcome: "complete", usage: expect.anything() });
  const calls = server?.requests.length;
  const again = await resumeRun(run.id, options);
  expect((await again.result()).outcome).toBe("complete");
  expect(server?.requests.length).toBe(calls);
});

test("tools that have nothing to search are not offered", async () => {
  const models = await lookingModel();
  const request = requestFor("What stands here?", { graph: "inquiry", library: [picture], models });
  const run = await startRun(request, {
    config: config(),
    onEvent: () => undefined,
    signal: new AbortController().signal,
  });
  await run.result();
  const prompt = JSON.stringify(server?.requests[0]?.body);
  expect(prompt).toContain("- crop_image");
  expect(prompt).not.toContain("- search_web");
});

test("without a model it says what it needs", async () => {
  const request = requestFor("What stands here?", { graph: "inquiry", library: [picture] });
  const run = await startRun(request, {
    config: config(),
    onEvent: () => undefined,
    signal: new AbortController().signal,
  });
  await expect(run.result()).rejects.toThrow(/Looking needs a model that sees.*--model/);
});
