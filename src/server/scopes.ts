import type { MiddlewareHandler } from "hono";
import { refusal } from "./problem.ts";
import type { Principal, Scope, ServerEnv } from "./services.ts";

/** Errors: 403 for who has not the scope; it says which one is needed. */
export function assertScope({ scopes }: Pick<Principal, "scopes">, scope: Scope): void {
  if (!scopes.has(scope)) throw refusal(`This needs a token with the scope ${scope}.`, 403);
}

/** For a route that needs more than its kind (see `defaultScopes`). */
export function needs(scope: Scope): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    assertScope(context.get("principal"), scope);
    await next();
  };
}
