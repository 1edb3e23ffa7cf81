import { appendFileSync, closeSync, openSync, readFileSync } from "node:fs";
import { isMissing } from "../errors.ts";
import type { RunEvent } from "../events.ts";
import { explainWriteError } from "./write.ts";

/** An event with its line in the log. */
export interface LoggedEvent {
  /** That of its line, from 1. */
  readonly number: number;
  /** ISO 8601 instant, as in the line. */
  readonly at: string;
}

/** Writes every event as one line with its time, in order. */
export interface EventLog {
  /**
   * Contract: the line is in the file when this returns, or `flush` rejects. It is written at once and not in the
   * background, because readers are told next, and a run that computes would keep them waiting for seconds.
   */
  write(event: RunEvent, at: Date): LoggedEvent;
  /** Closes the file; rejects with the first write error. */
  flush(): Promise<void>;
}

/** Appends to `path`; a later run of the same folder goes on at the end, on a line of its own. */
export function createEventLog(path: string): EventLog {
  let failure: unknown;
  let file: number | undefined;
  const before = readTextIfThere(path);
  let number = lineCount(before);
  // The torn last line of a killed process is ended first, so that it costs no other.
  let mend = isTorn(before) ? "\n" : "";
  return {
    write(event, time) {
      const at = time.toISOString();
      number += 1;
      try {
        file ??= openSync(path, "a");
        appendFileSync(file, `${mend}${JSON.stringify({ at, ...event })}\n`);
        mend = "";
      } catch (error) {
        failure ??= explainWriteError(error, path);
        // What went in before the disk was full is a torn line.
        mend = "\n";
      }
      return { number, at };
    },
    async flush() {
      if (file !== undefined) closeSync(file);
      file = undefined;
      if (failure) throw failure;
    },
  };
}

const isTorn = (text: string): boolean => text !== "" && !text.endsWith("\n");

function lineCount(text: string): number {
  return text.split("\n").length - (text === "" || text.endsWith("\n") ? 1 : 0);
}

function readTextIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return "";
    throw explainWriteError(error, path);
  }
}
