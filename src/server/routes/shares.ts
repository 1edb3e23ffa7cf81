import { join } from "node:path";
import { Hono } from "hono";
import { ExhibitError } from "../../errors.ts";
import { openRunFolder } from "../../runs/index.ts";
import { openOwnRun } from "../own-run.ts";
import { needs } from "../scopes.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { runReadingRoutes } from "./run-reading.ts";

/** Making, listing and revoking links to a report. */
export function shareRoutes(services: ServerServices): Hono<ServerEnv> {
  const { jobs, now } = services;
  return new Hono<ServerEnv>()
    .get("/api/runs/:runId/shares", async (context) => {
      const { tenant } = context.get("principal");
      const runId = context.req.param("runId");
      await openOwnRun(runId, tenant, services);
      return context.json(jobs.shares.of(runId, tenant));
    })
    .post("/api/runs/:runId/shares", needs("run"), async (context) => {
      const { tenant } = context.get("principal");
      const runId = context.req.param("runId");
      const folder = await openOwnRun(runId, tenant, services);
      if (!(await folder.has("report.json")))
        throw new ExhibitError("BAD_USAGE", "This run has no report yet; share it when it is finished.");
      return context.json(jobs.shares.add({ runId, tenant, created: now().toISOString() }), 201);
    })
    .delete("/api/shares/:id", needs("run"), (context) => {
      if (!jobs.shares.revoke(context.req.param("id"), context.get("principal").tenant))
        throw new ExhibitError("NOT_FOUND", "There is no such link; it may have been revoked already.");
      return context.body(null, 204);
    });
}

/** Reading a shared report: the token in the path is all that it takes, so this stands before authentication. */
export function sharedRoutes({ jobs, config }: Pick<ServerServices, "jobs" | "config">): Hono<ServerEnv> {
  const reading = runReadingRoutes(async (context) => {
    const runId = jobs.shares.runOf(context.req.param("token") ?? "");
    if (runId === undefined)
      throw new ExhibitError("NOT_FOUND", "This link opens nothing; whoever sent it may have revoked it.");
    return openRunFolder(join(config.out, runId));
  });
  return new Hono<ServerEnv>().route("/api/shared/:token", reading);
}
