import { join } from "node:path";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { Hono } from "hono";
import { ExhibitError } from "../errors.ts";
import { openRunFolder } from "../runs/index.ts";
import { originOf, type Principal, type ServerEnv, type ServerServices } from "../server/index.ts";
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
  const { jobs, config, links } = services;
  return {
    services,
    principal,
    session: () => sessions.of(principal),
    linkTo: (runId, name) => `${origin}${links.linkTo(runId, name)}`,
    async openRun(runId) {
      const isOwn = jobs.store.jobsOfRun(runId).some(({ tenant }) => tenant === principal.tenant);
      if (!isOwn)
        throw new ExhibitError("NOT_FOUND", `There is no run ${runId}; start_research gives the ids of yours.`);
      return openRunFolder(join(config.out, runId));
    },
  };
}
