import { Hono } from "hono";
import { z } from "zod";
import { openOwnRun } from "../own-run.ts";
import { createRunHistory } from "../run-history.ts";
import { runView } from "../run-view.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { runReadingRoutes } from "./run-reading.ts";

const page = z.strictObject({
  query: z.string().max(200).default(""),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  offset: z.coerce.number().int().min(0).default(0),
});

/** `/api/runs`: the runs of a tenant, and reading one. */
export function runRoutes(services: ServerServices): Hono<ServerEnv> {
  const history = createRunHistory(services);
  return new Hono<ServerEnv>()
    .get("/api/runs", async (context) => {
      const options = page.parse(context.req.query());
      return context.json(await history.list(context.get("principal").tenant, options));
    })
    .get("/api/runs/:runId", async (context) => {
      const folder = await openOwnRun(context.req.param("runId"), context.get("principal").tenant, services);
      return context.json(await runView(folder));
    })
    .route(
      "/api/runs/:runId",
      runReadingRoutes((context) =>
        openOwnRun(context.req.param("runId") ?? "", context.get("principal").tenant, services),
      ),
    );
}
