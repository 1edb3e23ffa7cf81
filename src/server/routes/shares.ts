import { join } from "node:path";
import { type Context, Hono } from "hono";
import { ExhibitError } from "../../errors.ts";
import type { Briefings, Share } from "../../jobs/index.ts";
import { runFolderAt } from "../../runs/index.ts";
import { openOwnRun } from "../own-run.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { feedResponse, ownBriefing } from "./briefings.ts";
import { runReadingRoutes } from "./run-reading.ts";

type Find = (context: Context<ServerEnv>) => Promise<Pick<Share, "kind" | "target">>;

/** Making, listing and revoking links to a report or to the feed of a briefing. */
export function shareRoutes(services: ServerServices): Hono<ServerEnv> {
  const { jobs, briefings } = services;
  const app = new Hono<ServerEnv>().delete("/api/shares/:id", (context) => {
    if (!jobs.shares.revoke(context.req.param("id"), context.get("principal").tenant))
      throw new ExhibitError("NOT_FOUND", "There is no such link; it may have been revoked already.");
    return context.body(null, 204);
  });
  addLinks(app, services, "/api/runs/:runId/shares", async (context) => {
    const target = context.req.param("runId") ?? "";
    const folder = await openOwnRun(target, context.get("principal").tenant, services);
    if (context.req.method === "POST" && !(await folder.has("report.json")))
      throw new ExhibitError("BAD_USAGE", "This run has no report yet; share it when it is finished.");
    return { kind: "report", target };
  });
  if (briefings)
    addLinks(app, services, "/api/briefings/:id/shares", async (context) => {
      const { id, definition } = ownBriefing(context, briefings);
      if (context.req.method === "POST" && !definition.deliver.feed)
        throw new ExhibitError("BAD_USAGE", "This briefing has no feed; set deliver.feed to true first.");
      return { kind: "feed", target: id };
    });
  return app;
}

function addLinks(app: Hono<ServerEnv>, { jobs, now }: ServerServices, path: string, find: Find): void {
  app
    .get(path, async (context) => {
      const { tenant } = context.get("principal");
      return context.json(jobs.shares.of(await find(context), tenant));
    })
    .post(path, async (context) => {
      const { tenant } = context.get("principal");
      const opened = await find(context);
      return context.json(jobs.shares.add({ ...opened, tenant, created: now().toISOString() }), 201);
    });
}

type SharedServices = Pick<ServerServices, "jobs" | "config"> & { readonly briefings?: Briefings };

/**
 * Reading what is shared: the token in the path is all that it takes, so this stands before authentication.
 *
 * Contract: a link to a report opens no feed, nor one to a feed a report.
 */
export function sharedRoutes({ jobs, config, briefings }: SharedServices): Hono<ServerEnv> {
  const opened = (kind: Share["kind"], token = ""): string => {
    const target = jobs.shares.targetOf(kind, token);
    if (target !== undefined) return target;
    throw new ExhibitError("NOT_FOUND", "This link opens nothing; whoever sent it may have revoked it.");
  };
  const reading = runReadingRoutes(async (context) =>
    runFolderAt(join(config.out, opened("report", context.req.param("token")))),
  );
  const app = new Hono<ServerEnv>().route("/api/shared/:token", reading);
  if (briefings)
    app.get("/api/shared/:token/feed.atom", async (context) => {
      const briefing = briefings.store.get(opened("feed", context.req.param("token")));
      return feedResponse(context, briefing?.definition.deliver.feed ? await briefings.feed(briefing) : undefined);
    });
  return app;
}
