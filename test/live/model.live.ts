import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createLangChainModel, type ModelSettings, settingsOf, textMessage } from "../../src/models/index.ts";
import { packageRoot } from "../../src/package-root.ts";
import { startRun } from "../../src/run.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { modelFront } from "../support/model-front.ts";
import { type RecordedCall, type Recording, recordingModel } from "../support/recording.ts";
import { readReport, requestFor } from "../support/runs.ts";

const question = "How much heat did the Velden geothermal plant deliver in 2023, and why did its sales grow?";
const { models: choice, modelAccess } = loadConfig();
const settings = choice ? settingsOf(choice, modelAccess).write[0] : undefined;

test.runIf(settings === undefined)("SKIPPED: no model is configured", () => {
  process.stderr.write(
    "\n!! Live tests were SKIPPED: nothing was tested.\n!! Name a model (EXHIBIT_MODEL=provider:name) and set its key or address; see test/live/README.md.\n\n",
  );
});

describe.skipIf(settings === undefined)(`the model ${settings?.id}`, () => {
  const model = createLangChainModel(settings ?? ({ id: "openai:none" } satisfies ModelSettings));
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "exhibit-live-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("answers, and tells what it used", async () => {
    const messages = [textMessage("user", "Answer with the one word: pineapple")];
    const result = await model.complete(
      { messages, maxOutputTokens: 4_000, json: false },
      new AbortController().signal,
    );
    expect(result).toMatchObject({ ok: true, answer: { usage: { isEstimate: false } } });
  });

  test("makes a whole report in which everything is cited and stands, and the conversation is recorded", async () => {
    const calls: RecordedCall[] = [];
    const front = await modelFront(recordingModel(model, calls));
    const library = await writeMiniLibrary(folder);
    const config = loadConfig({ cwd: folder, out: folder, env: {} });
    const known = { ...config, modelAccess: { ...config.modelAccess, profiles: { "vllm:live": model.profile } } };
    const models = { model: "vllm:live", url: `${front.url}/v1`, roles: {}, fallbacks: [], limits: { maxCalls: 60 } };
    const options = { config: known, signal: new AbortController().signal, onEvent: () => undefined };
    const run = await startRun({ ...requestFor(question), library: [library], models }, options);
    const { outcome, runFolder } = await run.result();
    await front.close();
    await keep({ model: model.id, question, calls });
    expect(outcome).toBe("complete");
    const { limitations, verification } = await readReport(runFolder);
    expect(limitations.filter((line) => line.includes("embedded analyst"))).toEqual([]);
    expect(verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
  });
});

/** Below `outputs/`, which git ignores: a person looks at it before it becomes a fixture. */
async function keep(recording: Recording): Promise<void> {
  const folder = join(packageRoot, "outputs", "recordings", recording.model.replace(/[^\w.-]+/g, "-"));
  await mkdir(folder, { recursive: true });
  const path = join(folder, "recording.json");
  await writeFile(path, `${JSON.stringify(recording, undefined, 1)}\n`);
  process.stderr.write(`The conversation of ${recording.calls.length} calls lies in ${path}\n`);
}
