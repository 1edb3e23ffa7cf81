import { Hono } from "hono";
import { problem } from "../problem.ts";
import { needs } from "../scopes.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

/** `/metrics`: the numbers of all tenants, so for who watches over the server. */
export function metricsRoutes({ metrics }: Pick<ServerServices, "metrics">): Hono<ServerEnv> {
  return new Hono<ServerEnv>().get("/metrics", needs("admin"), async (context) => {
    if (!metrics) return problem(context, 404, "NOT_FOUND", "This server counts nothing.");
    return context.body(await metrics.text(), 200, { "content-type": metrics.contentType });
  });
}
