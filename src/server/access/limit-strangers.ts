import type { Context, MiddlewareHandler } from "hono";
import { tooMany } from "../problem.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { clientAddress } from "./client-address.ts";
import { requestBuckets } from "./token-bucket.ts";

/** Lets each address ask so often for what a link alone opens; nobody else stands between it and the work behind. */
export function limitStrangers(
  services: Pick<ServerServices, "config" | "now">,
  isLinked: (context: Context) => boolean,
): MiddlewareHandler<ServerEnv> {
  const asked = requestBuckets(services);
  return async (context, next) => {
    if (!context.req.path.startsWith("/api/shared/") && !isLinked(context)) return next();
    const wait = asked.take(clientAddress(context, services.config.server));
    return wait > 0 ? tooMany(context, wait, "This address asks too often") : next();
  };
}
