import { Hono } from "hono";
import { packageVersion } from "../../package-root.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

/** `/healthz`: the process answers. `/readyz`: its database does too. Neither needs a token. */
export function healthRoutes({ jobs }: Pick<ServerServices, "jobs">): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get("/healthz", (context) => context.json({ ok: true, version: packageVersion() }))
    .get("/readyz", (context) => {
      const [queued, running] = [jobs.store.withStatus("queued").length, jobs.store.withStatus("running").length];
      return context.json({ ok: true, queued, running });
    });
}
