import type { MiddlewareHandler } from "hono";
import { assertScope } from "../scopes.ts";
import type { ServerEnv } from "../services.ts";
import { isLooking } from "./looking.ts";

/** Each of its tools says by itself what it needs. */
const mcpPath = "/mcp";

/**
 * Holds every request to the scope of its kind: looking needs `read`, everything else `run`. A route that forgets to
 * say what it needs is so closed, not open; one that needs more says so with `needs`.
 */
export function defaultScopes(): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    // Absent only where nobody has to prove anything.
    const principal: ServerEnv["Variables"]["principal"] | undefined = context.get("principal");
    const looks = isLooking(context.req) || context.req.path === mcpPath;
    if (principal) assertScope(principal, looks ? "read" : "run");
    await next();
  };
}
