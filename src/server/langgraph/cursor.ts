import type { Job } from "../../jobs/index.ts";
import type { ApiContext } from "./context.ts";

/**
 * Where a client stands in a run's events: what it has of the event `number`.
 *
 * An event may be told in several ways, one for each stream mode; `part` counts them, so that a client that left
 * between two gets the second only. Its text is the SSE id: `17` for the event itself, `17.2` for its second other way.
 */
export interface Cursor {
  readonly number: number;
  readonly part: number;
}

/** What a client asks to go on after, and the hole before what it gets, if there is one. */
export interface Start extends Cursor {
  readonly gap?: Gap;
}

/** Events that are not available: the client should look at the state again. */
export interface Gap {
  readonly type: "gap";
  /** First and last number; `to` is absent when nobody knows. */
  readonly from: number;
  readonly to?: number;
  readonly message: string;
}

/** The part after which nothing of an event is left. */
export const wholeEvent = Number.MAX_SAFE_INTEGER;

/** A cursor as an SSE id: `12` for a whole event, `12.3` for a part of one. */
export const eventId = (number: number, part: number): string => (part === 0 ? `${number}` : `${number}.${part}`);

/** Where to begin for a `Last-Event-ID`; clients say `-1` or nothing for the beginning. */
export async function startAt(lastEventId: string | undefined, job: Job, { jobs }: ApiContext): Promise<Start> {
  const beginning = { number: job.after, part: wholeEvent };
  if (lastEventId === undefined || lastEventId === "" || lastEventId === "-1") return beginning;
  const [, whole, part = "0"] = /^(\d{1,15})(?:\.(\d{1,3}))?$/.exec(lastEventId) ?? [];
  const number = Number(whole ?? Number.NaN);
  const last = job.last ?? (await jobs.feed.last(job.runId));
  // A cursor of another run, or of a log that was put back to an earlier state.
  if (Number.isNaN(number) || number > last)
    return {
      ...beginning,
      gap: gapOf(job.after + 1, undefined, "The cursor is not of this run; all its events follow."),
    };
  return number < job.after ? beginning : { number, part: Number(part) };
}

/** Tells that events from one number on are not available. */
export function gapOf(from: number, to: number | undefined, message: string): Gap {
  return { type: "gap", from, ...(to === undefined ? {} : { to }), message };
}
