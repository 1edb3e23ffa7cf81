import type { Context } from "hono";
import { ExhibitError } from "../../errors.ts";
import type { Job } from "../../jobs/index.ts";
import type { ServerEnv } from "../services.ts";
import { sseFrame, sseResponse, streamResponse } from "../sse.ts";
import type { ApiContext } from "./context.ts";
import { startAt } from "./cursor.ts";
import type { StreamMode } from "./payload.ts";
import { jobsUpTo, modeSet, runStream } from "./run-stream.ts";
import { finalValues } from "./thread-state.ts";

/** What a client wants to hear of a run, and what becomes of the run without it. */
export interface RespondOptions {
  readonly modes: readonly StreamMode[];
  /** The run is cancelled when the client goes away before its end. */
  readonly cancelsOnDisconnect: boolean;
  readonly lastEventId?: string | undefined;
}

const pathOf = ({ threadId, id }: Job): string => `/threads/${encodeURIComponent(threadId)}/runs/${id}`;

/** Where a client finds the run again: the clients read both headers. */
export function locationOf(
  job: Job,
  modes: readonly StreamMode[] = [],
): { readonly "content-location": string; readonly location: string } {
  const query = modes.map((mode) => `stream_mode=${mode}`).join("&");
  return { "content-location": pathOf(job), location: `${pathOf(job)}/stream${query === "" ? "" : `?${query}`}` };
}

/** The run as a stream from the client's cursor on. */
export async function respondWithStream(
  context: Context<ServerEnv>,
  job: Job,
  { modes, lastEventId, cancelsOnDisconnect }: RespondOptions,
  api: ApiContext,
): Promise<Response> {
  const start = await startAt(lastEventId, job, api);
  async function* frames(signal: AbortSignal): AsyncGenerator<string> {
    try {
      yield* runStream(job, { modes: modeSet(modes), start, signal }, api);
    } catch (error) {
      // A client that sees only a broken connection would come back for the same again and again.
      if (!signal.aborted) yield sseFrame({ event: "error", data: JSON.stringify(brokenBy(error)) });
      throw error;
    }
  }
  return sseResponse(context, frames, {
    headers: locationOf(job, modes),
    onDisconnect: () => disconnected(job, cancelsOnDisconnect, api),
  });
}

/** The values once the run has ended; white space until then, which JSON allows, so that no one hangs up. */
export function respondWithValues(
  context: Context<ServerEnv>,
  job: Job,
  { cancelsOnDisconnect }: Pick<RespondOptions, "cancelsOnDisconnect">,
  api: ApiContext,
): Response {
  return streamResponse(
    context,
    async function* (signal) {
      try {
        const ended = await api.jobs.ended(job.id, signal);
        yield JSON.stringify(await finalValues(jobsUpTo(ended, api), api));
      } catch (error) {
        if (!signal.aborted) yield JSON.stringify({ __error__: brokenBy(error) });
        throw error;
      }
    },
    {
      heartbeat: "\n",
      headers: { "content-type": "application/json", "cache-control": "no-store", ...locationOf(job) },
      onDisconnect: () => disconnected(job, cancelsOnDisconnect, api),
    },
  );
}

/** What a client is told when its answer cannot be finished, after its headers have gone. */
function brokenBy(error: unknown): { readonly error: string; readonly message: string } {
  if (error instanceof ExhibitError && error.code !== "INTERNAL") return { error: error.code, message: error.message };
  return { error: "INTERNAL", message: "The server failed; its log says why." };
}

function disconnected(job: Job, cancels: boolean, { jobs, stopping }: ApiContext): void {
  // A server that stops ends every connection itself; its runs go on when it is back.
  if (cancels && !stopping?.aborted) jobs.stop(job, "cancelled");
}
