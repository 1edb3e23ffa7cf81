import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { packageRoot } from "../../src/package-root.ts";
import type { AddressSettings, ProgramSettings } from "../../src/tools/user/tool-settings.ts";
import { type HttpServer, serve } from "./http-server.ts";
import { newServer } from "./mcp-new-server.ts";
import { oldServer } from "./mcp-old-server.ts";

export type Age = "new" | "old";

/** The arguments that start a server of the tests with Node. */
export const serverArgs = (age: Age): string[] => [
  join(packageRoot, "dist", "test", "support", `mcp-${age}-server.js`),
  "--serve",
];

/** Settings of a server that is started as a program. */
export function programSettings(args: readonly string[], changes: Partial<ProgramSettings> = {}): ProgramSettings {
  const common = { type: "program", name: "heat", command: process.execPath, env: {}, missing: [] } as const;
  return { ...common, args, folder: packageRoot, ...changes };
}

/** Settings of a server at an address. */
export function addressSettings(url: string, changes: Partial<AddressSettings> = {}): AddressSettings {
  return { type: "address", name: "heat", url, headers: {}, missing: [], ...changes };
}

/** An MCP server over streamable HTTP on loopback, of either protocol's age. */
export async function serveMcp(age: Age): Promise<HttpServer> {
  if (age === "new") {
    const handler = createMcpHandler(newServer, { legacy: "reject" });
    return serve(getRequestListener((request) => handler.fetch(request)));
  }
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  return serve(async (request, response) => {
    const known = sessions.get(String(request.headers["mcp-session-id"]));
    if (known) return known.handleRequest(request, response);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        sessions.set(id, transport);
      },
    });
    await oldServer().connect(transport as Parameters<ReturnType<typeof oldServer>["connect"]>[0]);
    return transport.handleRequest(request, response);
  });
}
