import type { Context, MiddlewareHandler } from "hono";
import ipaddr from "ipaddr.js";
import { problem } from "../problem.ts";
import type { ServerEnv } from "../services.ts";
import { safeMethods } from "./looking.ts";
import { nodeSide } from "./node-side.ts";

/** By which names the server goes, and whose pages may call it. */
export interface GateOptions {
  /** Names in a `Host` header, beside those of this machine's loopback. */
  readonly hosts: ReadonlySet<string>;
  /** Addresses in numbers are names too, because the server listens on all of them; no site can rebind a number. */
  readonly numbers: boolean;
  /** Origins of the server's own pages as others see it, behind a proxy. */
  readonly ownOrigins: ReadonlySet<string>;
  /** Origins of other sites' pages that may call with a token. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** Whether a request carries a signed link that is good. */
  readonly isLinked: (context: Context) => boolean;
}

const loopbackNames: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Refuses requests that a page of another site makes a browser send.
 *
 * Contract: a name that is not ours is refused before anything is looked at, so that no site reaches the server by
 * pointing its own name here; an `Origin` that is neither ours nor allowed is refused for every method; what changes
 * something comes from our own page, or from no page at all.
 */
export function gate(options: GateOptions): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    if (hasTwoHosts(context)) return problem(context, 400, "WRONG_HOST", "A request names one host.");
    if (!isOwnHost(new URL(context.req.url).hostname, options)) {
      const message =
        "This server does not go by that name; its operator can add it to publicUrls in exhibit.config.json.";
      return problem(context, 421, "WRONG_HOST", message);
    }
    const origin = context.req.header("origin");
    const isAllowed = origin !== undefined && options.allowedOrigins.has(origin);
    if (isAllowed && context.req.method === "OPTIONS") return preflight(context, origin);
    if (!isAllowed && isForeign(context, origin, options)) {
      const message = "Pages of other sites may not call this server; its operator can add them to allowOrigins.";
      return problem(context, 403, "CROSS_ORIGIN", message);
    }
    await next();
    if (isAllowed) allow(context, origin);
  };
}

/** Node takes the first; whatever stands before us may have taken another. */
function hasTwoHosts(context: Context): boolean {
  const raw = nodeSide(context, "incoming", "rawHeaders");
  if (!Array.isArray(raw)) return false;
  return raw.filter((name, index) => index % 2 === 0 && String(name).toLowerCase() === "host").length > 1;
}

function isOwnHost(hostname: string, { hosts, numbers }: GateOptions): boolean {
  if (loopbackNames.has(hostname) || hosts.has(hostname)) return true;
  return numbers && ipaddr.isValid(hostname.replace(/^\[|\]$/g, ""));
}

function isForeign(context: Context, origin: string | undefined, { ownOrigins, isLinked }: GateOptions): boolean {
  if (origin !== undefined) return !isOwnOrigin(origin, context, ownOrigins);
  const site = context.req.header("sec-fetch-site") ?? "none";
  if (site === "none" || site === "same-origin") return false;
  if (!safeMethods.has(context.req.method)) return true;
  // A link that somebody follows, and the pictures and files behind signed links in a chat client.
  const isFollowed =
    context.req.header("sec-fetch-mode") === "navigate" && context.req.header("sec-fetch-dest") !== "iframe";
  return !isFollowed && !isLinked(context);
}

/** A proxy that ends TLS changes the scheme, so that the address of a request says only which host was asked. */
function isOwnOrigin(origin: string, context: Context, ownOrigins: ReadonlySet<string>): boolean {
  return ownOrigins.has(origin) || origin === new URL(context.req.url).origin;
}

const allowedHeaders =
  "authorization, content-type, last-event-id, mcp-protocol-version, mcp-session-id, mcp-method, mcp-name, prefer, x-api-key";
const exposedHeaders =
  "content-location, location, retry-after, mcp-session-id, x-exhibit-job, x-exhibit-run, x-pagination-next, x-pagination-total";

/** Without credentials: a cookie never helps another site, a token in a header is that site's own. */
function preflight(context: Context, origin: string): Response {
  return context.body(null, 204, {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    // Clients of OpenAI send headers of their own for the platform they run on.
    "access-control-allow-headers": namesIn(
      `${allowedHeaders}, ${context.req.header("access-control-request-headers") ?? ""}`,
    ),
    "access-control-max-age": "600",
    vary: "origin, access-control-request-headers",
  });
}

/** The names of a list that may be names of headers. */
function namesIn(list: string): string {
  const names = list.split(",").map((name) => name.replace(/[^\w-]/g, ""));
  return names.filter((name) => name !== "").join(", ");
}

function allow(context: Context, origin: string): void {
  context.header("access-control-allow-origin", origin);
  context.header("access-control-expose-headers", exposedHeaders);
  context.header("vary", "origin", { append: true });
}
