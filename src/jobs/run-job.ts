import type { Config } from "../config.ts";
import { isAbort, messageOf } from "../errors.ts";
import { type Run, resumeRun } from "../run.ts";
import type { NumberedEvent } from "./event-feed.ts";
import { createRunSpans, type TraceCarrier } from "./run-spans.ts";
import type { JobEnd } from "./worker-messages.ts";

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

/** Works on a prepared or interrupted run until it ends or waits. Contract: never rejects. */
export async function runJob(runId: string, options: JobOptions): Promise<JobEnd> {
  const { config, signal, approved } = options;
  const spans = createRunSpans(runId, options.trace);
  try {
    const run = await resumeRun(runId, {
      config,
      signal,
      resumeApproves: approved,
      approvePlan: async () => undefined,
      onEvent: (event, _, { number, at }) => {
        const numbered = { number, at, event };
        spans.event(numbered);
        options.onEvent(numbered);
      },
    });
    options.onStart(run);
    const { outcome } = await run.result();
    return outcome === "stopped" ? { state: "waiting" } : { state: "done", outcome };
  } catch (error) {
    return { state: isAbort(error, signal) ? "stopped" : "failed", message: messageOf(error) };
  } finally {
    spans.close();
  }
}
