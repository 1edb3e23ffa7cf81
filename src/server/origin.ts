import type { Context } from "hono";

/** The server's address as the client knows it, without a path; behind a proxy, what the proxy asked us as. */
export function originOf(context: Context): string {
  return new URL(context.req.url).origin;
}
