import type { RunEvent } from "../events.ts";
import { appendLine } from "./write.ts";

/** Writes every event as one line with its time, in order. */
export interface EventLog {
  write(event: RunEvent, at: Date): void;
  /** Waits until all is on disk; rejects with the first write error. */
  flush(): Promise<void>;
}

/** Appends to `path`; a later run of the same folder goes on at the end, on a line of its own. */
export function createEventLog(path: string): EventLog {
  let tail = Promise.resolve();
  let failure: unknown;
  let isFirst = true;
  return {
    write(event, at) {
      const line = JSON.stringify({ at: at.toISOString(), ...event });
      const mend = isFirst;
      isFirst = false;
      tail = tail
        .then(() => appendLine(path, line, { mend }))
        .catch((error: unknown) => {
          failure ??= error;
        });
    },
    async flush() {
      await tail;
      if (failure) throw failure;
    },
  };
}
