import type { RunEvent } from "../events.ts";
import { orAborted } from "../net/index.ts";
import { createEventFile } from "./event-file.ts";

/** An event of a run with its number, which is that of its line in `events.jsonl`, and when it happened (ISO 8601). */
export interface NumberedEvent {
  readonly number: number;
  readonly at: string;
  readonly event: RunEvent;
}

/** A reader that waits for what happens in a run. */
export interface Listener {
  /** Settles once something was pushed or woken since it last settled; rejects with the abort reason. */
  changed(): Promise<void>;
  /** To be called by every reader, at its end. */
  close(): void;
}

/** Events of a run at work that are kept in memory; older ones are read from its log. */
const keptEvents = 200;

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
  /** The next events above a number, in order, as many as come at once; empty when there are none yet. */
  read(runId: string, after: number): Promise<readonly NumberedEvent[]>;
  /** Number of the last event so far. */
  last(runId: string): Promise<number>;
  /** Listens from now on, so that nothing falls between a look at the events and the wait for more. */
  listen(runId: string, signal: AbortSignal): Listener;
}

/** A feed over logs; `logOf` names the file of a run's events. */
export function createEventFeed(logOf: (runId: string) => string): EventFeed {
  const file = createEventFile();
  const kept = new Map<string, NumberedEvent[]>();
  const listeners = createListeners();
  const inMemory = (runId: string, after: number): readonly NumberedEvent[] | undefined => {
    const events = kept.get(runId);
    const [first] = events ?? [];
    return events && first && first.number <= after + 1
      ? events.slice(events.findLastIndex(({ number }) => number <= after) + 1)
      : undefined;
  };
  return {
    push(runId, event) {
      const before = kept.get(runId) ?? [];
      // A worker that was lost may have written more than it told; what follows is read from the log until here.
      const events = before.at(-1)?.number === event.number - 1 ? before : [];
      events.push(event);
      if (events.length > keptEvents) events.splice(0, events.length - keptEvents);
      kept.set(runId, events);
      listeners.wake(runId);
    },
    release(runId) {
      kept.delete(runId);
      listeners.wake(runId);
    },
    wake: listeners.wake,
    listen: listeners.listen,
    async read(runId, after) {
      const recent = inMemory(runId, after);
      if (recent) return recent;
      const logged = await file.read(logOf(runId), after);
      // Between what is kept and the end of the log is no hole: an event is told when it was written.
      return logged.length > 0 ? logged : (inMemory(runId, after) ?? []);
    },
    async last(runId) {
      return kept.get(runId)?.at(-1)?.number ?? file.last(logOf(runId));
    },
  };
}

function createListeners(): Pick<EventFeed, "listen" | "wake"> {
  const listening = new Map<string, Set<() => void>>();
  return {
    wake(runId) {
      for (const wakeUp of listening.get(runId) ?? []) wakeUp();
    },
    listen(runId, signal) {
      const others = listening.get(runId) ?? new Set();
      listening.set(runId, others);
      let hasChanged = false;
      let settle: (() => void) | undefined;
      const wakeUp = () => {
        hasChanged = true;
        settle?.();
      };
      others.add(wakeUp);
      return {
        async changed() {
          const waiting = new Promise<void>((resolve) => {
            settle = resolve;
          });
          if (!hasChanged) await orAborted(waiting, signal);
          signal.throwIfAborted();
          hasChanged = false;
        },
        close() {
          others.delete(wakeUp);
          if (others.size === 0 && listening.get(runId) === others) listening.delete(runId);
        },
      };
    },
  };
}
