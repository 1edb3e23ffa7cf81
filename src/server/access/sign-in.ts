import type { Context, MiddlewareHandler } from "hono";
import { localTenant } from "../../runs/index.ts";
import { problem, tooMany } from "../problem.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { shownToken } from "./authenticate.ts";
import { clientAddress } from "./client-address.ts";
import { createTokenBuckets, requestBuckets } from "./token-bucket.ts";

/** Wrong tokens from one address: so many at once, and so many a minute. */
const failures = { atOnce: 20, perMinute: 10 } as const;

/**
 * Finds out who asks, and lets each tenant ask so often.
 *
 * Contract: an address that keeps showing wrong tokens is told to wait, but a good one is let in all the same: others
 * may share its address, and nobody guesses 256 bits.
 */
export function signIn(
  services: ServerServices,
  isOpenTo: (context: Context<ServerEnv>) => boolean,
): MiddlewareHandler<ServerEnv> {
  const { authenticate, now, config } = services;
  const wrong = createTokenBuckets({ ...failures, now });
  const asked = requestBuckets(services);
  return async (context, next) => {
    if (isOpenTo(context)) return next();
    const address = clientAddress(context, config.server);
    const principal = await authenticate(context.req.raw);
    if (principal) {
      context.set("principal", principal);
      const pause = principal.tenant === localTenant ? 0 : asked.take(principal.tenant);
      return pause > 0 ? tooMany(context, pause, "This tenant asks too often") : next();
    }
    const wait = shownToken(context.req.raw.headers) === undefined ? wrong.wait(address) : wrong.take(address);
    if (wait > 0) return tooMany(context, wait, "Too many wrong tokens came from this address");
    context.header("www-authenticate", "Bearer");
    const message = "Send a valid token: Authorization: Bearer TOKEN. In a browser, sign in with it at /signin.";
    return problem(context, 401, "NO_TOKEN", message);
  };
}
