import type { EventFeed } from "../jobs/index.ts";
import { createRecent } from "./recent.ts";
import { runEvents } from "./run-events.ts";

/** Which sources runs have read, by their events. */
export interface ReadSources {
  has(runId: string, sourceId: string): Promise<boolean>;
}

/** Runs whose sources are remembered; of any other the events are read from the beginning. */
const keptRuns = 50;

interface Read {
  readonly ids: Set<string>;
  /** Number of the last event that was looked at. */
  last: number;
}

/** Looks at every event once, although the page asks for the pictures of a run's sources one by one. */
export function createReadSources(feed: EventFeed): ReadSources {
  const runs = createRecent<Read>({ most: keptRuns });
  return {
    async has(runId, sourceId) {
      const read = runs.get(runId) ?? { ids: new Set(), last: 0 };
      runs.set(runId, read);
      if (read.ids.has(sourceId)) return true;
      for await (const { number, event } of runEvents(runId, feed, read.last)) {
        if (event.type === "source-read") read.ids.add(event.sourceId);
        read.last = Math.max(read.last, number);
      }
      return read.ids.has(sourceId);
    },
  };
}
