// A server of the older protocol over standard input and output.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { offered } from "./mcp-tools.ts";

/** A server with the well-behaved tools of the tests. */
export function oldServer(): McpServer {
  const server = new McpServer({ name: "heat", version: "0.9.0" });
  const { lookup, delivery, picture, fail } = offered;
  server.registerTool("lookup", { description: lookup.description, inputSchema: lookup.input.shape }, lookup.run);
  server.registerTool(
    "delivery",
    { description: delivery.description, inputSchema: delivery.input.shape },
    delivery.run,
  );
  server.registerTool("picture", { description: picture.description }, picture.run);
  server.registerTool("fail", { description: fail.description }, fail.run);
  return server;
}

if (process.argv.includes("--serve")) await oldServer().connect(new StdioServerTransport());
