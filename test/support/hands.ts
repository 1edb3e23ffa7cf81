import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../../src/events.ts";
import type { Job, JobEnd, Workers, WorkersOptions } from "../../src/jobs/index.ts";
import { sampleReport } from "./sample-report.ts";

/** Workers that do what a test says, and leave in the run's folder what real ones leave. */
export interface Hands {
  readonly createWorkers: (options: WorkersOptions) => Workers;
  /** Ids of the jobs that were begun, in order. */
  readonly begun: readonly string[];
  /** An event that is only in the log, as one of another process or before a restart. */
  log(job: Job, event: RunEvent): void;
  tell(job: Job, event: RunEvent): void;
  end(job: Job, end: JobEnd): void;
  /** Makes a plan and waits for the user's word. */
  wait(job: Job): void;
  /** Ends with a report. */
  finish(job: Job): void;
}

export const planned = [{ id: "q1", question: "What was the revenue?", queries: ["revenue"] }];

export function createHands(): Hands {
  const begun: string[] = [];
  const numbers = new Map<string, number>();
  let options: WorkersOptions | undefined;
  const write = (job: Job, name: string, value: unknown) =>
    writeFileSync(join(options?.out ?? "", job.runId, name), JSON.stringify(value));
  const log = ({ runId }: Job, event: RunEvent) => {
    const number = (numbers.get(runId) ?? 0) + 1;
    numbers.set(runId, number);
    const at = new Date(number * 1000).toISOString();
    appendFileSync(join(options?.out ?? "", runId, "events.jsonl"), `${JSON.stringify({ at, ...event })}\n`);
    return { number, at, event };
  };
  const tell = (job: Job, event: RunEvent) => options?.onEvent(job.id, log(job, event));
  const end = (job: Job, how: JobEnd) => options?.onEnd(job.id, how);
  return {
    begun,
    createWorkers(given) {
      options = given;
      return {
        begin: ({ jobId }) => begun.push(jobId),
        finish: () => undefined,
        steer: () => undefined,
        abort: (jobId) => given.onEnd(jobId, { state: "stopped" }),
        close: async () => undefined,
      };
    },
    log: (job, event) => void log(job, event),
    tell,
    end,
    wait(job) {
      write(job, "plan.json", { subQuestions: planned });
      tell(job, { type: "plan-end", subQuestions: planned });
      end(job, { state: "waiting" });
    },
    finish(job) {
      write(job, "report.json", sampleReport);
      const { runId, question } = job;
      const artifacts = [join(options?.out ?? "", runId, "report.md")];
      write(job, "run.json", { schemaVersion: 1, runId, question, outcome: "complete", artifacts, request: {} });
      end(job, { state: "done", outcome: "complete" });
    },
  };
}
