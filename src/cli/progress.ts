import type { RunEvent } from "../events.ts";
import { createProgressLines } from "../progress-lines.ts";
import type { Printer } from "./print.ts";

/** Prints what run events tell, and on a terminal one status line that tells what is happening now. */
export function createProgress(
  printer: Printer,
  now: () => number,
): { onEvent: (event: RunEvent) => void; close: () => void } {
  const started = now();
  const progress = createProgressLines();
  const elapsed = () => `${((now() - started) / 1000).toFixed(0)} s`;
  const paint = () => printer.status(`${elapsed()}  ${progress.now()}`);
  const timer = printer.isTerminal ? setInterval(paint, 500) : undefined;
  timer?.unref();
  return {
    onEvent(event) {
      for (const line of progress.linesOf(event)) printer.note(`${elapsed().padStart(5)}  ${line}`);
      paint();
    },
    close() {
      clearInterval(timer);
      printer.status(undefined);
    },
  };
}
