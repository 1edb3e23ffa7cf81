import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent } from "../../src/events.ts";
import { ask, nothingSeen, readStream, type Seen } from "./kill-client.ts";
import { type KilledServer, type Moment, type ServerLife, server, worker } from "./killed-server.ts";
import { readReport, withoutTimes } from "./runs.ts";

export const question = "How much heat did the Velden geothermal plant deliver in 2023, and why?";

/** Kills from outside while the model has a question. */
export const inCall = "in a model call" as const;
export type RunMoment = readonly Moment[] | typeof inCall;

/** What a run left behind after all its deaths. */
export interface KilledRun {
  readonly threadId: string;
  readonly report: unknown;
  readonly seen: Seen;
  readonly events: readonly RunEvent[];
  /** Answers of the model that the run's record counts. */
  readonly calls: number;
  /** How each life ended. */
  readonly signals: readonly (string | null)[];
  /** Moments that never came. */
  readonly missed: readonly string[];
}

const stageStart = (stage: string): string => `"type":"stage-start","stage":"${stage}"`;
/** The server dies when its worker tells of a stage, before any client hears of it. */
export const toldStage = (stage: string): Moment => server("before", "told ", stageStart(stage));
/** The worker dies when it has written of a stage, before the server hears of it. */
export const loggedStage = (stage: string): Moment => worker("after", "log ", stageStart(stage));

/** Named moments of a run's life, in the order in which they come. */
export const runMoments = {
  accepted: server("after", "commit ", "INSERT INTO jobs"),
  beforeBegin: server("before", "tell ", '"type":"begin"'),
  afterBegin: server("after", "tell ", '"type":"begin"'),
  brief: toldStage("brief"),
  plan: toldStage("plan"),
  answered: server("before", "told ", '"type":"model-end"'),
  workerAnswered: worker("after", "log ", '"type":"model-end"'),
  gather: toldStage("gather"),
  read: server("before", "told ", '"type":"source-read"'),
  workerGather: loggedStage("gather"),
  assess: toldStage("assess"),
  outline: toldStage("outline"),
  draft: toldStage("draft"),
  workerDraft: loggedStage("draft"),
  compose: toldStage("compose"),
  verify: toldStage("verify"),
  render: toldStage("render"),
  written: server("before", "told ", '"type":"artifact-written"'),
  runEnd: server("before", "told ", '"type":"run-end"'),
  jobEnd: server("before", "told ", '"type":"end"'),
  recordEnd: server("before", "commit ", "UPDATE jobs SET", '"done"'),
  recordedEnd: server("after", "commit ", "UPDATE jobs SET", '"done"'),
} as const;

const m = runMoments;
/** Lives of one run that dies at every moment; where a worker dies, the server goes on and dies later. */
export const everyLife: readonly RunMoment[] = [
  ...[[m.accepted], [m.beforeBegin], [m.afterBegin], [m.brief], [m.plan], inCall, [m.answered]],
  ...[[m.read], [m.gather], [m.workerGather, m.assess], [m.outline], inCall, [m.draft]],
  ...[[m.workerDraft, m.workerAnswered, m.compose], [m.verify], [m.render], [m.written], [m.runEnd], [m.jobEnd]],
  ...[[m.recordEnd], [m.recordedEnd]],
] as const;

/** Settings that no test varies. */
const context = { formats: ["md"], search: [], length: "brief" };

/** Asks the question and gives where its stream is, also when the answer to the request was lost. */
export async function begin(
  life: ServerLife,
  threadId: string,
  settings: object = {},
): Promise<{ path: string; jobId: string } | undefined> {
  const url = await life.url;
  if (url === undefined) return undefined;
  const jobs = (await ask(life, `/threads/${threadId}/runs`)) as readonly { run_id: string }[] | undefined;
  if (jobs?.[0]) return { path: `/threads/${threadId}/runs/${jobs[0].run_id}`, jobId: jobs[0].run_id };
  const body = { assistant_id: "research", input: { question }, context: { ...context, ...settings } };
  const made = (await ask(life, `/threads/${threadId}/runs`, body)) as { run_id: string } | undefined;
  return made && { path: `/threads/${threadId}/runs/${made.run_id}`, jobId: made.run_id };
}

interface RunJob {
  readonly runId: string;
  readonly status: string;
}

/** Lets one run die at each of these moments in turn, and then end; a client reads its stream all the while. */
export async function killRun(
  given: KilledServer,
  moments: readonly RunMoment[],
  onCall: (kill: (() => void) | undefined) => void,
): Promise<KilledRun> {
  const seen = nothingSeen();
  const signals: (string | null)[] = [];
  const missed: string[] = [];
  let threadId = "";
  let last: RunJob | undefined;
  for (const moment of [...moments, []]) {
    const life = given.start(moment === inCall ? [] : moment);
    if (moment === inCall) onCall(() => life.process.kill("SIGKILL"));
    if (threadId === "") threadId = ((await ask(life, "/threads", {})) as { thread_id: string }).thread_id;
    const job = await begin(life, threadId);
    if (job) await readStream(life, job.path, seen);
    if (seen.isEnded) {
      last = ((await ask(life, `/api/jobs?thread=${threadId}`)) as readonly RunJob[] | undefined)?.[0];
      life.process.kill("SIGKILL");
    }
    signals.push(await life.ended);
    onCall(undefined);
    if (moment !== inCall) for (const one of moment) if (!given.came(one)) missed.push(JSON.stringify(one));
  }
  if (last?.status !== "done") throw new Error(`the run is ${JSON.stringify(last)}`);
  return { threadId, seen, signals, missed, ...(await leftBehind(join(given.out, last.runId))) };
}

/** What is in a run's folder. */
export async function leftBehind(folder: string): Promise<Pick<KilledRun, "report" | "events" | "calls">> {
  const lines = (await readFile(join(folder, "events.jsonl"), "utf8")).trimEnd().split("\n");
  const { usage } = JSON.parse(await readFile(join(folder, "run.json"), "utf8")) as { usage?: { calls: number } };
  return {
    report: withoutTimes(await readReport(folder)),
    events: lines.map((line) => JSON.parse(line) as RunEvent),
    calls: usage?.calls ?? 0,
  };
}
