import { Hono } from "hono";
import { createHandle } from "../langgraph/context.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { assistantRoutes } from "./assistants.ts";
import { infoRoutes } from "./info.ts";
import { runRoutes } from "./thread-runs.ts";
import { threadRoutes } from "./threads.ts";

/**
 * The part of the LangGraph API that chat pages, `RemoteGraph` and the official clients use: info, assistants, threads
 * with their state, and runs with streams that can be joined and replayed.
 */
export function langgraphRoutes(services: ServerServices): Hono<ServerEnv> {
  const handle = createHandle(services);
  return new Hono<ServerEnv>()
    .route("/", infoRoutes())
    .route("/", assistantRoutes())
    .route("/", threadRoutes(handle))
    .route("/", runRoutes(handle));
}
