import type { HonoRequest } from "hono";

/** Methods that change nothing (RFC 9110, 9.2.1). */
export const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Searches whose conditions do not fit into an address. */
const readingPosts = /\/(?:search|count|history|state\/checkpoint)$/;

/** Whether a request only looks. */
export function isLooking({ method, path }: Pick<HonoRequest, "method" | "path">): boolean {
  return safeMethods.has(method) || readingPosts.test(path);
}
