import type { Context } from "hono";
import type { Job, Thread } from "../../jobs/index.ts";
import { refusal } from "../problem.ts";
import type { ServerEnv } from "../services.ts";
import type { ApiContext } from "./context.ts";

type Api = Pick<ApiContext, "jobs">;

/** The thread that the path names, if it is the asker's own. Errors: 404, also for another's. */
export function ownThread(context: Context<ServerEnv>, { jobs }: Api): Thread {
  const id = context.req.param("thread") ?? "";
  const thread = jobs.store.thread(id, context.get("principal").tenant);
  if (!thread) throw refusal(`Thread with ID ${id} not found.`, 404);
  return thread;
}

/** The run that the path names, in the thread that it names, if both are the asker's own. Errors: 404. */
export function ownRun(context: Context<ServerEnv>, { jobs }: Api): Job {
  const id = context.req.param("run") ?? "";
  const thread = context.req.param("thread");
  const job = jobs.store.job(id, context.get("principal").tenant);
  if (!job || (thread !== undefined && job.threadId !== thread)) throw refusal(`Run with ID ${id} not found.`, 404);
  return job;
}
