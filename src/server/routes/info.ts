import { Hono } from "hono";
import { packageVersion } from "../../package-root.ts";
import type { ServerEnv } from "../services.ts";

/** What clients of the LangGraph API ask first: whether there is a server, and what it can do. */
export function infoRoutes(): Hono<ServerEnv> {
  const flags = { assistants: true, crons: true, langsmith: false, langsmith_tracing_replicas: false };
  return new Hono<ServerEnv>()
    .get("/ok", (context) => context.json({ ok: true }))
    .get("/info", (context) => context.json({ version: packageVersion(), context: "exhibit", host: {}, flags }));
}
