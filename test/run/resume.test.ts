import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Config, loadConfig } from "../../src/config.ts";
import type { RunEvent, StageName } from "../../src/events.ts";
import { type ApprovePlan, prepareRun, type Run, resumeRun, startRun } from "../../src/run.ts";
import type { RunRequest } from "../../src/runs/index.ts";
import { copyFolder } from "../support/copy-folder.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { readReport, requestFor, temporaryOut, withoutTimes } from "../support/runs.ts";

const question = "Compare the revenue and operating income of Norda and Sulvik in 2022.";
const folders: string[] = [];

let out: string;
let docs: string;
let undisturbed: unknown;

const newFolder = async () => {
  const folder = await temporaryOut();
  folders.push(folder);
  return folder;
};
const configOf = (folder: string): Config => loadConfig({ cwd: folder, out: folder, env: {} });

beforeAll(async () => {
  const folder = await newFolder();
  docs = await writeMiniLibrary(folder);
  const finished = await follow(await start(folder)).ended;
  expect(finished.outcome).toBe("complete");
  undisturbed = withoutTimes(await readReport(finished.runFolder));
});
beforeEach(async () => {
  out = await newFolder();
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

interface Started {
  readonly run: Run;
  readonly events: RunEvent[];
  readonly abort: AbortController;
}

async function start(folder = out, changes: Partial<RunRequest> = {}, on = ignore): Promise<Started> {
  const request = requestFor(question, { library: [docs], ...changes });
  return launch((options) => startRun(request, { config: configOf(folder), ...options }), on);
}

const resume = (name: string, folder = out, on = ignore): Promise<Started> =>
  launch((options) => resumeRun(name, { config: configOf(folder), ...options }), on);

type On = (event: RunEvent, started: { abort: AbortController; finishEarly: () => void }) => void;
const ignore: On = () => undefined;

async function launch(
  begin: (options: { onEvent: (event: RunEvent) => void; signal: AbortSignal }) => Promise<Run>,
  on: On,
): Promise<Started> {
  const events: RunEvent[] = [];
  const abort = new AbortController();
  let run: Run | undefined;
  const finishEarly = () => run?.finishEarly("The reader was impatient.");
  const onEvent = (event: RunEvent) => {
    events.push(event);
    on(event, { abort, finishEarly });
  };
  run = await begin({ onEvent, signal: abort.signal });
  return { run, events, abort };
}

const follow = ({ run }: Started) => ({ run, ended: run.result() });

const atStage =
  (stage: StageName, act: (started: { abort: AbortController; finishEarly: () => void }) => void): On =>
  (event, started) => {
    if (event.type === "stage-start" && event.stage === stage) act(started);
  };

/** A run that was stopped at the start of a stage. */
async function stoppedAt(stage: StageName, folder = out, changes: Partial<RunRequest> = {}): Promise<Started> {
  const stop = atStage(stage, ({ abort }) => abort.abort(new Error("Stopped by the test.")));
  const started = await start(folder, changes, stop);
  await expect(started.run.result()).rejects.toThrow("Stopped by the test.");
  return started;
}

describe("a run stopped at once", () => {
  test.each(["plan", "gather", "verify", "render"] as const)(
    "in %s ends after its stages do, and gives the undisturbed report when it is resumed",
    async (stage) => {
      const { run, events } = await stoppedAt(stage);
      expect(events.at(-1)).toMatchObject({ type: "run-end", outcome: "stopped", message: "Stopped by the test." });
      const names = await readdir(run.folder);
      expect(names).not.toContain("run.lock");
      expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
      const { runFolder, outcome } = await (await resume(run.id)).run.result();
      expect(outcome).toBe("complete");
      expect(withoutTimes(await readReport(runFolder))).toEqual(undisturbed);
    },
  );

  test("writes nothing after it said that it ended", async () => {
    const { run, events } = await stoppedAt("outline");
    const count = events.length;
    const before = await readdir(run.folder);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(events).toHaveLength(count);
    expect(await readdir(run.folder)).toEqual(before);
  });
});

describe("a run goes on wherever it is called from", () => {
  test("by its path, with the library beside it", async () => {
    const { run } = await stoppedAt("outline");
    const elsewhere = await newFolder();
    await mkdir(join(elsewhere, ".exhibit"));
    const { runFolder } = await (await resume(run.folder, elsewhere)).run.result();
    expect(runFolder).toBe(run.folder);
    expect(withoutTimes(await readReport(runFolder))).toEqual(undisturbed);
    expect(await readdir(elsewhere)).toEqual([".exhibit"]);
  });

  test("from a copy of its folder, for which the documents are read again", async () => {
    const { run } = await stoppedAt("draft");
    const elsewhere = await newFolder();
    await copyFolder(run.folder, join(elsewhere, basename(run.folder)));
    const again = await resume(basename(run.folder), elsewhere);
    const { runFolder } = await again.run.result();
    expect(again.events).toContainEqual(
      expect.objectContaining({ type: "warning", message: expect.stringContaining("begins again") }),
    );
    expect(withoutTimes(await readReport(runFolder))).toEqual(undisturbed);
  });

  test("although the library was deleted in between, without an empty report", async () => {
    const { run } = await stoppedAt("compose");
    await rm(join(out, ".exhibit"), { recursive: true });
    const { runFolder, outcome } = await (await resume(run.id)).run.result();
    expect(outcome).toBe("complete");
    expect(withoutTimes(await readReport(runFolder))).toEqual(undisturbed);
  });

  test("a finished run does not read again what its library lost: its report is there", async () => {
    const { run } = await start();
    await run.result();
    await rm(join(out, ".exhibit"), { recursive: true });
    const again = await resume(run.id);
    expect((await again.run.result()).outcome).toBe("complete");
    expect(again.events.map(({ type }) => type)).toEqual(["run-start", "run-end"]);
  });
});

describe("limits outlast a stop", () => {
  test.each(["gather", "compose"] as const)("a limit of sources, stopped in %s", async (stage) => {
    const { run } = await stoppedAt(stage, out, { maxSources: 4 });
    const { runFolder, outcome } = await (await resume(run.id)).run.result();
    expect(outcome).toBe("partial");
    expect((await readReport(runFolder)).limitations.join(" ")).toContain("limit of 4 sources");
  });

  test("the reader's wish to end the search", async () => {
    let times = 0;
    const twice = atStage("gather", ({ finishEarly }) => finishEarly());
    const started = await start(out, {}, (event, control) => {
      twice(event, control);
      if (event.type === "stage-start" && event.stage === "draft" && ++times === 1)
        control.abort.abort(new Error("Enough."));
    });
    await expect(started.run.result()).rejects.toThrow("Enough.");
    const { runFolder, outcome } = await (await resume(started.run.id)).run.result();
    expect(outcome).toBe("partial");
    expect((await readReport(runFolder)).limitations).toContain("The reader was impatient.");
  });
});

describe("ending the search early", () => {
  test("while it goes on makes the report partial and is told in it", async () => {
    const { run } = await start(
      out,
      {},
      atStage("gather", ({ finishEarly }) => finishEarly()),
    );
    const { outcome, runFolder } = await run.result();
    expect(outcome).toBe("partial");
    expect((await readReport(runFolder)).limitations).toContain("The reader was impatient.");
  });

  test.each(["draft", "render"] as const)("when it is over already, in %s, changes nothing", async (stage) => {
    const answers: (boolean | undefined)[] = [];
    const started: { run?: Run } = {};
    const { run } = await start(
      out,
      {},
      atStage(stage, () => answers.push(started.run?.finishEarly("The reader was impatient."))),
    );
    started.run = run;
    const { outcome, runFolder } = await run.result();
    expect(outcome).toBe("complete");
    expect(new Set(answers)).toEqual(new Set([false]));
    expect(withoutTimes(await readReport(runFolder))).toEqual(undisturbed);
  });
});

describe("a plan that waits", () => {
  const planned = async () => {
    const { run } = await start(out, { approval: "plan-only" });
    expect((await run.result()).outcome).toBe("stopped");
    return run;
  };

  test("is followed as it was edited", async () => {
    const run = await planned();
    const edited = { subQuestions: [{ question: "What was the revenue of Sulvik in 2022?" }] };
    await writeFile(join(run.folder, "plan.json"), JSON.stringify(edited));
    const { runFolder } = await (await resume(run.id)).run.result();
    const report = await readReport(runFolder);
    expect(report.sources.map(({ path }) => path)).toEqual(["sulvik.html"]);
    expect(JSON.stringify([report.summary, report.sections])).not.toContain("perating income");
  });

  test("that cannot be used stops with the reason, and goes on when it is mended", async () => {
    const run = await planned();
    const good = await readFile(join(run.folder, "plan.json"), "utf8");
    await writeFile(join(run.folder, "plan.json"), '{"subQuestions":[{"qestion":"?"}]}');
    await expect((await resume(run.id)).run.result()).rejects.toMatchObject({ code: "BAD_USAGE" });
    await writeFile(join(run.folder, "plan.json"), good);
    const { runFolder, outcome } = await (await resume(run.id)).run.result();
    expect(outcome).toBe("complete");
    expect(withoutTimes(await readReport(runFolder))).toEqual(undisturbed);
  });

  test("that was edited is kept although the library is lost", async () => {
    const run = await planned();
    const edited = { subQuestions: [{ question: "What was the revenue of Sulvik in 2022?" }] };
    await writeFile(join(run.folder, "plan.json"), JSON.stringify(edited));
    await rm(join(out, ".exhibit"), { recursive: true });
    const { runFolder } = await (await resume(run.id)).run.result();
    expect((await readReport(runFolder)).sources.map(({ path }) => path)).toEqual(["sulvik.html"]);
  });
});

describe("a damaged run folder", () => {
  test("with broken checkpoints says what to delete, and then begins again", async () => {
    const { run } = await stoppedAt("draft");
    for (const name of await readdir(run.folder)) {
      if (name.startsWith("checkpoints.sqlite-")) await rm(join(run.folder, name));
    }
    await writeFile(join(run.folder, "checkpoints.sqlite"), "no database ".repeat(500));
    const failing = (await resume(run.id)).run.result();
    await expect(failing).rejects.toMatchObject({ code: "BAD_REPORT" });
    await expect(failing).rejects.toThrow(/checkpoints\.sqlite is damaged; delete it and `exhibit resume` begins/);
    await rm(join(run.folder, "checkpoints.sqlite"));
    const { runFolder } = await (await resume(run.id)).run.result();
    expect(withoutTimes(await readReport(runFolder))).toEqual(undisturbed);
  });
});

describe("a run that was only prepared", () => {
  const options = (events: RunEvent[] = []) => ({
    config: configOf(out),
    signal: new AbortController().signal,
    onEvent: (event: RunEvent) => events.push(event),
  });

  test("is begun by resuming it, and its plan waits for the user's word however often it is looked at", async () => {
    const request = requestFor(question, { library: [docs], approval: "ask" });
    const { record, folder } = await prepareRun(request, options());
    const asked: string[] = [];
    const approvePlan: ApprovePlan = async (subQuestions) => {
      asked.push(subQuestions[0]?.question ?? "");
      return undefined;
    };
    for (const _ of [1, 2]) {
      const run = await resumeRun(record.runId, { ...options(), approvePlan, resumeApproves: false });
      expect(await run.result()).toMatchObject({ runFolder: folder.path, outcome: "stopped" });
    }
    expect(asked).toEqual([expect.stringContaining("Norda"), expect.stringContaining("Norda")]);
    const approved = await resumeRun(record.runId, { ...options(), approvePlan });
    expect(await approved.result()).toMatchObject({ outcome: "complete" });
    expect(asked).toHaveLength(2);
  });

  test("numbers its events by the lines of its log, over all its resumptions", async () => {
    const { record, folder } = await prepareRun(
      requestFor(question, { library: [docs], approval: "plan-only" }),
      options(),
    );
    const numbers: number[] = [];
    const onEvent = (_: RunEvent, number: number) => numbers.push(number);
    await (await resumeRun(record.runId, { ...options(), onEvent })).result();
    await (await resumeRun(record.runId, { ...options(), onEvent })).result();
    const lines = (await readFile(join(folder.path, "events.jsonl"), "utf8")).trimEnd().split("\n");
    expect(numbers).toEqual(lines.map((_, index) => index + 1));
  });
});
