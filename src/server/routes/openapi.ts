import { Hono } from "hono";
import { openApiDocument } from "../openapi.ts";
import type { ServerEnv } from "../services.ts";

/** `/openapi.json`: what our own routes take and give. */
export function openApiRoutes(): Hono<ServerEnv> {
  return new Hono<ServerEnv>().get("/openapi.json", (context) => context.json(openApiDocument()));
}
