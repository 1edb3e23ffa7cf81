import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Job, Thread } from "../../jobs/index.ts";
import type { ApiContext, ApiHandler, Handle } from "../langgraph/context.ts";
import { ownThread } from "../langgraph/owned.ts";
import { replacePlan } from "../langgraph/resume.ts";
import { select } from "../langgraph/shapes.ts";
import { checkpointOf, stateAfter } from "../langgraph/thread-state.ts";
import {
  addThread,
  checkpointSchema,
  createSchema,
  filterSchema,
  findThreads,
  historySchema,
  patchSchema,
  searchSchema,
  selectState,
  stateUpdateSchema,
  toThread,
} from "../langgraph/threads.ts";
import { refusal } from "../problem.ts";
import { readJson } from "../read-json.ts";
import type { ServerEnv } from "../services.ts";

/** Threads of the LangGraph API: conversations with the state that their runs left. */
export function threadRoutes(handle: Handle): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  addLists(app, handle);
  addOne(app, handle);
  addState(app, handle);
  return app;
}

function addLists(app: Hono<ServerEnv>, handle: Handle): void {
  app.post("/threads", handle(create));
  app.post("/threads/search", handle(search));
  app.post(
    "/threads/count",
    handle(async (context, api) => {
      const wanted = filterSchema.parse(await readJson(context));
      return context.json((await findThreads(context.get("principal").tenant, wanted, api)).length);
    }),
  );
  app.post("/threads/prune", () => {
    throw refusal("Threads are kept until they are deleted one by one.");
  });
}

const create: ApiHandler = async (context, api) => {
  const { thread_id: id = randomUUID(), metadata, if_exists } = createSchema.parse(await readJson(context));
  const { tenant } = context.get("principal");
  const known = api.jobs.store.thread(id, tenant);
  if (known && if_exists !== "do_nothing") throw refusal(`There is a thread ${id} already.`, 409);
  return context.json(await show(known ?? addThread(api, { id, tenant, metadata: metadata ?? {} }), api));
};

const search: ApiHandler = async (context, api) => {
  const { limit, offset, select: fields, extract: _, ...wanted } = searchSchema.parse(await readJson(context));
  const found = await findThreads(context.get("principal").tenant, wanted, api);
  if (found.length > offset + limit) context.header("x-pagination-next", String(offset + limit));
  context.header("x-pagination-total", String(found.length));
  const shapes = await Promise.all(found.slice(offset, offset + limit).map((thread) => show(thread, api)));
  return context.json(shapes.map((shape) => select(shape, fields ?? undefined)));
};

const show = (thread: Thread, api: ApiContext) => toThread(thread, api.jobs.store.jobsOf(thread.id), api);

function addOne(app: Hono<ServerEnv>, handle: Handle): void {
  const path = "/threads/:thread";
  app.get(
    path,
    handle(async (context, api) => context.json(await show(ownThread(context, api), api))),
  );
  app.patch(
    path,
    handle(async (context, api) => {
      const thread = await patched(context, api);
      if (context.req.header("prefer") === "return=minimal") return context.body(null, 204);
      return context.json(await show(thread, api));
    }),
  );
  app.delete(
    path,
    handle((context, api) => {
      api.jobs.removeThread(ownThread(context, api));
      return context.body(null, 204);
    }),
  );
  app.post(`${path}/copy`, () => {
    throw refusal("Threads cannot be copied; ask in a new thread.");
  });
}

/** The thread with the metadata of the request on top of its own. */
async function patched(context: Context<ServerEnv>, api: ApiContext): Promise<Thread> {
  const { id, tenant } = ownThread(context, api);
  const { metadata } = patchSchema.parse(await readJson(context));
  const thread = ownThread(context, api);
  api.jobs.store.setMetadata(id, { ...thread.metadata, ...metadata }, api.now().toISOString());
  return api.jobs.store.thread(id, tenant) ?? thread;
}

function addState(app: Hono<ServerEnv>, handle: Handle): void {
  const path = "/threads/:thread/state";
  app.get(path, handle(readState));
  app.get(`${path}/:checkpoint`, handle(readState));
  app.post(`${path}/checkpoint`, handle(readState));
  app.post(path, handle(updateState));
  app.patch(
    path,
    handle(async (context, api) => {
      await patched(context, api);
      return context.json({});
    }),
  );
  app.post("/threads/:thread/history", handle(readHistory));
}

/** The latest state, or that of the checkpoint which the path or the body names. */
const readState: ApiHandler = async (context, api) => {
  const { id } = ownThread(context, api);
  const body = context.req.method === "POST" ? checkpointSchema.parse(await readJson(context)) : {};
  const checkpoint = body.checkpoint?.checkpoint_id ?? context.req.param("checkpoint");
  const jobs = api.jobs.store.jobsOf(id);
  const state = await stateAfter(id, checkpoint === undefined ? jobs : jobsTo(jobs, checkpoint), api);
  return context.json(selectState(state, body.select ?? context.req.queries("select")));
};

/** What a client may change is the plan of a run that waits. */
const updateState: ApiHandler = async (context, api) => {
  const { id } = ownThread(context, api);
  const { values } = stateUpdateSchema.parse(await readJson(context));
  const job = api.jobs.store.jobsOf(id).at(-1);
  const plan = values.subQuestions ?? values.plan;
  if (!job || !plan)
    throw refusal("Only the plan of a waiting run can be changed: { values: { plan: [{ question }, …] } }.");
  await replacePlan(job, { subQuestions: plan }, api);
  return context.json({ checkpoint: checkpointOf(id, job), configurable: checkpointOf(id, job) });
};

const readHistory: ApiHandler = async (context, api) => {
  const { id } = ownThread(context, api);
  const { limit, before, select: fields } = historySchema.parse(await readJson(context));
  const all = api.jobs.store.jobsOf(id);
  const jobs = before === undefined ? all : jobsTo(all, before).slice(0, -1);
  const ends = jobs.map((_, index) => index + 1).slice(-limit);
  const states = await Promise.all(ends.reverse().map((end) => stateAfter(id, jobs.slice(0, end), api)));
  return context.json(states.map((state) => selectState(state, fields ?? undefined)));
};

/** The jobs up to the one whose state a checkpoint names. Errors: 404. */
function jobsTo(jobs: readonly Job[], checkpoint: string): readonly Job[] {
  const at = jobs.findIndex(({ id }) => id === checkpoint);
  if (at < 0) throw refusal(`The thread has no checkpoint ${checkpoint}.`, 404);
  return jobs.slice(0, at + 1);
}
