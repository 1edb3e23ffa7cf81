import { type Context, Hono } from "hono";
import { z } from "zod";
import { ExhibitError } from "../../errors.ts";
import type { Job } from "../../jobs/index.ts";
import { answerOf } from "../openai/completion.ts";
import { messageSchema, questionOf } from "../openai/question-of.ts";
import { responseEvents } from "../openai/response-events.ts";
import { type ResponseFrame, responseObject } from "../openai/response-object.ts";
import { runQuestion } from "../openai/run-question.ts";
import { originOf } from "../origin.ts";
import { readJson } from "../read-json.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { settingsSchema } from "../settings.ts";
import { sseResponse } from "../sse.ts";

const bodySchema = z.looseObject({
  model: z.string().default("exhibit"),
  input: z.union([z.string(), z.array(messageSchema).min(1)]),
  stream: z.boolean().nullish(),
  background: z.boolean().nullish(),
  previous_response_id: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  /** Our own addition: settings of the run. */
  exhibit: settingsSchema.default({}),
});

const cursorSchema = z.coerce.number("starting_after is the number of an event").int().default(-1);

const frameSchema = z.object({
  model: z.string(),
  background: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  previousResponseId: z.string().nullable(),
});

/** `POST /v1/responses`, in the foreground, streamed or in the background, and what becomes of it. */
export function responseRoutes(services: ServerServices): Hono<ServerEnv> {
  const { jobs } = services;
  return new Hono<ServerEnv>()
    .post("/v1/responses", async (context) => {
      const body = bodySchema.parse(await readJson(context));
      const { principal } = context.var;
      const { model, exhibit: settings, previous_response_id: previousResponseId = null } = body;
      const messages = typeof body.input === "string" ? [{ role: "user", content: body.input }] : body.input;
      const previous = previousResponseId === null ? undefined : jobNamed(previousResponseId, context, services);
      const asked = { ...questionOf(messages), ...(previous ? { previousRunId: previous.runId } : {}) };
      const frame = { model, background: body.background === true, metadata: body.metadata ?? {}, previousResponseId };
      const job = await runQuestion(asked, principal, { model, settings, services, notes: { response: frame } });
      if (body.stream) return streamed(context, job, { frame, startingAfter: -1, services });
      if (!frame.background) await jobs.ended(job.id, context.req.raw.signal);
      return context.json(await objectOf(context, job, services));
    })
    .get("/v1/responses/:id", async (context) => {
      const job = jobNamed(context.req.param("id"), context, services);
      if (context.req.query("stream") !== "true") return context.json(await objectOf(context, job, services));
      const startingAfter = cursorSchema.parse(context.req.query("starting_after"));
      return streamed(context, job, { frame: frameOf(job), startingAfter, services });
    })
    .post("/v1/responses/:id/cancel", async (context) => {
      const job = jobNamed(context.req.param("id"), context, services);
      jobs.stop(job, "cancelled");
      await jobs.ended(job.id, context.req.raw.signal);
      return context.json(await objectOf(context, job, services));
    });
}

/** The tenant's job behind a response id. Errors: `NOT_FOUND`. */
function jobNamed(id: string, context: Context<ServerEnv>, { jobs }: ServerServices): Job {
  const job = jobs.store.job(id.replace(/^resp_/, ""), context.var.principal.tenant);
  if (!job) throw new ExhibitError("NOT_FOUND", `There is no response ${id}.`);
  return job;
}

function streamed(
  context: Context<ServerEnv>,
  job: Job,
  { frame, startingAfter, services }: { frame: ResponseFrame; startingAfter: number; services: ServerServices },
): Response {
  const current = () => services.jobs.store.jobById(job.id) ?? job;
  return sseResponse(context, (signal) => {
    const parts = answerOf(job, { services, origin: originOf(context), signal });
    return responseEvents(parts, { frame, current, startingAfter });
  });
}

/** The response as it is now. */
async function objectOf(context: Context<ServerEnv>, job: Job, services: ServerServices): Promise<object> {
  const now = services.jobs.store.jobById(job.id) ?? job;
  const frame = frameOf(job);
  if (now.status !== "done") return responseObject(now, frame);
  const parts = answerOf(now, { services, origin: originOf(context), signal: context.req.raw.signal });
  for await (const part of parts) if (part.type === "end") return responseObject(now, frame, part);
  return responseObject(now, frame);
}

/** What the client said, as it was written down with the job. */
function frameOf({ notes }: Job): ResponseFrame {
  const kept = frameSchema.safeParse(notes.response);
  return kept.data ?? { model: "exhibit", background: false, metadata: {}, previousResponseId: null };
}
