import type { RunEvent } from "../events.ts";
import type { EventFeed, NumberedEvent } from "../jobs/index.ts";

/** Everything that has happened in a run so far, above a number; the feed gives it in pieces. */
export async function* runEvents(runId: string, feed: EventFeed, after = 0): AsyncGenerator<NumberedEvent> {
  for (let cursor = after; ; ) {
    const piece = await feed.read(runId, cursor);
    const last = piece.at(-1);
    if (!last) return;
    yield* piece;
    cursor = last.number;
  }
}

/** The latest forecast among events: that of the plan, where there is one. */
export async function latestForecast(
  events: AsyncIterable<NumberedEvent>,
): Promise<Extract<RunEvent, { type: "forecast" }> | undefined> {
  let latest: Extract<RunEvent, { type: "forecast" }> | undefined;
  for await (const { event } of events) if (event.type === "forecast") latest = event;
  return latest;
}
