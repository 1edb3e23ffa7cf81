import { Hono } from "hono";
import { z } from "zod";
import type { Job } from "../../jobs/index.ts";
import { type AnswerPart, answerOf, type TokenUse, toAnnotation } from "../openai/completion.ts";
import { messageSchema, questionOf } from "../openai/question-of.ts";
import { modelNames, runQuestion, unknownModel } from "../openai/run-question.ts";
import { originOf } from "../origin.ts";
import { readJson } from "../read-json.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { settingsSchema } from "../settings.ts";
import { sseFrame, sseResponse } from "../sse.ts";

const bodySchema = z.looseObject({
  model: z.string().default("exhibit"),
  messages: z.array(messageSchema).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.literal(1, "one answer is given; leave n out").nullish(),
  /** Our own addition: settings of the run. */
  exhibit: settingsSchema.default({}),
});

interface Completion {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

/** `GET /v1/models` and `POST /v1/chat/completions`: a report as the answer of a chat model. */
export function chatCompletionRoutes(services: ServerServices): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get("/v1/models", async (context) => {
      const data = (await modelNames(services)).map((id) => ({ id, object: "model", created: 0, owned_by: "exhibit" }));
      return context.json({ object: "list", data });
    })
    .get("/v1/models/:id", async (context) => {
      const id = context.req.param("id");
      if (!(await modelNames(services)).includes(id)) throw unknownModel(id);
      return context.json({ id, object: "model", created: 0, owned_by: "exhibit" });
    })
    .post("/v1/chat/completions", async (context) => {
      const { model, messages, stream, stream_options, exhibit } = bodySchema.parse(await readJson(context));
      const asked = questionOf(messages);
      const job = await runQuestion(asked, context.var.principal, { model, settings: exhibit, services });
      const completion = { id: `chatcmpl-${job.id}`, created: Math.floor(Date.parse(job.created) / 1000), model };
      const parts = (signal: AbortSignal) => answerOf(job, { services, origin: originOf(context), signal });
      if (!stream) return context.json(...(await wholeCompletion(parts(context.req.raw.signal), completion)));
      const withUsage = stream_options?.include_usage === true;
      return sseResponse(context, (signal) => chunks(parts(signal), completion, withUsage), {
        headers: jobHeader(job),
      });
    });
}

/** So that a client that lost the connection can ask for the run. */
const jobHeader = ({ id, runId }: Job) => ({ "x-exhibit-job": id, "x-exhibit-run": encodeURIComponent(runId) });

async function* chunks(
  parts: AsyncGenerator<AnswerPart>,
  completion: Completion,
  withUsage: boolean,
): AsyncGenerator<string> {
  const frame = (value: object) => sseFrame({ data: JSON.stringify(value) });
  const chunk = (delta: object, finish: string | null = null) =>
    frame({
      ...completion,
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    });
  yield chunk({ role: "assistant", content: "" });
  for await (const part of parts) {
    switch (part.type) {
      case "progress":
        yield chunk({ reasoning_content: part.text });
        break;
      case "text":
        yield chunk({ content: part.text });
        break;
      case "failed":
        yield frame({ error: { message: part.message, type: "server_error", code: "run_failed" } });
        return;
      case "end":
        yield chunk({ annotations: annotationsOf(part) }, "stop");
        if (withUsage)
          yield frame({ ...completion, object: "chat.completion.chunk", choices: [], usage: usageOf(part.usage) });
    }
  }
  yield sseFrame({ data: "[DONE]" });
}

async function wholeCompletion(
  parts: AsyncGenerator<AnswerPart>,
  completion: Completion,
): Promise<[object, 200 | 500]> {
  let reasoning = "";
  for await (const part of parts) {
    if (part.type === "progress") reasoning += part.text;
    if (part.type === "failed")
      return [{ error: { message: part.message, type: "server_error", code: "run_failed" } }, 500];
    if (part.type !== "end") continue;
    const message = {
      role: "assistant",
      content: part.answer.text,
      refusal: null,
      reasoning_content: reasoning,
      annotations: annotationsOf(part),
    };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: "stop" }];
    return [{ ...completion, object: "chat.completion", choices, usage: usageOf(part.usage) }, 200];
  }
  return [{ error: { message: "The run ended without an answer.", type: "server_error", code: "run_failed" } }, 500];
}

const annotationsOf = ({ answer }: Extract<AnswerPart, { type: "end" }>) =>
  answer.citations.map((citation) => ({ type: "url_citation", url_citation: toAnnotation(citation) }));

const usageOf = ({ input, output }: TokenUse) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
});
