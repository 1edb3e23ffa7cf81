import { readFile } from "node:fs/promises";
import type { RunEvent } from "../events.ts";

/** An event of a run with its number, which is that of its line in `events.jsonl`, and when it happened (ISO 8601). */
export interface NumberedEvent {
  readonly number: number;
  readonly at: string;
  readonly event: RunEvent;
}

/** Events of a run at work that are kept in memory; older ones are read from its log. */
const keptEvents = 1_000;

/**
 * What happens in runs, for any number of readers at any pace.
 *
 * Contract: the log in the run folder is the truth, so a reader keeps no queue: it names the last event it has and gets
 * the ones after it, however late it comes.
 */
export interface EventFeed {
  /** Tells what a worker reported; wakes the readers. */
  push(runId: string, event: NumberedEvent): void;
  /** The run's log is whole and nothing more will be pushed for now. */
  release(runId: string): void;
  /** Wakes the readers of a run without an event, because its job changed. */
  wake(runId: string): void;
  /** The events above a number, in order; empty when there are none yet. */
  read(runId: string, after: number): Promise<readonly NumberedEvent[]>;
  /** Number of the last event so far. */
  last(runId: string): Promise<number>;
  /** Settles at the next push or wake; rejects with the abort reason. */
  changed(runId: string, signal: AbortSignal): Promise<void>;
}

/** `logOf` names the file of a run's events. */
export function createEventFeed(logOf: (runId: string) => string): EventFeed {
  const kept = new Map<string, NumberedEvent[]>();
  const waiting = new Map<string, Set<() => void>>();
  const wake = (runId: string) => {
    const readers = waiting.get(runId);
    waiting.delete(runId);
    for (const reader of readers ?? []) reader();
  };
  const inMemory = (runId: string, after: number): readonly NumberedEvent[] | undefined => {
    const events = kept.get(runId);
    const [first] = events ?? [];
    return events && first && first.number <= after + 1 ? events.filter(({ number }) => number > after) : undefined;
  };
  return {
    push(runId, event) {
      const events = kept.get(runId) ?? [];
      events.push(event);
      if (events.length > keptEvents) events.splice(0, events.length - keptEvents);
      kept.set(runId, events);
      wake(runId);
    },
    release(runId) {
      kept.delete(runId);
      wake(runId);
    },
    wake,
    async read(runId, after) {
      const recent = inMemory(runId, after);
      if (recent) return recent;
      const logged = (await readLog(logOf(runId))).filter(({ number }) => number > after);
      // What was pushed meanwhile may not be in the file yet; between the two there is no hole, since a kept event is
      // dropped long after it was written.
      const last = logged.at(-1)?.number ?? after;
      return [...logged, ...(inMemory(runId, last) ?? [])];
    },
    async last(runId) {
      return kept.get(runId)?.at(-1)?.number ?? (await readLog(logOf(runId))).at(-1)?.number ?? 0;
    },
    changed(runId, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const readers = waiting.get(runId) ?? new Set();
        waiting.set(runId, readers);
        const reader = () => {
          signal.removeEventListener("abort", stop);
          resolve();
        };
        const stop = () => {
          readers.delete(reader);
          reject(signal.reason);
        };
        readers.add(reader);
        signal.addEventListener("abort", stop, { once: true });
      });
    },
  };
}

/** Whole lines only: the last may be half written, and one that a killed process tore is nobody's event. */
async function readLog(path: string): Promise<readonly NumberedEvent[]> {
  const text = await readIfThere(path);
  return text.split("\n").flatMap((line, index) => {
    const parsed = parseLine(line);
    return parsed ? [{ number: index + 1, ...parsed }] : [];
  });
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

/** The lines are our own, written from the types named here. */
function parseLine(line: string): Omit<NumberedEvent, "number"> | undefined {
  if (!line.endsWith("}")) return undefined;
  try {
    const { at, ...event } = JSON.parse(line) as { at: string } & RunEvent;
    return { at, event };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
