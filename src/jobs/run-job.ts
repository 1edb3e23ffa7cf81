import type { Config } from "../config.ts";
import { ExhibitError, isAbort, messageOf } from "../errors.ts";
import { systemClock } from "../net/index.ts";
import { type Run, type RunOptions, resumeRun } from "../run.ts";
import type { NumberedEvent } from "./event-feed.ts";
import { createRunSpans, type TraceCarrier } from "./run-spans.ts";
import type { JobEnd } from "./worker-messages.ts";

/** How a job is worked on, and who hears of it. */
export interface JobOptions {
  readonly config: Config;
  readonly signal: AbortSignal;
  /** A plan that waits from before is taken as it stands in `plan.json`. */
  readonly approved: boolean;
  /** What the run is part of, in the operator's traces. */
  readonly trace?: TraceCarrier;
  readonly onEvent: (numbered: NumberedEvent) => void;
  readonly onStart: (run: Run) => void;
}

/** Within this time the worker of a killed server has noticed and ended, however busy it is. */
const takeoverMs = 60_000;
const retryMs = 200;

/** Works on a prepared or interrupted run until it ends or waits. Contract: never rejects. */
export async function runJob(runId: string, options: JobOptions): Promise<JobEnd> {
  const { config, signal, approved } = options;
  const spans = createRunSpans(runId, options.trace);
  try {
    const run = await openRun(runId, {
      config,
      signal,
      resumeApproves: approved,
      clarify: async () => undefined,
      approvePlan: async () => undefined,
      onEvent: (event, _, { number, at }) => {
        const numbered = { number, at, event };
        spans.event(numbered);
        options.onEvent(numbered);
      },
    });
    options.onStart(run);
    const { outcome, waitsFor } = await run.result();
    return outcome === "stopped" ? { state: "waiting", ...(waitsFor ? { waitsFor } : {}) } : { state: "done", outcome };
  } catch (error) {
    return { state: isAbort(error, signal) ? "stopped" : "failed", message: messageOf(error) };
  } finally {
    spans.close();
  }
}

/** Opens the run once nobody else works on it: a worker of the server before may still be ending. */
async function openRun(runId: string, options: RunOptions): Promise<Run> {
  const until = performance.now() + takeoverMs;
  for (;;) {
    try {
      return await resumeRun(runId, options);
    } catch (error) {
      const isBusy = error instanceof ExhibitError && error.code === "RUN_BUSY";
      if (!isBusy || performance.now() > until) throw error;
      await systemClock.sleep(retryMs, options.signal);
    }
  }
}
