export { type AuditLog, createAuditLog } from "./access/audit-log.ts";
export { createApp } from "./app.ts";
export { createLog, type Log, type LogLevel, logLevels } from "./log.ts";
export { originOf } from "./origin.ts";
export { secretsOf } from "./public-text.ts";
export { runEvents } from "./run-events.ts";
export { type Extension, openScheduled, type RunningServer, type ServeOptions, serve } from "./serve.ts";
export type { Principal, Scope, ServerEnv, ServerLimits, ServerServices } from "./services.ts";
export { requestOf, settingsSchema } from "./settings.ts";
