export { type Config, loadConfig } from "./config.ts";
export { type ErrorCode, ExhibitError, type Failure } from "./errors.ts";
export type { Outcome, RunEvent } from "./events.ts";
export type { Report } from "./report/index.ts";
export { type ResolvedReport, resolve } from "./report/resolve.ts";
export {
  type ApprovePlan,
  type Clarify,
  type Run,
  type RunOptions,
  type RunResult,
  resumeRun,
  startRun,
} from "./run.ts";
export type { RunRequest } from "./runs/index.ts";
