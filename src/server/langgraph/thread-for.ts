import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import type { Thread } from "../../jobs/index.ts";
import type { ServerEnv } from "../services.ts";
import type { ApiContext } from "./context.ts";
import { ownThread } from "./owned.ts";
import type { Payload } from "./payload.ts";
import { addThread, createSchema } from "./threads.ts";

/**
 * The thread of a run that is to begin; made when the path names none, or the client says so and there is none. Errors:
 * 404, 409, 422.
 */
export function threadFor(context: Context<ServerEnv>, payload: Payload, api: ApiContext): Thread {
  const { tenant } = context.get("principal");
  const id = context.req.param("thread");
  if (id === undefined) return api.jobs.addThread(tenant, { id: randomUUID() });
  if (payload.if_not_exists !== "create" || api.jobs.store.thread(id, tenant)) return ownThread(context, api);
  createSchema.parse({ thread_id: id });
  return addThread(api, { id, tenant, metadata: {} });
}
