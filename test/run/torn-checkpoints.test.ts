import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { resumeRun } from "../../src/run.ts";
import { copyFolder } from "../support/copy-folder.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { type Finished, readReport, requestFor, runToEnd, temporaryOut, withoutTimes } from "../support/runs.ts";

type Sqlite = typeof import("better-sqlite3");
const Database = createRequire(import.meta.url)("better-sqlite3") as Sqlite;

let out: string;
let whole: Finished;
beforeAll(async () => {
  out = await temporaryOut();
  const library = await writeMiniLibrary(out);
  whole = await runToEnd(out, requestFor("Compare the revenue of Norda and Sulvik in 2022.", { library: [library] }));
});
afterAll(() => rm(out, { recursive: true, force: true }));

/** Ids of the checkpoints of a run, oldest first. */
function checkpointsOf(runFolder: string): readonly string[] {
  const database = new Database(join(runFolder, "checkpoints.sqlite"));
  const rows = database.prepare("SELECT checkpoint_id AS id FROM checkpoints ORDER BY checkpoint_id").all() as {
    id: string;
  }[];
  database.close();
  return rows.map(({ id }) => id);
}

/** The run as a crash leaves it after a checkpoint: what the nodes wrote that came next is there, the next checkpoint is not. */
async function tornAt(checkpoint: string, { withLibrary = true } = {}): Promise<string> {
  const torn = await temporaryOut();
  const folder = join(torn, basename(whole.runFolder));
  await copyFolder(whole.runFolder, folder);
  if (withLibrary) await copyFolder(join(out, ".exhibit"), join(torn, ".exhibit"));
  const database = new Database(join(folder, "checkpoints.sqlite"));
  for (const table of ["checkpoints", "writes"])
    database.prepare(`DELETE FROM ${table} WHERE checkpoint_id > ?`).run(checkpoint);
  database.close();
  return folder;
}

async function resumed(folder: string): Promise<unknown> {
  const torn = join(folder, "..");
  const config = loadConfig({ cwd: torn, out: torn, env: {} });
  const run = await resumeRun(folder, { config, signal: new AbortController().signal, onEvent: () => undefined });
  const { outcome, artifacts } = await run.result();
  const report = withoutTimes(await readReport(folder));
  await rm(torn, { recursive: true, force: true });
  return { outcome, artifacts: artifacts.length, report };
}
const undisturbed = () => ({ outcome: "complete", artifacts: 1, report: withoutTimes(whole.report) });

test("a run that dies between what its nodes wrote and the next checkpoint gives the same report", async () => {
  const checkpoints = checkpointsOf(whole.runFolder);
  expect(checkpoints.length).toBeGreaterThan(10);
  for (const checkpoint of checkpoints)
    expect([checkpoint, await resumed(await tornAt(checkpoint))]).toEqual([checkpoint, undisturbed()]);
});

test("a run that died so and whose library was lost begins again", async () => {
  // Between the approval of the plan and the search.
  const [, , , approving = ""] = checkpointsOf(whole.runFolder);
  expect(await resumed(await tornAt(approving, { withLibrary: false }))).toEqual(undisturbed());
});
