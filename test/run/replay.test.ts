import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { textMessage } from "../../src/models/index.ts";
import { startRun } from "../../src/run.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { modelFront } from "../support/model-front.ts";
import { type Recording, replayedModel } from "../support/recording.ts";
import { textOf } from "../support/report-text.ts";
import { readReport, requestFor } from "../support/runs.ts";

const folder = join(import.meta.dirname, "../fixtures/recordings");
const names = await readdir(folder);
const load = async (name: string) =>
  JSON.parse(await readFile(join(folder, name, "recording.json"), "utf8")) as Recording;

let out = "";
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-replay-"));
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe("a recorded conversation, replayed", () => {
  test.each(names)("%s: every recorded answer is asked for again and gives the same report", async (name) => {
    const recording = await load(name);
    const model = replayedModel(recording);
    const front = await modelFront(model);
    const home = join(out, name);
    const models = { model: "vllm:replayed", url: `${front.url}/v1`, roles: {}, fallbacks: [], limits: {} };
    const request = { ...requestFor(recording.question), library: [await writeMiniLibrary(home)], models };
    const config = loadConfig({ cwd: home, out: home, env: {} });
    const options = { config, signal: new AbortController().signal, onEvent: () => undefined };
    const run = await startRun(request, { ...options, now: () => new Date("2026-03-01T12:00:00Z") });
    const { outcome, runFolder } = await run.result();
    await front.close();
    expect(model.unused()).toEqual([]);
    expect(outcome).toBe("complete");
    const report = await readReport(runFolder);
    const { unresolved, unsupported, contradicted, uncited } = report.verification;
    expect([unresolved, unsupported, contradicted, uncited]).toEqual([0, 0, 0, 0]);
    expect(report.limitations.filter((line) => line.includes("embedded analyst"))).toEqual([]);
    const titles = report.sections.map(({ title }) => `## ${title}`).join("\n");
    const seen = `# ${report.title}\n\n${titles}\n\n${textOf(report)}\n`;
    await expect(seen).toMatchFileSnapshot(join(folder, name, "expected.md"));
  });

  const call = (text: string) => ({ messages: [textMessage("user", text)], maxOutputTokens: 100, json: false });
  const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1, isEstimate: true };
  const recordOf = (...prompts: readonly string[]): Recording => ({
    model: "m",
    question: "?",
    calls: prompts.map((prompt) => ({ prompt: ["[user]", prompt], answer: [`To: ${prompt}`], usage })),
  });
  const { signal } = new AbortController();

  test("gives each answer to the prompt most like it, also when the prompt was reworded a little", async () => {
    const model = replayedModel(recordOf("read the passages about heat now", "read the passages about wind now"));
    expect(await model.complete(call("Please read the passages about wind now"), signal)).toMatchObject({
      answer: { text: "To: read the passages about wind now" },
    });
    expect(model.unused()).toHaveLength(1);
  });

  test("fails on a call that was not recorded, and says what differs", async () => {
    const model = replayedModel(recordOf("read the passages about heat now"));
    await expect(model.complete(call("Write a poem on ferries"), signal)).rejects.toThrow(
      /not recorded.*differs: Write a poem on ferries.*test\/live\/README\.md/s,
    );
  });
});
