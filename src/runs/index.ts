export { type Budget, type BudgetLimits, createBudget } from "./budget.ts";
export { createEventLog, type EventLog, type LoggedEvent } from "./event-log.ts";
export { findRun } from "./find-run.ts";
export { lockRun } from "./lock.ts";
export { finishRemoving, type RunPlaces, removeRun } from "./remove-run.ts";
export { openRunFolder, type RunFolder, runFolderAt } from "./run-folder.ts";
export { runIdOf } from "./run-id.ts";
export {
  type ArtifactFormat,
  artifactFormats,
  loadRunRecord,
  type ReportLength,
  type RunModels,
  type RunRecord,
  type RunRequest,
  reportLengths,
} from "./run-record.ts";
export { type Addition, openSteering, type Steering, type SteeringNote, steeringNote } from "./steering.ts";
export { localTenant, tenantFolderName, tenantHome } from "./tenant-home.ts";
export { inTransaction } from "./transaction.ts";
export {
  appendLine,
  explainDatabaseError,
  explainWriteError,
  isDiskFull,
  makeFolder,
  writeAtomically,
} from "./write.ts";
