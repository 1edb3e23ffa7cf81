import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "zod";
import { type ErrorCode, ExhibitError } from "../errors.ts";

/** Status of our errors towards clients; what is not here is the server's own fault. */
const statuses: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  BAD_USAGE: 400,
  BAD_REPORT: 409,
  NOTHING_TO_READ: 400,
  NOT_FOUND: 404,
  RUN_BUSY: 409,
  DISK_FULL: 507,
};

/** A refusal as clients read it: `{ error: { code, message } }`. */
export function problem(context: Context, status: ContentfulStatusCode, code: string, message: string): Response {
  return context.json({ error: { code, message } }, status);
}

/** The answer to something thrown in a route; unexpected errors tell nothing of the inside. */
export function problemOf(error: unknown, context: Context): Response {
  if (error instanceof z.ZodError) return problem(context, 422, "BAD_USAGE", z.prettifyError(error));
  const status = error instanceof ExhibitError ? statuses[error.code] : undefined;
  if (error instanceof ExhibitError && status) return problem(context, status, error.code, error.message);
  return problem(context, 500, "INTERNAL", "The server failed; its log says why.");
}
