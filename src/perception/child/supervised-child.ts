import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { type ChildMessage, type ChildOutcome, memoryExitCode, memoryWords, type TaskRequest } from "./messages.ts";
import type { RunOptions } from "./supervisor.ts";

const prlimit = "/usr/bin/prlimit";
/** 256 MB in pages of 64 KB. */
const mostWasmPages = 4_096;
/**
 * Address space is reserved far beyond what is used: threads' heaps, WebAssembly and V8 come to 4 GB where 0.2 GB are
 * resident (measured), and libvips aborts when a reservation fails. The limit is only for single absurd requests; resident
 * memory is what the child itself watches.
 */
const addressSpaceShare = 3;
const keptErrorCharacters = 4_000;
/** A process starts in a fraction of a second; on a machine with far more to do than it can, it takes many. */
const startTimeoutMs = 120_000;

/** One child process, one task at a time, killed at the task's deadline. */
export class SupervisedChild {
  served = 0;
  readonly #process: ChildProcess;
  #errorText = "";
  #isKilled = false;

  constructor(entry: string, maxBytes: number) {
    this.#process = startProcess(entry, maxBytes);
    this.#process.stderr?.setEncoding("utf8");
    this.#process.stderr?.on("data", (text: string) => {
      this.#errorText = (this.#errorText + text).slice(-keptErrorCharacters);
    });
    // Failure to start and write errors arrive here; the exit that follows settles the task.
    this.#process.on("error", (error) => {
      this.#errorText += error.message;
    });
    this.#hold(false);
  }

  get isAlive(): boolean {
    return (
      !this.#isKilled && this.#process.connected && this.#process.exitCode === null && this.#process.signalCode === null
    );
  }

  kill(): void {
    this.#isKilled = true;
    this.#process.kill("SIGKILL");
  }

  /** Rejects only with the abort reason; the child is killed then. */
  async run(task: string, input: unknown, options: RunOptions): Promise<ChildOutcome<unknown>> {
    this.served += 1;
    const request: TaskRequest = { id: this.served, task, input };
    const { promise, finish, fail } = deferred();
    const clock = this.#deadline(startTimeoutMs, finish);
    const onMessage = (message: ChildMessage): void => {
      if (message.id !== request.id) return;
      if (message.type === "done") finish(message.outcome);
      else clock.restart(message.type === "begun" ? options.timeoutMs : message.milliseconds);
    };
    const onExit = (): void => finish(this.#outcomeOfExit());
    const onAbort = (): void => {
      this.kill();
      fail(options.signal.reason);
    };
    this.#hold(true);
    this.#process.on("message", onMessage);
    // "close" comes after the last of the error output, which tells a crash from a memory limit.
    this.#process.once("close", onExit);
    options.signal.addEventListener("abort", onAbort, { once: true });
    try {
      this.#send(request, onExit);
      return await promise;
    } finally {
      clock.stop();
      this.#process.off("message", onMessage);
      this.#process.off("close", onExit);
      options.signal.removeEventListener("abort", onAbort);
      this.#hold(false);
    }
  }

  #deadline(milliseconds: number, finish: Deferred["finish"]): { restart(milliseconds: number): void; stop(): void } {
    const onTime = (): void => {
      finish({ state: "timeout", message: "The time limit was reached." });
      this.kill();
    };
    let timer = setTimeout(onTime, milliseconds);
    const stop = (): void => clearTimeout(timer);
    const restart = (longer: number): void => {
      stop();
      timer = setTimeout(onTime, longer);
    };
    return { restart, stop };
  }

  #send(request: TaskRequest, onFailure: () => void): void {
    if (!this.isAlive) {
      onFailure();
      return;
    }
    this.#process.send(request, (error) => {
      // A child that dies while it is written to also closes; its exit says why.
      if (error && !this.isAlive) onFailure();
    });
  }

  #outcomeOfExit(): ChildOutcome<unknown> {
    const { exitCode, signalCode } = this.#process;
    // V8 traps when the address space runs out while it grows a zone, often before it can say so.
    const isMemory = exitCode === memoryExitCode || signalCode === "SIGTRAP" || memoryWords.test(this.#errorText);
    if (isMemory) return { state: "memory", message: "The memory limit was reached." };
    const how = signalCode ?? `code ${exitCode}`;
    return { state: "crashed", message: `The reading process ended with ${how}.` };
  }

  /** A busy child keeps the parent alive, an idle one does not. */
  #hold(isBusy: boolean): void {
    const handles = [this.#process, this.#process.channel, this.#process.stderr];
    for (const handle of handles) {
      if (!handle || !("unref" in handle)) continue;
      const holder = handle as { ref?(): void; unref?(): void };
      if (isBusy) holder.ref?.();
      else holder.unref?.();
    }
  }
}

/** An empty environment keeps secrets out of reach; `prlimit` replaces itself by Node, so the process id stays. */
function startProcess(entry: string, maxBytes: number): ChildProcess {
  const heapMegabytes = Math.floor(maxBytes / 2 / 1024 / 1024);
  // WebAssembly would otherwise reserve 10 GB of address space a memory, or 4 GB without the trap handler, of which the
  // limit leaves nothing for the heap (a JavaScript lexer of Node's own is enough for that).
  const nodeOptions = [
    `--max-old-space-size=${heapMegabytes}`,
    "--disable-wasm-trap-handler",
    `--wasm-max-mem-pages=${mostWasmPages}`,
  ];
  const isLimitable = process.platform === "linux" && existsSync(prlimit);
  return fork(entry, [String(maxBytes)], {
    serialization: "advanced",
    env: {},
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execPath: isLimitable ? prlimit : process.execPath,
    execArgv: isLimitable
      ? [`--as=${maxBytes * addressSpaceShare}`, "--core=0", process.execPath, ...nodeOptions]
      : nodeOptions,
  });
}

interface Deferred {
  readonly promise: Promise<ChildOutcome<unknown>>;
  finish(outcome: ChildOutcome<unknown>): void;
  fail(reason: unknown): void;
}

function deferred(): Deferred {
  let finish: (outcome: ChildOutcome<unknown>) => void = () => undefined;
  let fail: (reason: unknown) => void = () => undefined;
  const promise = new Promise<ChildOutcome<unknown>>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  return { promise, finish, fail };
}
