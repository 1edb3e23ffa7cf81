import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { findRun, localTenant } from "../runs/index.ts";
import type { Principal, ServerServices } from "../server/index.ts";
import type { McpContext } from "./context.ts";
import { createMcpServer } from "./server.ts";
import { createToolSessions } from "./sessions.ts";

const local: Principal = { tenant: localTenant, name: "local", scopes: new Set(["read", "run"]) };

/**
 * Serves one client over standard input and output until it closes them.
 *
 * Contract: nothing but the protocol is written to standard output; the runs of earlier sessions can be read.
 */
export async function serveMcpStdio(
  services: Pick<ServerServices, "config" | "jobs" | "limits">,
  onError: (error: unknown) => void,
): Promise<void> {
  const sessions = createToolSessions(services);
  const openRun = (runId: string) => findRun(runId, services.config.out);
  const withSession: McpContext["withSession"] = (work) => sessions.use(local, work);
  const context = { services, principal: local, openRun, withSession };
  const ended = new Promise<void>((resolve) => {
    process.stdin.once("end", () => resolve());
    process.stdin.once("close", () => resolve());
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  const handle = serveStdio(() => createMcpServer(context), { onerror: onError });
  await ended;
  await handle.close();
  await sessions.close();
}
