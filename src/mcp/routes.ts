import { createMcpHandler } from "@modelcontextprotocol/server";
import { Hono } from "hono";
import { openOwnRun, originOf, type Principal, type ServerEnv, type ServerServices } from "../server/index.ts";
import type { McpContext } from "./context.ts";
import { createMcpServer } from "./server.ts";
import type { ToolSessions } from "./sessions.ts";

/** `/mcp`: streamable HTTP, of the protocol of 2026-07-28 and of those before it; each request stands alone. */
export function mcpRoutes(services: ServerServices, sessions: ToolSessions): Hono<ServerEnv> {
  return new Hono<ServerEnv>().all("/mcp", (context) => {
    const origin = originOf(context);
    const client = contextOf(context.get("principal"), { services, sessions, origin });
    return createMcpHandler(() => createMcpServer(client)).fetch(context.req.raw);
  });
}

function contextOf(
  principal: Principal,
  { services, sessions, origin }: { services: ServerServices; sessions: ToolSessions; origin: string },
): McpContext {
  const { links } = services;
  return {
    services,
    principal,
    withSession: (work) => sessions.use(principal, work),
    linkTo: (runId, name) => `${origin}${links.linkTo(runId, name)}`,
    openRun: (runId) => openOwnRun(runId, principal.tenant, services),
  };
}
