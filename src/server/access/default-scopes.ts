import type { Context, MiddlewareHandler } from "hono";
import { refusal } from "../problem.ts";
import type { Scope, ServerEnv } from "../services.ts";

/** Searches whose conditions do not fit into an address. */
const readingPosts = /\/(?:search|count|history)$/;
/** Each of its tools says by itself what it needs. */
const mcpPath = "/mcp";

/**
 * Holds every request to the scope of its kind: looking needs `read`, everything else `run`. A route that forgets to say
 * what it needs is so closed, not open; one that needs more says so with `needs`.
 */
export function defaultScopes(): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    // Absent only where nobody has to prove anything.
    const principal: ServerEnv["Variables"]["principal"] | undefined = context.get("principal");
    const scope = scopeOf(context);
    if (principal && !principal.scopes.has(scope)) throw refusal(`This needs a token with the scope ${scope}.`, 403);
    await next();
  };
}

function scopeOf({ req }: Context): Scope {
  const cancels = ["1", "true"].includes(req.query("cancel_on_disconnect") ?? "");
  const looks = ["GET", "HEAD"].includes(req.method) || readingPosts.test(req.path) || req.path === mcpPath;
  return looks && !cancels ? "read" : "run";
}
