import { Hono } from "hono";
import { z } from "zod";
import { beginRun, endJob } from "../langgraph/begin-run.ts";
import { type ApiContext, createApiContext } from "../langgraph/context.ts";
import { notesOf } from "../langgraph/notes.ts";
import { ownRun, ownThread } from "../langgraph/owned.ts";
import { modesSchema, payloadSchema } from "../langgraph/payload.ts";
import { locationOf, respondWithStream, respondWithValues } from "../langgraph/respond.ts";
import { runStatus, select, toRun } from "../langgraph/shapes.ts";
import { threadFor } from "../langgraph/thread-for.ts";
import { refusal } from "../problem.ts";
import { readJson } from "../read-json.ts";
import { needs } from "../scopes.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

/** Runs of the LangGraph API in a thread: each is one stretch of work of ours. */
export function threadRunRoutes(services: ServerServices): Hono<ServerEnv> {
  const api = createApiContext(services);
  const app = new Hono<ServerEnv>();
  addBeginning(app, api);
  addLooking(app, api);
  addEnding(app, api);
  return app;
}

function addBeginning(app: Hono<ServerEnv>, api: ApiContext): void {
  app.post("/threads/:thread/runs", needs("run"), async (context) => {
    const payload = payloadSchema.parse(await readJson(context));
    const job = await beginRun(threadFor(context, payload, api), payload, api);
    return context.json(toRun(job), 200, { "content-location": locationOf(job)["content-location"] ?? "" });
  });
  app.post("/threads/:thread/runs/stream", needs("run"), async (context) => {
    const payload = payloadSchema.parse(await readJson(context));
    const job = await beginRun(threadFor(context, payload, api), payload, api);
    const cancelsOnDisconnect = payload.on_disconnect === "cancel";
    return respondWithStream(context, job, { modes: payload.stream_mode ?? ["values"], cancelsOnDisconnect }, api);
  });
  app.post("/threads/:thread/runs/wait", needs("run"), async (context) => {
    const payload = payloadSchema.parse(await readJson(context));
    const job = await beginRun(threadFor(context, payload, api), payload, api);
    return respondWithValues(context, job, { cancelsOnDisconnect: payload.on_disconnect === "cancel" }, api);
  });
}

const listSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(10),
  offset: z.coerce.number().int().nonnegative().default(0),
  status: z.enum(["pending", "running", "error", "success", "timeout", "interrupted"]).optional(),
});

/** The query of those who watch a run. */
const watchSchema = z.object({
  stream_mode: modesSchema.optional(),
  cancel_on_disconnect: z.enum(["0", "1", "true", "false"]).default("0"),
});

function addLooking(app: Hono<ServerEnv>, api: ApiContext): void {
  app.get("/threads/:thread/runs", needs("read"), (context) => {
    const { id } = ownThread(context, api);
    const { limit, offset, status } = listSchema.parse(context.req.query());
    const found = api.jobs.store.jobsOf(id).filter((job) => !status || runStatus(job) === status);
    const page = found.toReversed().slice(offset, offset + limit);
    return context.json(page.map((job) => select(toRun(job), context.req.queries("select"))));
  });
  app.get("/threads/:thread/runs/:run", needs("read"), (context) => context.json(toRun(ownRun(context, api))));
  app.get("/threads/:thread/runs/:run/join", needs("read"), (context) => {
    const { cancelsOnDisconnect } = watchOf(context.req.queries());
    return respondWithValues(context, ownRun(context, api), { cancelsOnDisconnect }, api);
  });
  app.get("/threads/:thread/runs/:run/stream", needs("read"), (context) => {
    const job = ownRun(context, api);
    const { modes = notesOf(job).modes, cancelsOnDisconnect } = watchOf(context.req.queries());
    const lastEventId = context.req.header("last-event-id");
    return respondWithStream(context, job, { modes, cancelsOnDisconnect, lastEventId }, api);
  });
}

export function watchOf(queries: Record<string, string[]>) {
  const { stream_mode: modes, cancel_on_disconnect: cancel } = watchSchema.parse({
    ...(queries.stream_mode ? { stream_mode: queries.stream_mode } : {}),
    ...(queries.cancel_on_disconnect ? { cancel_on_disconnect: queries.cancel_on_disconnect[0] } : {}),
  });
  return { ...(modes ? { modes } : {}), cancelsOnDisconnect: cancel === "1" || cancel === "true" };
}

const cancelSchema = z.object({
  wait: z.enum(["0", "1", "true", "false"]).default("0"),
  action: z.enum(["interrupt", "rollback"]).default("interrupt"),
});

/** How long a client may wait for a cancelled run's end; it can look again. */
const cancelWithinMs = 60_000;

function addEnding(app: Hono<ServerEnv>, api: ApiContext): void {
  app.post("/threads/:thread/runs/:run/cancel", needs("run"), async (context) => {
    const job = ownRun(context, api);
    const { wait, action } = cancelSchema.parse(context.req.query());
    await endJob(job, action, api);
    if (wait !== "1" && wait !== "true") return context.body(null, 202);
    if (action === "interrupt") await api.jobs.ended(job.id, AbortSignal.timeout(cancelWithinMs));
    return context.body(null, 204);
  });
  app.delete("/threads/:thread/runs/:run", needs("run"), (context) => {
    const job = ownRun(context, api);
    if (["queued", "running"].includes(job.status)) throw refusal("The run is not over; cancel it first.", 409);
    api.jobs.removeJob(job);
    return context.body(null, 204);
  });
}
