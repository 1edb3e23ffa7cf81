import { type Context, Hono } from "hono";
import { z } from "zod";
import { packageVersion } from "../../package-root.ts";
import { type Assistant, assistantId, assistantOf, assistants } from "../langgraph/assistants.ts";
import { anySettings } from "../langgraph/payload.ts";
import { contains, select } from "../langgraph/shapes.ts";
import { readJson } from "../read-json.ts";
import type { ServerEnv } from "../services.ts";

const searchSchema = z.looseObject({
  graph_id: z.string().nullish(),
  name: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  limit: z.number().int().min(1).max(1_000).default(10),
  offset: z.number().int().nonnegative().default(0),
  select: z.array(z.string()).nullish(),
});

/** Our graphs as assistants; they are the same for everybody and cannot be changed. */
export function assistantRoutes(): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .post("/assistants/search", async (context) => {
      const { limit, offset, select: fields, ...wanted } = searchSchema.parse(await readJson(context));
      const found = matching(wanted);
      if (found.length > offset + limit) context.header("x-pagination-next", String(offset + limit));
      return context.json(found.slice(offset, offset + limit).map((shape) => select(shape, fields ?? undefined)));
    })
    .post("/assistants/count", async (context) =>
      context.json(matching(searchSchema.parse(await readJson(context))).length),
    )
    .get("/assistants/:id", (context) => context.json(toAssistant(assistantOf(context.req.param("id")))))
    .get("/assistants/:id/schemas", (context) => context.json(schemasOf(assistantOf(context.req.param("id")))))
    .get("/assistants/:id/subgraphs", emptySubgraphs)
    .get("/assistants/:id/subgraphs/:namespace", emptySubgraphs)
    .get("/assistants/:id/graph", (context) => context.json(graphOf(assistantOf(context.req.param("id")))));
}

function matching({ graph_id, name, metadata }: Pick<z.output<typeof searchSchema>, "graph_id" | "name" | "metadata">) {
  return assistants
    .map(toAssistant)
    .filter((shape) => (graph_id ?? shape.graph_id) === shape.graph_id && contains(shape.metadata, metadata ?? {}))
    .filter((shape) => shape.name.toLowerCase().includes((name ?? "").toLowerCase()));
}

function emptySubgraphs(context: Context<ServerEnv, "/assistants/:id/subgraphs">): Response {
  assistantOf(context.req.param("id"));
  return context.json({});
}

/** The assistants came with the program; a client that sorts by time sees them as old as can be. */
const beginning = "2026-01-01T00:00:00.000Z";

function toAssistant({ graph, name, description }: Assistant) {
  return {
    assistant_id: assistantId({ graph }),
    graph_id: graph,
    name,
    description,
    config: {},
    context: {},
    metadata: { created_by: "system", exhibit: packageVersion() },
    version: 1,
    created_at: beginning,
    updated_at: beginning,
  };
}

const message = {
  type: "object",
  properties: { type: { enum: ["human", "ai"] }, content: { type: "string" } },
  required: ["type", "content"],
};
const inputSchema = {
  type: "object",
  properties: {
    messages: { type: "array", items: message, description: "The last one is the user's question." },
    question: { type: "string", description: "Instead of messages." },
  },
};
const stateSchema = {
  type: "object",
  properties: {
    messages: { type: "array", items: message },
    runId: { type: "string" },
    plan: { type: "array", items: { type: "object" } },
    report: { type: "object" },
  },
};

function schemasOf({ graph }: Assistant): object {
  const settings = z.toJSONSchema(anySettings, { io: "input" });
  return {
    graph_id: graph,
    input_schema: inputSchema,
    output_schema: stateSchema,
    state_schema: stateSchema,
    config_schema: settings,
    context_schema: settings,
  };
}

/** The drawing as far as clients act on it: where a run begins, waits and ends. */
function graphOf({ graph }: Assistant): object {
  const nodes = ["__start__", graph, "clarify", "approve", "__end__"];
  const edges = nodes.slice(1).map((target, index) => ({ source: nodes[index], target }));
  return { nodes: nodes.map((id) => ({ id, type: "runnable", data: { id: ["exhibit"], name: id } })), edges };
}
