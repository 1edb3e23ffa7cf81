import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Principal, ServerEnv, ServerServices } from "../services.ts";
import type { AuditEntry } from "./audit-log.ts";
import { clientAddress } from "./client-address.ts";
import { isLooking } from "./looking.ts";
import { createTokenBuckets } from "./token-bucket.ts";

const deniedStatuses: ReadonlySet<number> = new Set([401, 403, 421, 429]);
/** Denied requests of one address that are written down; a flood must not wash older entries out. */
const deniedEntries = { atOnce: 60, perMinute: 20 } as const;

/** What became of a request, once it has been answered. */
export interface RequestOutcome {
  readonly method: string;
  /** Pattern of the route, so that there are few of them. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** Counts and logs requests, and writes down changes and what was denied. */
export function observe(
  { audit, metrics, log, now, config }: Pick<ServerServices, "audit" | "metrics" | "log" | "now" | "config">,
  onError: (error: unknown) => void,
): MiddlewareHandler<ServerEnv> {
  const floods = createTokenBuckets({ ...deniedEntries, now });
  return async (context, next) => {
    const started = performance.now();
    await next();
    const { status } = context.res;
    const outcome = { method: methodOf(context), route: routeOf(context), status };
    const durationMs = Math.round(performance.now() - started);
    metrics?.request({ ...outcome, durationMs });
    const principal: Principal | undefined = context.get("principal");
    log?.("debug", "request", { ...outcome, durationMs, tenant: principal?.tenant });
    if (!audit) return;
    const isDenied = deniedStatuses.has(status);
    // What only looks would bury what changes something.
    if (!isDenied && isLooking(context.req)) return;
    const address = clientAddress(context, config.server);
    if (isDenied && floods.take(address) > 0) return;
    await audit.note(entryOf(context, { status, isDenied, address })).catch(onError);
  };
}

function entryOf(
  context: Context<ServerEnv>,
  { status, isDenied, address }: { readonly status: number; readonly isDenied: boolean; readonly address: string },
): AuditEntry {
  // Absent where nobody proved to be anybody.
  const principal: Principal | undefined = context.get("principal");
  const object = objectOf(context);
  return {
    who: principal?.name ?? address,
    ...(principal ? { tenant: principal.tenant } : {}),
    action: `${context.req.method} ${routeOf(context)}`,
    ...(object === "" ? {} : { object }),
    outcome: isDenied ? "denied" : status < 400 ? "done" : "failed",
    status,
  };
}

const methods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);

/** Clients may make up methods, but not labels. */
const methodOf = ({ req }: Context): string => (methods.has(req.method) ? req.method : "other");

/** The pattern that matched; what matched nothing shares one name. */
function routeOf(context: Context): string {
  return matchedRoutes(context).findLast(({ path }) => !path.endsWith("*"))?.path ?? "none";
}

/** Ids in the path; the token of a shared link and the names of files are none. */
function objectOf({ req }: Context): string {
  const ids = Object.entries(req.param()).filter(([name]) => name !== "token" && name !== "name");
  return ids.map(([name, value]) => `${name}=${String(value).slice(0, 200)}`).join(" ");
}
