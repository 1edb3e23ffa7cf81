export { mcpRoutes } from "./routes.ts";
export { createToolSessions, type ToolSessions } from "./sessions.ts";
export { serveMcpStdio } from "./stdio.ts";
