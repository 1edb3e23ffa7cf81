import type { Context } from "hono";
import type { Thread } from "../../jobs/index.ts";
import type { ServerEnv } from "../services.ts";
import type { ApiContext } from "./context.ts";
import { ownThread } from "./owned.ts";
import type { Payload } from "./payload.ts";
import { addThread, createSchema } from "./threads.ts";

/**
 * Does something in the thread of a run that is to begin; it is made when the path names none, or the client says so and
 * there is none. One that was made goes again when the run is refused. Errors: 404, 409, 422; those of `work`.
 */
export async function inThread<Value>(
  context: Context<ServerEnv>,
  payload: Payload,
  { api, work }: { readonly api: ApiContext; readonly work: (thread: Thread) => Promise<Value> },
): Promise<Value> {
  const { tenant } = context.get("principal");
  const { jobs } = api;
  const id = context.req.param("thread");
  if (id === undefined) return jobs.inNewThread(jobs.addThread(tenant), work);
  if (payload.if_not_exists !== "create" || jobs.store.thread(id, tenant)) return work(ownThread(context, api));
  createSchema.parse({ thread_id: id });
  return jobs.inNewThread(addThread(api, { id, tenant, metadata: {} }), work);
}
