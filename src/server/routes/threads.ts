import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { Job, Thread } from "../../jobs/index.ts";
import { type ApiContext, createApiContext } from "../langgraph/context.ts";
import { ownThread } from "../langgraph/owned.ts";
import { replacePlan } from "../langgraph/resume.ts";
import { select } from "../langgraph/shapes.ts";
import { checkpointOf, stateAfter } from "../langgraph/thread-state.ts";
import {
  addThread,
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
import { needs } from "../scopes.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

/** Threads of the LangGraph API: conversations with the state that their runs left. */
export function threadRoutes(services: ServerServices): Hono<ServerEnv> {
  const api = createApiContext(services);
  const app = new Hono<ServerEnv>();
  addLists(app, api);
  addOne(app, api);
  addState(app, api);
  return app;
}

function addLists(app: Hono<ServerEnv>, api: ApiContext): void {
  app.post("/threads", needs("run"), async (context) => {
    const { thread_id: id = randomUUID(), metadata, if_exists } = createSchema.parse(await readJson(context));
    const { tenant } = context.get("principal");
    const known = api.jobs.store.thread(id, tenant);
    if (known && if_exists === "raise") throw refusal(`There is a thread ${id} already.`, 409);
    const thread = known ?? addThread(api, { id, tenant, metadata: metadata ?? {} });
    return context.json(await toThread(thread, api.jobs.store.jobsOf(id), api));
  });
  app.post("/threads/search", needs("read"), async (context) => {
    const { limit, offset, select: fields, extract: _, ...wanted } = searchSchema.parse(await readJson(context));
    const found = await findThreads(context.get("principal").tenant, wanted, api);
    const page = found.slice(offset, offset + limit);
    if (found.length > offset + limit) context.header("x-pagination-next", String(offset + limit));
    context.header("x-pagination-total", String(found.length));
    const shapes = await Promise.all(page.map((thread) => toThread(thread, api.jobs.store.jobsOf(thread.id), api)));
    return context.json(shapes.map((shape) => select(shape, fields ?? undefined)));
  });
  app.post("/threads/count", needs("read"), async (context) => {
    const wanted = filterSchema.parse(await readJson(context));
    return context.json((await findThreads(context.get("principal").tenant, wanted, api)).length);
  });
  app.post("/threads/prune", needs("run"), () => {
    throw refusal("Threads are kept until they are deleted one by one.");
  });
}

function addOne(app: Hono<ServerEnv>, api: ApiContext): void {
  const show = (thread: Thread) => toThread(thread, api.jobs.store.jobsOf(thread.id), api);
  app.get("/threads/:thread", needs("read"), async (context) => context.json(await show(ownThread(context, api))));
  app.patch("/threads/:thread", needs("run"), async (context) => {
    const thread = ownThread(context, api);
    const { metadata } = patchSchema.parse(await readJson(context));
    api.jobs.store.setMetadata(thread.id, { ...thread.metadata, ...metadata }, api.now().toISOString());
    if (context.req.header("prefer") === "return=minimal") return context.body(null, 204);
    return context.json(await show(ownThread(context, api)));
  });
  app.delete("/threads/:thread", needs("run"), (context) => {
    api.jobs.removeThread(ownThread(context, api));
    return context.body(null, 204);
  });
  app.post("/threads/:thread/copy", needs("run"), () => {
    throw refusal("Threads cannot be copied; ask in a new thread.");
  });
}

function addState(app: Hono<ServerEnv>, api: ApiContext): void {
  app.get("/threads/:thread/state", needs("read"), async (context) => {
    const { id } = ownThread(context, api);
    const state = await stateAfter(id, api.jobs.store.jobsOf(id), api);
    return context.json(selectState(state, context.req.queries("select")));
  });
  app.get("/threads/:thread/state/:checkpoint", needs("read"), async (context) => {
    const { id } = ownThread(context, api);
    const jobs = jobsTo(api.jobs.store.jobsOf(id), context.req.param("checkpoint"));
    return context.json(selectState(await stateAfter(id, jobs, api), context.req.queries("select")));
  });
  app.post("/threads/:thread/state", needs("run"), async (context) => {
    const { id } = ownThread(context, api);
    const job = api.jobs.store.jobsOf(id).at(-1);
    const { values } = stateUpdateSchema.parse(await readJson(context));
    const plan = values.subQuestions ?? values.plan;
    if (!job) throw refusal("The thread has no state yet; begin a run in it.");
    await replacePlan(job, { subQuestions: plan }, api);
    return context.json({ checkpoint: checkpointOf(id, job), configurable: checkpointOf(id, job) });
  });
  app.patch("/threads/:thread/state", needs("run"), async (context) => {
    const thread = ownThread(context, api);
    const { metadata } = patchSchema.parse(await readJson(context));
    api.jobs.store.setMetadata(thread.id, { ...thread.metadata, ...metadata }, api.now().toISOString());
    return context.json({});
  });
  app.post("/threads/:thread/history", needs("read"), async (context) => {
    const { id } = ownThread(context, api);
    const { limit, before, select: fields } = historySchema.parse(await readJson(context));
    const all = api.jobs.store.jobsOf(id);
    const jobs = before === undefined ? all : jobsTo(all, before).slice(0, -1);
    const ends = jobs.map((_, index) => index + 1).slice(-limit);
    const states = await Promise.all(ends.reverse().map((end) => stateAfter(id, jobs.slice(0, end), api)));
    return context.json(states.map((state) => selectState(state, fields ?? undefined)));
  });
}

/** The jobs up to the one whose state a checkpoint names. Errors: 404. */
function jobsTo(jobs: readonly Job[], checkpoint: string): readonly Job[] {
  const at = jobs.findIndex(({ id }) => id === checkpoint);
  if (at < 0) throw refusal(`The thread has no checkpoint ${checkpoint}.`, 404);
  return jobs.slice(0, at + 1);
}
