import { readFileSync } from "node:fs";
import type { RunEvent } from "../events.ts";
import { appendLine, explainWriteError } from "./write.ts";

/** An event on its way into the log. */
export interface LoggedEvent {
  /** That of its line, from 1. */
  readonly number: number;
  /** ISO 8601 instant, as in the line. */
  readonly at: string;
  /** Settles when the line is in the file, or could not be written; never rejects, `flush` tells. */
  readonly written: Promise<void>;
}

/** Writes every event as one line with its time, in order. */
export interface EventLog {
  write(event: RunEvent, at: Date): LoggedEvent;
  /** Waits until all is on disk; rejects with the first write error. */
  flush(): Promise<void>;
}

/** Appends to `path`; a later run of the same folder goes on at the end, on a line of its own. */
export function createEventLog(path: string): EventLog {
  let tail = Promise.resolve();
  let failure: unknown;
  let isFirst = true;
  let number = lineCount(path);
  return {
    write(event, time) {
      const at = time.toISOString();
      const line = JSON.stringify({ at, ...event });
      const mend = isFirst;
      isFirst = false;
      tail = tail
        .then(() => appendLine(path, line, { mend }))
        .catch((error: unknown) => {
          failure ??= error;
        });
      number += 1;
      return { number, at, written: tail };
    },
    async flush() {
      await tail;
      if (failure) throw failure;
    },
  };
}

/** Lines that are there, the torn last one of a killed process too, which the first new one ends. */
function lineCount(path: string): number {
  const text = readTextIfThere(path);
  return text.split("\n").length - (text === "" || text.endsWith("\n") ? 1 : 0);
}

function readTextIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw explainWriteError(error, path);
  }
}
