export { createApp } from "./app.ts";
export { type RunningServer, type ServeOptions, serve } from "./serve.ts";
export type { Principal, Scope, ServerLimits, ServerServices } from "./services.ts";
