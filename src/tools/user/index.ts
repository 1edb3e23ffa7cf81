export { type AllowList, createAllowList } from "./allow-list.ts";
export { type InputCheck, type JsonSchema, queryInputOf, schemaOf } from "./input-schema.ts";
export type { ServerTimes } from "./mcp-connection.ts";
export { createMcpServer, type McpServer } from "./mcp-server.ts";
export { moduleName, moduleTools } from "./module-tools.ts";
export { openUserTools, type UserTools } from "./open-user-tools.ts";
export { type ServerSettings, type ToolSettings, toolFileSchema, toolSettingsOf } from "./tool-settings.ts";
export { toolContent } from "./trust.ts";
