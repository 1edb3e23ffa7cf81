import type { Outcome, WaitingStage } from "../events.ts";
import type { SteeringNote } from "../runs/index.ts";
import type { NumberedEvent } from "./event-feed.ts";
import type { TraceCarrier } from "./run-spans.ts";

/** What the server tells a worker process. */
export type ToWorker =
  /** `approved`: a plan that waits from before is taken as it stands in `plan.json`. */
  | {
      readonly type: "begin";
      readonly jobId: string;
      readonly runId: string;
      readonly approved: boolean;
      readonly trace?: TraceCarrier;
    }
  /** Ends the search and makes the report from what was found. */
  | { readonly type: "finish"; readonly jobId: string; readonly reason: string }
  | { readonly type: "steer"; readonly jobId: string; readonly note: SteeringNote }
  /** Stops at once; the run can be resumed. */
  | { readonly type: "abort"; readonly jobId: string; readonly reason: string };

/** How a stretch of work ended; `waiting` is for the user's answers or word on the plan. */
export interface JobEnd {
  readonly state: "done" | "waiting" | "stopped" | "failed";
  readonly outcome?: Outcome;
  readonly waitsFor?: WaitingStage;
  readonly message?: string;
}

/** What a worker process tells the server. */
export type FromWorker =
  | { readonly type: "event"; readonly jobId: string; readonly numbered: NumberedEvent }
  | { readonly type: "end"; readonly jobId: string; readonly end: JobEnd };
