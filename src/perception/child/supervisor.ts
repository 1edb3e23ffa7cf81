import PQueue from "p-queue";
import type { ChildOutcome } from "./messages.ts";
import { SupervisedChild } from "./supervised-child.ts";

/**
 * Runs native and otherwise dangerous code in child processes, so that a crash, a hang or a memory leak costs one file.
 *
 *   run(task) ─▶ queue ─▶ free child ─▶ done | deadline: SIGKILL ─▶ outcome
 */
export interface PoolOptions {
  /** Compiled module that calls `serve`. */
  readonly entry: string;
  readonly maxChildren: number;
  /** Limit of resident memory, and half of it of the heap; a multiple of it limits address space where the system can. */
  readonly maxBytes: number;
  /** A child is replaced after so many tasks, which bounds slow leaks. */
  readonly tasksPerChild: number;
}

/** How long a task may take, and who may end it. */
export interface RunOptions {
  /** Counts from the start of the work, not of the waiting or of the process; a task may ask for more while it runs. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A pool of supervised children. Idle children keep nothing alive. */
export class ChildPool {
  readonly #options: PoolOptions;
  readonly #queue: PQueue;
  readonly #children = new Set<SupervisedChild>();
  readonly #idle: SupervisedChild[] = [];

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#queue = new PQueue({ concurrency: options.maxChildren });
  }

  /** Never rejects but with the abort reason of its signal. The caller names the type of the task's value. */
  async run<Value>(task: string, input: unknown, options: RunOptions): Promise<ChildOutcome<Value>> {
    const outcome = await this.#queue.add(() => this.#runInFreeChild(task, input, options), { signal: options.signal });
    // Both ends of the channel are ours and compiled together, so the task's name decides the type.
    return outcome as ChildOutcome<Value>;
  }

  /** Ends the children that have nothing to do; others go on, for whoever waits for them. */
  close(): void {
    for (const child of this.#idle.splice(0)) {
      child.kill();
      this.#children.delete(child);
    }
  }

  async #runInFreeChild(task: string, input: unknown, options: RunOptions): Promise<ChildOutcome<unknown>> {
    const child = this.#takeChild();
    try {
      return await child.run(task, input, options);
    } finally {
      this.#putBack(child);
    }
  }

  #takeChild(): SupervisedChild {
    for (let child = this.#idle.pop(); child; child = this.#idle.pop()) {
      if (child.isAlive) return child;
      this.#children.delete(child);
    }
    const fresh = new SupervisedChild(this.#options.entry, this.#options.maxBytes);
    this.#children.add(fresh);
    return fresh;
  }

  #putBack(child: SupervisedChild): void {
    const isUsable = child.isAlive && child.served < this.#options.tasksPerChild && this.#children.has(child);
    if (isUsable) {
      this.#idle.push(child);
      return;
    }
    child.kill();
    this.#children.delete(child);
  }
}
