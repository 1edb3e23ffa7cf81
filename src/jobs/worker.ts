/**
 * A worker process: works on the runs that the server gives it, several at once, and tells what happens.
 *
 * Contract: ends at once when the server is gone; whoever starts next goes on with its runs from their checkpoints.
 */
import { keepTracesHere, loadConfig } from "../config.ts";
import type { Run } from "../run.ts";
import { runJob } from "./run-job.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

const [, , out] = process.argv;
keepTracesHere();
const config = loadConfig(out ? { out } : {});
const atWork = new Map<string, Work>();

interface Work {
  readonly abort: AbortController;
  /** What was asked before the run was open. */
  readonly early: ((run: Run) => void)[];
  run?: Run;
}

const tell = (message: FromWorker): void => {
  // A server that is gone hears nothing; `disconnect` ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

async function begin({ jobId, runId, approved, trace = {} }: Extract<ToWorker, { type: "begin" }>): Promise<void> {
  const work: Work = { abort: new AbortController(), early: [] };
  atWork.set(jobId, work);
  const end = await runJob(runId, {
    config,
    approved,
    trace,
    signal: work.abort.signal,
    onEvent: (numbered) => tell({ type: "event", jobId, numbered }),
    onStart: (run) => {
      work.run = run;
      for (const ask of work.early) ask(run);
    },
  });
  atWork.delete(jobId);
  tell({ type: "end", jobId, end });
}

process.on("message", (message: ToWorker) => {
  if (message.type === "begin") return void begin(message);
  const work = atWork.get(message.jobId);
  if (!work) return;
  if (message.type === "abort") return work.abort.abort(new Error(message.reason));
  const ask = (run: Run): void => {
    if (message.type === "finish") run.finishEarly(message.reason);
    else void run.steer(message.note);
  };
  if (work.run) ask(work.run);
  else work.early.push(ask);
});
// The terminal's Ctrl-C reaches the whole group; the server decides what becomes of the runs.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(0));
