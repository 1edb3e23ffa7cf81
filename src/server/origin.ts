import type { Context } from "hono";
import type { ServerEnv } from "./services.ts";

/** The server's address as clients know it, without a path: the published one, else what this client asked us as. */
export function originOf(context: Context<ServerEnv>): string {
  return context.get("origin") ?? new URL(context.req.url).origin;
}
