import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Briefing, Briefings } from "../../jobs/index.ts";
import { assistantId } from "../langgraph/assistants.ts";
import { changedCron, cronSchema, toBriefing, toCron } from "../langgraph/cron.ts";
import { ownThread } from "../langgraph/owned.ts";
import { contains, select } from "../langgraph/shapes.ts";
import { refusal } from "../problem.ts";
import { readJson } from "../read-json.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

const text = z.string().nullish();
const sortKeys = ["cron_id", "assistant_id", "thread_id", "created_at", "updated_at", "next_run_date"] as const;
const searchSchema = z.looseObject({
  assistant_id: text,
  thread_id: text,
  enabled: z.boolean().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  limit: z.number().int().min(1).max(1_000).default(10),
  offset: z.number().int().nonnegative().default(0),
  sort_by: z.enum(sortKeys).nullish(),
  sort_order: z.enum(["asc", "desc"]).nullish(),
  select: z.array(z.string()).nullish(),
});

type Search = z.output<typeof searchSchema>;
type Cron = ReturnType<typeof toCron>;

/** The crons of the LangGraph API: scheduled briefings under another name. */
export function cronRoutes(services: ServerServices & { readonly briefings: Briefings }): Hono<ServerEnv> {
  const { briefings } = services;
  const view = (briefing: Briefing): Cron => toCron(briefing, briefings.nextDue(briefing)?.due);
  const ownedBy = ({ tenant }: { readonly tenant: string }): readonly Cron[] =>
    briefings.store
      .list(tenant)
      .filter(({ origin }) => origin === "cron")
      .map(view);
  const create = async (context: Context<ServerEnv>, threadId?: string): Promise<Response> => {
    const payload = cronSchema.parse(await readJson(context));
    return context.json(view(briefings.add(context.get("principal").tenant, toBriefing(payload, threadId))));
  };
  const own = (context: Context<ServerEnv>): Briefing => {
    const id = context.req.param("cron") ?? "";
    const found = briefings.store.get(id);
    if (found?.origin === "cron" && found.tenant === context.get("principal").tenant) return found;
    throw refusal(`Cron with ID ${id} not found.`, 404);
  };
  return new Hono<ServerEnv>()
    .post("/runs/crons/search", async (context) => {
      const search = searchSchema.parse(await readJson(context));
      const found = sorted(matching(ownedBy(context.get("principal")), search), search);
      const { limit, offset, select: fields } = search;
      if (found.length > offset + limit) context.header("x-pagination-next", String(offset + limit));
      return context.json(found.slice(offset, offset + limit).map((cron) => select(cron, fields ?? undefined)));
    })
    .post("/runs/crons/count", async (context) =>
      context.json(matching(ownedBy(context.get("principal")), searchSchema.parse(await readJson(context))).length),
    )
    .post("/runs/crons", (context) => create(context))
    .post("/threads/:thread/runs/crons", (context) => create(context, ownThread(context, services).id))
    .patch("/runs/crons/:cron", async (context) => {
      const briefing = own(context);
      const { definition, metadata = {} } = changedCron(briefing, await readJson(context));
      return context.json(view(briefings.change(briefing, { definition, metadata })));
    })
    .delete("/runs/crons/:cron", (context) => {
      briefings.remove(own(context));
      return context.body(null, 204);
    });
}

function matching(crons: readonly Cron[], { assistant_id, thread_id, enabled, metadata }: Search): readonly Cron[] {
  return crons.filter(
    (cron) =>
      (!assistant_id ||
        cron.assistant_id === assistant_id ||
        cron.assistant_id === assistantId({ graph: assistant_id })) &&
      (!thread_id || cron.thread_id === thread_id) &&
      (typeof enabled !== "boolean" || cron.enabled === enabled) &&
      contains(cron.metadata, metadata ?? {}),
  );
}

function sorted(crons: readonly Cron[], { sort_by, sort_order }: Search): readonly Cron[] {
  const key = sort_by ?? "created_at";
  const sign = (sort_order ?? "desc") === "asc" ? 1 : -1;
  return [...crons].sort((a, b) => sign * String(a[key] ?? "").localeCompare(String(b[key] ?? "")));
}
