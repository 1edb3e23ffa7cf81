import { type ChildProcess, fork } from "node:child_process";
import type { SteeringNote } from "../runs/index.ts";
import { builtProgram } from "./built-program.ts";
import type { NumberedEvent } from "./event-feed.ts";
import { currentTrace } from "./run-spans.ts";
import type { FromWorker, JobEnd, ToWorker } from "./worker-messages.ts";

/** How many processes there are, what they run, and who hears of their jobs. */
export interface WorkersOptions {
  /** Processes; each works on several runs at once. */
  readonly count: number;
  /** Absolute folder of the runs. */
  readonly out: string;
  /** Program of a process; that of our own runs when absent. */
  readonly entry?: string;
  readonly onEvent: (jobId: string, numbered: NumberedEvent) => void;
  /** `undefined` when the process was lost, whatever it was doing. */
  readonly onEnd: (jobId: string, end: JobEnd | undefined) => void;
}

/**
 * The processes in which runs happen, so that the server stays quick whatever they do, and a crash costs no other.
 *
 * Contract: started on first use; a lost process ends its jobs with `undefined` and is replaced.
 */
export interface Workers {
  /** Gives a job to the process that has least to do. It ends by `onEnd`, unless all is closed. */
  begin(job: { readonly jobId: string; readonly runId: string; readonly approved: boolean }): void;
  /** Asks a job to make its report now; unknown ids are none of its business. */
  finish(jobId: string, reason: string): void;
  /** Stops a job at once; its run can be resumed. */
  abort(jobId: string, reason: string): void;
  steer(jobId: string, note: SteeringNote): void;
  /** Ends all processes at once; their jobs end with nothing told. */
  close(): Promise<void>;
}

interface Worker {
  readonly process: ChildProcess;
  readonly jobs: Set<string>;
}

/** Makes processes as they are needed. Errors: those of `builtProgram`, at the first job. */
export function createWorkers(options: WorkersOptions): Workers {
  const workers: Worker[] = [];
  let isClosed = false;
  const workerOf = (jobId: string) => workers.find(({ jobs }) => jobs.has(jobId));
  const onMessage = (worker: Worker, message: FromWorker) => {
    if (isClosed) return;
    if (message.type === "event") return options.onEvent(message.jobId, message.numbered);
    worker.jobs.delete(message.jobId);
    options.onEnd(message.jobId, message.end);
  };
  const onLost = (worker: Worker) => {
    const at = workers.indexOf(worker);
    if (at >= 0) workers.splice(at, 1);
    const jobs = [...worker.jobs];
    worker.jobs.clear();
    if (!isClosed) for (const jobId of jobs) options.onEnd(jobId, undefined);
  };
  const start = (): Worker => {
    const worker = startWorker(options, { onMessage, onLost });
    workers.push(worker);
    return worker;
  };
  const leastBusy = (): Worker => {
    const [first] = [...workers].sort((one, other) => one.jobs.size - other.jobs.size);
    return first && (first.jobs.size === 0 || workers.length >= options.count) ? first : start();
  };
  const tell = (message: ToWorker): void => {
    // A process that is just ending takes no more; its exit tells what becomes of the job.
    workerOf(message.jobId)?.process.send(message, () => undefined);
  };
  return {
    begin(job) {
      leastBusy().jobs.add(job.jobId);
      tell({ type: "begin", ...job, trace: currentTrace() });
    },
    finish: (jobId, reason) => tell({ type: "finish", jobId, reason }),
    abort: (jobId, reason) => tell({ type: "abort", jobId, reason }),
    steer: (jobId, note) => tell({ type: "steer", jobId, note }),
    async close() {
      isClosed = true;
      const ended = workers.map(({ process: child }) => exitOf(child));
      for (const { process: child } of workers) child.kill("SIGKILL");
      await Promise.all(ended);
    },
  };
}

/** Starts a process; `onLost` hears that it ended or never began, perhaps of both. */
function startWorker(
  { entry, out }: Pick<WorkersOptions, "entry" | "out">,
  on: {
    readonly onMessage: (worker: Worker, message: FromWorker) => void;
    readonly onLost: (worker: Worker) => void;
  },
): Worker {
  const stdio = ["ignore", "ignore", "inherit", "ipc"] as const;
  const worker: Worker = {
    process: fork(entry ?? builtProgram("worker.js"), [out], { stdio: [...stdio] }),
    jobs: new Set(),
  };
  worker.process.on("message", (message: FromWorker) => on.onMessage(worker, message));
  worker.process.once("exit", () => on.onLost(worker));
  // A process that could not be started has no exit.
  worker.process.once("error", () => on.onLost(worker));
  return worker;
}

function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}
