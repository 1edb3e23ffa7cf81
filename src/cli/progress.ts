import type { RunEvent } from "../events.ts";
import { createProgressLines } from "../progress-lines.ts";
import type { Printer } from "./print.ts";

/** Progress on a terminal or in a log. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** Keeps the status line away while something is asked below it. */
  holding<Value>(work: () => Promise<Value>): Promise<Value>;
  close(): void;
}

/** Prints what run events tell, and on a terminal one status line that tells what is happening now. */
export function createProgress(printer: Printer, now: () => number): Progress {
  const started = now();
  const progress = createProgressLines();
  const elapsed = () => `${((now() - started) / 1000).toFixed(0)} s`;
  let isHeld = false;
  const paint = () => isHeld || printer.status(`${elapsed()}  ${progress.now()}`);
  const timer = printer.isTerminal ? setInterval(paint, 500) : undefined;
  timer?.unref();
  return {
    onEvent(event) {
      for (const line of progress.linesOf(event)) printer.note(`${elapsed().padStart(5)}  ${line}`);
      paint();
    },
    async holding(work) {
      isHeld = true;
      printer.status(undefined);
      try {
        return await work();
      } finally {
        isHeld = false;
      }
    },
    close() {
      clearInterval(timer);
      printer.status(undefined);
    },
  };
}
