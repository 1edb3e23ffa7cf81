export type { EventFeed, NumberedEvent } from "./event-feed.ts";
export { endedStatuses, type Job, type JobStatus, type Thread } from "./job.ts";
export type { JobStore, StandingThread } from "./job-store.ts";
export { type Jobs, type JobsOptions, openJobs, type Submission } from "./jobs.ts";
export { runJob } from "./run-job.ts";
export type { Share, ShareStore } from "./share-store.ts";
export type { FromWorker, JobEnd, ToWorker } from "./worker-messages.ts";
export { createWorkers, type Workers, type WorkersOptions } from "./workers.ts";
