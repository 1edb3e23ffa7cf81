import { Hono } from "hono";
import { z } from "zod";
import { compareReports } from "../../report/index.ts";
import type { ComparisonView } from "../api-types.ts";
import { openOwnRun } from "../own-run.ts";
import { loadResolved } from "../report-view.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

const pair = z.strictObject({ before: z.string().min(1).max(200), after: z.string().min(1).max(200) });

/** `/api/compare?before=RUN&after=RUN`: what became of the claims of one report in another. */
export function compareRoutes(services: ServerServices): Hono<ServerEnv> {
  return new Hono<ServerEnv>().get("/api/compare", async (context) => {
    const { before, after } = pair.parse(context.req.query());
    const { tenant } = context.get("principal");
    const load = async (runId: string) => {
      const { report } = await loadResolved(await openOwnRun(runId, tenant, services));
      const { title, question, created: updated } = report;
      const threadId = services.jobs.store.jobsOfRun(runId).at(-1)?.threadId;
      return { report, about: { runId, title, question, updated, ...(threadId ? { threadId } : {}) } };
    };
    const [earlier, later] = await Promise.all([load(before), load(after)]);
    const view: ComparisonView = {
      ...compareReports(earlier.report, later.report),
      before: earlier.about,
      after: later.about,
    };
    return context.json(view);
  });
}
