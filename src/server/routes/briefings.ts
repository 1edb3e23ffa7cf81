import { type Context, Hono } from "hono";
import { z } from "zod";
import { type Briefing, type Briefings, definitionSchema, nameSchema } from "../../jobs/index.ts";
import { localTenant } from "../../runs/index.ts";
import { viewBriefing, viewSlots } from "../briefing-view.ts";
import { refusal } from "../problem.ts";
import { readJson } from "../read-json.ts";
import { needs } from "../scopes.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

/** A new briefing. */
export const briefingSchema = z.strictObject({ name: nameSchema, definition: definitionSchema });
/** What may be changed of one. */
export const briefingChangeSchema = z
  .strictObject({ definition: definitionSchema.optional(), enabled: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, { error: "Nothing is changed; send a definition or enabled." });
const limitSchema = z.coerce.number().int().min(1).max(500).default(50);

/** `/api/briefings`: scheduled briefings, what became of their slots, and their deliveries. */
export function briefingRoutes(services: ServerServices & { readonly briefings: Briefings }): Hono<ServerEnv> {
  const { briefings, config } = services;
  const view = { briefings, out: config.out };
  const own = (context: Context<ServerEnv>): Briefing => ownBriefing(context, briefings);
  return new Hono<ServerEnv>()
    .get("/api/briefings", async (context) => {
      const { tenant } = context.get("principal");
      const listed = briefings.store.list(tenant).filter(({ origin }) => origin !== "cron");
      const problems = tenant === localTenant ? briefings.problems() : [];
      return context.json({ briefings: await Promise.all(listed.map((one) => viewBriefing(one, view))), problems });
    })
    .post("/api/briefings", async (context) => {
      const { name, definition } = briefingSchema.parse(await readJson(context));
      refuseFolders(definition);
      const added = briefings.add(context.get("principal").tenant, { name, definition, origin: "api" });
      return context.json(await viewBriefing(added, view), 201);
    })
    .get("/api/briefings/:id", async (context) => context.json(await viewBriefing(own(context), view)))
    .patch("/api/briefings/:id", async (context) => {
      const { definition, enabled } = briefingChangeSchema.parse(await readJson(context));
      if (definition) refuseFolders(definition);
      const change = {
        ...(definition ? { definition } : {}),
        ...(enabled === undefined ? {} : { isEnabled: enabled }),
      };
      return context.json(await viewBriefing(briefings.change(own(context), change), view));
    })
    .delete("/api/briefings/:id", (context) => {
      briefings.remove(own(context));
      return context.body(null, 204);
    })
    .post("/api/briefings/:id/run", async (context) => {
      const briefing = own(context);
      const { slot } = await briefings.runNow(briefing);
      const [started] = (await viewSlots(briefing, 20, view)).filter((one) => one.slot === slot);
      return context.json(started, 202);
    })
    .get("/api/briefings/:id/slots", async (context) =>
      context.json({ slots: await viewSlots(own(context), limitSchema.parse(context.req.query("limit")), view) }),
    )
    .post("/api/briefings/:id/deliveries/:delivery/retry", async (context) => {
      const { id } = own(context);
      const delivery = briefings.outbox.get(context.req.param("delivery"));
      if (delivery?.briefingId !== id) throw refusal("There is no such delivery.", 404);
      if (!briefings.outbox.retry(delivery.id, services.now().getTime()))
        throw refusal(`The delivery is ${delivery.state}; only one that was given up is put back.`, 409);
      return context.body(null, 202);
    })
    .get("/api/briefings/:id/secret", needs("run"), (context) =>
      context.json({ secret: briefings.secretOf(own(context)) }),
    )
    .get("/api/briefings/:id/feed.atom", async (context) => {
      return feedResponse(context, await briefings.feed(own(context)));
    });
}

/** A feed as readers take it. Errors: 404 while there is none. */
export function feedResponse(context: Context<ServerEnv>, feed: string | undefined): Response {
  if (feed === undefined) throw refusal("Nothing was delivered to this feed yet.", 404);
  return context.body(feed, 200, { "content-type": "application/atom+xml; charset=utf-8" });
}

/** The briefing that the path names, if it is the asker's own. Errors: 404, also for another's. */
export function ownBriefing(context: Context<ServerEnv>, { store }: Briefings): Briefing {
  const found = store.get(context.req.param("id") ?? "");
  if (!found || found.tenant !== context.get("principal").tenant) throw refusal("There is no such briefing.", 404);
  return found;
}

/** Through the API folders are names, below the server's own; paths are for files, which only the operator writes. */
function refuseFolders({ deliver }: Pick<Briefing["definition"], "deliver">): void {
  const wrong = deliver.folder?.find((folder) => !nameSchema.safeParse(folder).success);
  if (wrong !== undefined) throw refusal(`deliver.folder: "${wrong}" is no name; it takes letters, digits, - and _.`);
}
