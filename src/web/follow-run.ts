import type { JobView } from "../server/api-types.ts";
import { type FollowedEvent, follow, loadJobs } from "./api.ts";
import { ApiError } from "./call.ts";

/** How the page hears of a run: `lost` while it tries to reach the server again. */
export type Connection = "live" | "lost";

interface Follower {
  readonly signal: AbortSignal;
  readonly onEvent: (event: FollowedEvent["event"]) => void;
  readonly onConnection: (connection: Connection) => void;
}

const restingStatuses: ReadonlySet<JobView["status"]> = new Set(["waiting", "paused", "done", "failed", "cancelled"]);

/** Whether nothing is at work on a job now. */
export const isResting = ({ status }: Pick<JobView, "status">): boolean => restingStatuses.has(status);

const firstWaitMs = 400;
const longestWaitMs = 8_000;

/**
 * Follows a run through its jobs, oldest first, to where it rests.
 *
 * Contract: a lost connection is taken up again behind the last event that came, as often as it takes; a refusal of the
 * server is thrown.
 */
export async function followRun(jobs: readonly JobView[], follower: Follower): Promise<void> {
  for (const job of jobs) await followJob(job, follower);
}

async function followJob(job: JobView, { signal, onEvent, onConnection }: Follower): Promise<void> {
  let after = "";
  let waitMs = firstWaitMs;
  for (;;) {
    try {
      for await (const { id, event } of follow(job, { after, signal })) {
        after = id;
        waitMs = firstWaitMs;
        onConnection("live");
        onEvent(event);
      }
      const now = (await loadJobs(job.threadId)).find(({ id }) => id === job.id);
      if (!now || isResting(now)) return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && isRefusal(error)) throw error;
    }
    onConnection("lost");
    await pause(waitMs, signal);
    if (signal.aborted) return;
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

/** Refused for good; anything else is a server that is busy, or a server or a network on its way back. */
const isRefusal = ({ status }: ApiError): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;

/** Settles after a time or at the abort, whichever comes first. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
