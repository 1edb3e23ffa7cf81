export { type AllowList, createAllowList } from "./allow-list.ts";
export { type InputCheck, type JsonSchema, queryInputOf, schemaOf } from "./input-schema.ts";
export type { ServerTimes } from "./mcp-connection.ts";
export { createMcpServer, type McpServer } from "./mcp-server.ts";
export { moduleName, moduleTools } from "./module-tools.ts";
export { openUserTools, type UserTools } from "./open-user-tools.ts";
export { saidBy } from "./server-failure.ts";
export { callProblem, maxCallsPerSubQuestion, queryCalls } from "./tool-call.ts";
export {
  type ServerSettings,
  secretsOfServer,
  type ToolSettings,
  toolFileSchema,
  toolSettingsOf,
} from "./tool-settings.ts";
export { type ToolTrust, toolContent, toolsWaiting, toolTrust } from "./trust.ts";
