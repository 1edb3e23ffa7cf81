export { type AuditLog, createAuditLog } from "./access/audit-log.ts";
export { createApp } from "./app.ts";
export { originOf } from "./origin.ts";
export { type Extension, openScheduled, type RunningServer, type ServeOptions, serve } from "./serve.ts";
export type { Principal, Scope, ServerEnv, ServerLimits, ServerServices } from "./services.ts";
export { requestOf, settingsSchema } from "./settings.ts";
