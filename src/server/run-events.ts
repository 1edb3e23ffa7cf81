import type { EventFeed, NumberedEvent } from "../jobs/index.ts";

/** Everything that has happened in a run so far; the feed gives it in pieces. */
export async function* runEvents(runId: string, feed: EventFeed): AsyncGenerator<NumberedEvent> {
  for (let after = 0; ; ) {
    const piece = await feed.read(runId, after);
    const last = piece.at(-1);
    if (!last) return;
    yield* piece;
    after = last.number;
  }
}
