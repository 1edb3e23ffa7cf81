import type { MiddlewareHandler } from "hono";
import { refusal } from "./problem.ts";
import type { Scope, ServerEnv } from "./services.ts";

/** Lets pass who has a scope; the others learn which one they need. */
export function needs(scope: Scope): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    if (!context.get("principal").scopes.has(scope)) throw refusal(`This needs a token with the scope ${scope}.`, 403);
    await next();
  };
}
