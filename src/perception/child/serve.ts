import { messageOf } from "../../errors.ts";
import {
  BadFileError,
  type ChildMessage,
  type ChildOutcome,
  memoryExitCode,
  memoryWords,
  type TaskRequest,
} from "./messages.ts";
import type { TaskRunner } from "./pool.ts";

/** What a task in a child may do besides computing. */
export interface TaskContext {
  /** Asks for so much time from now on, when the work turns out larger than a small file needs. */
  extend(milliseconds: number): void;
}

/**
 * Work that a child does. It parses its own input; a value and an error must survive being copied between processes.
 */
export type Task = (input: unknown, context: TaskContext) => Promise<unknown>;

const memoryCheckMs = 100;

/**
 * Runs the tasks the parent asks for until the channel closes.
 *
 * Contract: a task's error becomes an outcome; the process ends itself when its resident memory passes `maxBytes`,
 * which also works where the system offers no limit for a process.
 */
export function serve(tasks: Readonly<Record<string, Task>>, maxBytes: number): void {
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() > maxBytes) process.exit(memoryExitCode);
  }, memoryCheckMs);
  timer.unref();
  process.on("disconnect", () => process.exit(0));
  process.on("message", (request: TaskRequest) => {
    void answer(tasks, request);
  });
}

/** Runs tasks without a process of their own, for the tasks of a child. Contract: never rejects; there is no deadline. */
export function runHere(tasks: Readonly<Record<string, Task>>): TaskRunner {
  return {
    run: async <Value>(task: string, input: unknown) => {
      const outcome = await outcomeOf(tasks[task], { id: 0, task, input }, { extend: () => undefined });
      // The task's name decides the type, as for `ChildPool.run`.
      return outcome as ChildOutcome<Value>;
    },
  };
}

async function answer(tasks: Readonly<Record<string, Task>>, request: TaskRequest): Promise<void> {
  const extend = (milliseconds: number) => void send({ type: "extend", id: request.id, milliseconds });
  // Sent before the work, which may never let go of this process.
  await send({ type: "begun", id: request.id });
  await send({ type: "done", id: request.id, outcome: await outcomeOf(tasks[request.task], request, { extend }) });
}

async function outcomeOf(
  task: Task | undefined,
  request: TaskRequest,
  context: TaskContext,
): Promise<ChildOutcome<unknown>> {
  if (!task) return { state: "invalid", message: `No task is named "${request.task}".` };
  try {
    return { state: "ok", value: await task(request.input, context) };
  } catch (error) {
    if (error instanceof BadFileError) return { state: error.state, message: error.message };
    const message = messageOf(error);
    return { state: memoryWords.test(message) ? "memory" : "invalid", message };
  }
}

/** Resolves when the message is written, or there is nobody to read it. */
function send(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => {
    // Absent only when the module is started by hand.
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });
}
