import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "zod";
import { type ErrorCode, ExhibitError } from "../errors.ts";
import { oneLine } from "../report/index.ts";
import { isDiskFull } from "../runs/index.ts";

/** Status of our errors towards clients; what is not here is the server's own fault. */
const statuses: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  BAD_USAGE: 400,
  BAD_REPORT: 409,
  NOTHING_TO_READ: 400,
  NOT_FOUND: 404,
  RUN_BUSY: 409,
  QUEUE_FULL: 429,
};

/** What a client may know: neither which file, nor a remedy that is the operator's. */
const diskFull =
  "The server's disk is full, so it takes in nothing new until its operator makes room. Nothing is lost.";

/** A run's place in the queue becomes free within seconds to minutes. */
const queueRetrySeconds = 30;

/**
 * A refusal as clients read it: `{ error: { code, message }, detail }`, the latter for those of the LangGraph API; under
 * `/v1` with the type and the status of OpenAI's errors, whose clients know 400 for what they sent wrong.
 */
export function problem(context: Context, status: ContentfulStatusCode, code: string, message: string): Response {
  if (!context.req.path.startsWith("/v1/")) return context.json({ error: { code, message }, detail: message }, status);
  const error = { message, type: openAiType(status), param: null, code };
  return context.json({ error, detail: message }, status === 422 ? 400 : status);
}

function openAiType(status: number): string {
  if (status >= 500) return "server_error";
  if (status === 401) return "authentication_error";
  if (status === 403) return "permission_error";
  return status === 429 ? "rate_limit_error" : "invalid_request_error";
}

/** To a client that asks too often. */
export function tooMany(context: Context, seconds: number, what: string): Response {
  context.header("retry-after", String(seconds));
  return problem(context, 429, "TOO_MANY", `${what}; wait ${seconds} s and try again.`);
}

/** To throw for what a protocol cannot do or take; 422 unless said otherwise. */
export function refusal(message: string, status: 403 | 404 | 409 | 413 | 415 | 422 = 422): HTTPException {
  return new HTTPException(status, { message });
}

const refusalCode = ({ status }: HTTPException): string => (status === 404 ? "NOT_FOUND" : "REFUSED");

/** The answer to something thrown in a route; unexpected errors tell nothing of the inside. */
export function problemOf(error: unknown, context: Context): Response {
  if (error instanceof z.ZodError) return problem(context, 422, "BAD_USAGE", oneLine(z.prettifyError(error)));
  if (error instanceof HTTPException) return problem(context, error.status, refusalCode(error), error.message);
  if (isDiskFull(error)) return problem(context, 507, "DISK_FULL", diskFull);
  const status = error instanceof ExhibitError ? statuses[error.code] : undefined;
  if (status === 429) context.header("retry-after", String(queueRetrySeconds));
  if (error instanceof ExhibitError && status) return problem(context, status, error.code, error.message);
  return problem(context, 500, "INTERNAL", "The server failed; its log says why.");
}
