import { Hono } from "hono";
import { z } from "zod";
import { ExhibitError } from "../../errors.ts";
import type { Job } from "../../jobs/index.ts";
import { steeringNote } from "../../runs/index.ts";
import type { JobView } from "../api-types.ts";
import { openOwnRun } from "../own-run.ts";
import { readJson } from "../read-json.ts";
import { runEvents } from "../run-events.ts";
import { loadAsked, loadPlan } from "../run-plan.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

const threadQuery = z.strictObject({ thread: z.string().min(1).max(200) });

/** `/api/jobs`: what a person does at a run beside the LangGraph API: look at its plan, steer, pause, finish early. */
export function jobRoutes(services: ServerServices): Hono<ServerEnv> {
  const { jobs } = services;
  const jobOf = (id: string, tenant: string): Job => {
    const job = jobs.store.job(id, tenant);
    if (!job) throw new ExhibitError("NOT_FOUND", `There is no job ${id}; its thread may have been removed.`);
    return job;
  };
  return new Hono<ServerEnv>()
    .get("/api/jobs", (context) => {
      const { thread: id } = threadQuery.parse(context.req.query());
      if (!jobs.store.thread(id, context.get("principal").tenant))
        throw new ExhibitError("NOT_FOUND", "There is no such conversation; it may have been removed.");
      return context.json(jobs.store.jobsOf(id).map(jobView));
    })
    .get("/api/jobs/:id", (context) => context.json(jobView(jobOf(context.req.param("id"), tenantOf(context)))))
    .get("/api/jobs/:id/plan", async (context) => {
      const { runId, tenant } = jobOf(context.req.param("id"), tenantOf(context));
      return context.json(await loadPlan(await openOwnRun(runId, tenant, services), runEvents(runId, jobs.feed)));
    })
    .get("/api/jobs/:id/clarifications", async (context) => {
      const { runId, tenant } = jobOf(context.req.param("id"), tenantOf(context));
      return context.json(await loadAsked(await openOwnRun(runId, tenant, services)));
    })
    .post("/api/jobs/:id/steer", async (context) => {
      const job = jobOf(context.req.param("id"), tenantOf(context));
      await jobs.steer(job, steeringNote.parse(await readJson(context)));
      return context.json(jobView(job), 202);
    })
    .post("/api/jobs/:id/:verb{pause|finish|cancel}", (context) => {
      const job = jobOf(context.req.param("id"), tenantOf(context));
      const verb = context.req.param("verb");
      if (verb === "finish") jobs.finish(job);
      else if (verb === "pause") jobs.stop(job, "paused");
      else jobs.stop(job, "cancelled");
      return context.json(jobView(jobs.store.jobById(job.id) ?? job));
    });
}

const tenantOf = (context: { get(key: "principal"): { readonly tenant: string } }): string =>
  context.get("principal").tenant;

/** The job without what is the server's own. */
function jobView({ tenant: _, attempts: __, ...job }: Job): JobView {
  return job;
}
