import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Job, Thread } from "../../jobs/index.ts";
import { beginRun, endJob, untilStopped } from "../langgraph/begin-run.ts";
import type { ApiContext, ApiHandler, Handle } from "../langgraph/context.ts";
import { inThread } from "../langgraph/in-thread.ts";
import { notesOf } from "../langgraph/notes.ts";
import { ownRun, ownThread } from "../langgraph/owned.ts";
import { modesSchema, type Payload, payloadSchema } from "../langgraph/payload.ts";
import { locationOf, respondWithStream, respondWithValues } from "../langgraph/respond.ts";
import { runStatus, select, toRun } from "../langgraph/shapes.ts";
import { refusal } from "../problem.ts";
import { readJson } from "../read-json.ts";
import { assertScope } from "../scopes.ts";
import type { ServerEnv } from "../services.ts";

/**
 * Runs of the LangGraph API, each one stretch of work of ours: in a thread, or without one, which then gets its own.
 */
export function runRoutes(handle: Handle): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  for (const path of ["/threads/:thread/runs", "/runs"]) {
    app.post(path, handle(create));
    app.post(`${path}/stream`, handle(stream));
    app.post(`${path}/wait`, handle(wait));
    app.get(
      `${path}/:run`,
      handle((context, api) => context.json(toRun(ownRun(context, api)))),
    );
    app.get(`${path}/:run/join`, handle(join));
    app.get(`${path}/:run/stream`, handle(joinStream));
    app.post(`${path}/:run/cancel`, handle(cancel));
    app.delete(`${path}/:run`, handle(remove));
  }
  app.get("/threads/:thread/runs", handle(list));
  app.post("/runs/batch", handle(createBatch));
  app.post("/runs/cancel", handle(cancelMany));
  return app;
}

async function begin(context: Context<ServerEnv>, api: ApiContext): Promise<{ job: Job; payload: Payload }> {
  const payload = payloadSchema.parse(await readJson(context));
  const work = (thread: Thread) => beginRun(thread, payload, api);
  return { payload, job: await inThread(context, payload, { api, work }) };
}

const create: ApiHandler = async (context, api) => {
  const { job } = await begin(context, api);
  return context.json(toRun(job), 200, { "content-location": locationOf(job)["content-location"] });
};

const stream: ApiHandler = async (context, api) => {
  const { job, payload } = await begin(context, api);
  const cancelsOnDisconnect = payload.on_disconnect === "cancel";
  return respondWithStream(context, job, { modes: payload.stream_mode ?? ["values"], cancelsOnDisconnect }, api);
};

const wait: ApiHandler = async (context, api) => {
  const { job, payload } = await begin(context, api);
  return respondWithValues(context, job, { cancelsOnDisconnect: payload.on_disconnect === "cancel" }, api);
};

/** Runs that may be begun with one request; those before one that cannot be begun are begun. */
const maxBatch = 100;

const createBatch: ApiHandler = async (context, api) => {
  const payloads = z
    .array(payloadSchema)
    .max(maxBatch)
    .parse(await readJson(context));
  const { tenant } = context.get("principal");
  const runs: object[] = [];
  for (const payload of payloads) {
    const begun = (thread: Thread) => beginRun(thread, payload, api);
    runs.push(toRun(await api.jobs.inNewThread(api.jobs.addThread(tenant), begun)));
  }
  return context.json(runs);
};

const listSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(10),
  offset: z.coerce.number().int().nonnegative().default(0),
  status: z.enum(["pending", "running", "error", "success", "timeout", "interrupted"]).optional(),
});

const list: ApiHandler = (context, api) => {
  const { id } = ownThread(context, api);
  const { limit, offset, status } = listSchema.parse(context.req.query());
  const found = api.jobs.store.jobsOf(id).filter((job) => !status || runStatus(job) === status);
  const page = found.toReversed().slice(offset, offset + limit);
  return context.json(page.map((job) => select(toRun(job), context.req.queries("select"))));
};

const yes = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");

/** The query of those who watch a run. */
const watchSchema = z.object({
  stream_mode: modesSchema.optional(),
  cancel_on_disconnect: z.tuple([yes]).default([false]),
});

/** Errors: 403 when the run would end with the connection of somebody who may only look. */
function watchOf(context: Context<ServerEnv>) {
  const { stream_mode: modes, cancel_on_disconnect } = watchSchema.parse(context.req.queries());
  const [cancelsOnDisconnect] = cancel_on_disconnect;
  if (cancelsOnDisconnect) assertScope(context.get("principal"), "run");
  return { modes, cancelsOnDisconnect };
}

const join: ApiHandler = (context, api) => respondWithValues(context, ownRun(context, api), watchOf(context), api);

const joinStream: ApiHandler = (context, api) => {
  const job = ownRun(context, api);
  const { modes = notesOf(job).modes, cancelsOnDisconnect } = watchOf(context);
  const lastEventId = context.req.header("last-event-id");
  return respondWithStream(context, job, { modes, cancelsOnDisconnect, lastEventId }, api);
};

const action = z.enum(["interrupt", "rollback"]).default("interrupt");
const cancelSchema = z.object({ wait: yes.default(false), action });

const cancel: ApiHandler = async (context, api) => {
  const job = ownRun(context, api);
  const asked = cancelSchema.parse(context.req.query());
  await endJob(job, asked.action, api);
  if (!asked.wait) return context.body(null, 202);
  if (asked.action === "interrupt") await untilStopped(job, api);
  return context.body(null, 204);
};

const cancelManySchema = z.object({
  thread_id: z.string().nullish(),
  run_ids: z.array(z.string()).max(1_000).nullish(),
  status: z.enum(["pending", "running", "all"]).nullish(),
});

/** Ends the asker's runs that are named, or all of a thread, or all that stand so. */
const cancelMany: ApiHandler = async (context, api) => {
  const { tenant } = context.get("principal");
  const { thread_id, run_ids, status } = cancelManySchema.parse(await readJson(context));
  if (!run_ids && !status) throw refusal("Say which runs to cancel: run_ids, or status.");
  const busy = api.jobs.store.withStatus("queued", "running").filter((job) => job.tenant === tenant);
  const meant = busy
    .filter((job) => (thread_id ?? job.threadId) === job.threadId && (run_ids ?? [job.id]).includes(job.id))
    .filter((job) => !status || status === "all" || runStatus(job) === status);
  const { action: how } = cancelSchema.parse(context.req.query());
  await Promise.all(meant.map((job) => endJob(job, how, api)));
  return context.body(null, 204);
};

const remove: ApiHandler = (context, api) => {
  const job = ownRun(context, api);
  if (job.status === "queued" || job.status === "running") throw refusal("The run is not over; cancel it first.", 409);
  api.jobs.removeJob(job);
  return context.body(null, 204);
};
