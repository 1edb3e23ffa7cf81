import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { problem } from "../problem.ts";

/** Everything but documents is small. */
const maxJsonBytes = 1024 * 1024;

/**
 * Caps what a request may carry, before any of it is read into memory.
 *
 * Contract: nothing is ever decompressed, so a small body stays small. Routes that take documents set their own cap.
 */
export function bodyLimits(): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: maxJsonBytes,
    onError: (context) =>
      problem(context, 413, "TOO_LARGE", "A request may have at most 1 MB; upload documents instead."),
  });
  return async (context, next) => {
    const coding = context.req.header("content-encoding") ?? "identity";
    if (coding.toLowerCase() !== "identity")
      return problem(context, 415, "CODED", `Send the body as it is, not in ${coding.slice(0, 40)}.`);
    // Without either there is no body (RFC 9112, 6.3), but Node shows an empty one for DELETE, which must not be read.
    const hasBody = ["content-length", "transfer-encoding"].some((name) => context.req.header(name) !== undefined);
    if (!hasBody || context.req.path === "/api/uploads") return next();
    return limit(context, next);
  };
}
