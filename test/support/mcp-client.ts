import { Client, InMemoryTransport } from "@modelcontextprotocol/client";
import type { McpContext } from "../../src/mcp/context.ts";
import { createMcpServer } from "../../src/mcp/server.ts";
import { createToolSessions } from "../../src/mcp/sessions.ts";
import { openOwnRun, type Principal, type Scope } from "../../src/server/index.ts";
import { createHands, type Hands } from "./hands.ts";
import { type TemporaryJobs, temporaryJobs } from "./temporary-jobs.ts";

/** A queue whose runs end when a test says so, and MCP clients of it without a socket between. */
export interface McpBench extends TemporaryJobs {
  readonly hands: Hands;
  /** A client of a tenant, as over HTTP unless its links are left out. */
  connect(changes?: Connecting): Promise<Client>;
}

interface Connecting {
  readonly tenant?: string;
  readonly scopes?: readonly Scope[];
  readonly linkTo?: McpContext["linkTo"] | "none";
}

const linked = (runId: string, name: string) => `http://x/${runId}/${name}`;

export async function mcpBench(): Promise<McpBench> {
  const hands = createHands();
  const given = await temporaryJobs({ createWorkers: hands.createWorkers });
  const { config, jobs, library } = given;
  const limits = { libraries: { mini: library }, offline: true, search: [], models: undefined };
  const sessions = createToolSessions({ config, limits });
  const clients: Client[] = [];
  return {
    ...given,
    hands,
    async connect({ tenant = "local", scopes = ["read", "run"], linkTo = linked }: Connecting = {}) {
      const principal: Principal = { tenant, name: tenant, scopes: new Set(scopes) };
      const server = createMcpServer({
        services: { config, jobs, limits },
        principal,
        openRun: (runId) => openOwnRun(runId, tenant, { config, jobs }),
        withSession: (work) => sessions.use(principal, work),
        ...(linkTo === "none" ? {} : { linkTo }),
      });
      const [near, far] = InMemoryTransport.createLinkedPair();
      const client = new Client({ name: "test", version: "1.0.0" });
      await server.connect(far);
      await client.connect(near);
      clients.push(client);
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await sessions.close();
      await given.close();
    },
  };
}

/** To wait for an answer: the usual minute is too short on a busy machine. */
export const patientMs = 240_000;

/** What a tool's answer says, as text. */
export const saidBy = ({ content }: { readonly content: readonly object[] }): string =>
  content.map((part) => ("text" in part ? String(part.text) : "")).join("\n");
