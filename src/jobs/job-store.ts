import { inTransaction } from "../runs/index.ts";
import type { Database } from "./database.ts";
import { endedStatuses, type Job, type JobStatus, type Wish } from "./job.ts";
import { keptJson } from "./kept-json.ts";
import { preparedStatements, type Statements } from "./statements.ts";
import { createThreadStore, type ThreadStore } from "./thread-store.ts";

type NewJob = Pick<
  Job,
  "id" | "threadId" | "tenant" | "runId" | "question" | "after" | "approves" | "created" | "starts" | "notes"
>;

/** What becomes of a job; what is left out stays. */
export type JobChange = Partial<Pick<Job, "status" | "attempts" | "outcome" | "message" | "last" | "waitsFor">>;

/**
 * Threads and jobs, kept in SQLite.
 *
 * Contract: everything asked for by a tenant is that tenant's own; another's looks as if it were not there. What
 * clients keep with threads and jobs is small. Errors: those of `keptJson`.
 */
export interface JobStore extends ThreadStore {
  /** The jobs of the thread go with it. */
  removeThread(id: string): void;
  /** `also` writes within the same transaction. */
  addJob(job: NewJob, also?: (job: Job) => void): Job;
  removeJob(id: string): void;
  /** Undefined for another tenant's. */
  job(id: string, tenant: string): Job | undefined;
  /** Whosever it is: for the server itself, never for what a client asks. */
  jobById(id: string): Job | undefined;
  /** Oldest first. */
  jobsOf(threadId: string): readonly Job[];
  /** The last job of each of a tenant's threads that has one, in the order of threads: latest first. */
  latestOfThreads(tenant: string, page: { readonly limit: number; readonly offset: number }): readonly Job[];
  /** Of one run, oldest first. */
  jobsOfRun(runId: string): readonly Job[];
  /** Oldest first, of all tenants. */
  withStatus(...statuses: readonly JobStatus[]): readonly Job[];
  /** How many there are, without reading them; of all tenants when none is named. */
  count(filter: { readonly statuses: readonly JobStatus[]; readonly tenant?: string }): number;
  /** Undefined where there is no such job. */
  change(id: string, change: JobChange, updated: string): Job | undefined;
  /** The same, unless the job has left the expected status in the meantime. */
  changeIf(id: string, expected: JobStatus, change: JobChange, updated: string): Job | undefined;
  /** Keeps what was asked of a job: it is heard even if the server ends before the worker heard it. */
  setWish(id: string, wish: Wish): void;
  wishOf(id: string): Wish | undefined;
}

interface JobRow {
  readonly id: string;
  readonly thread_id: string;
  readonly tenant: string;
  readonly run_id: string;
  readonly question: string;
  readonly status: JobStatus;
  readonly after: number;
  readonly last: number | null;
  readonly approves: number;
  readonly starts: string | null;
  readonly notes: string;
  readonly attempts: number;
  readonly created: string;
  readonly updated: string;
  readonly outcome: Job["outcome"] | null;
  readonly message: string | null;
  readonly waits_for: Job["waitsFor"] | null;
}

/** `onEnded` hears of jobs that end, within the transaction that ends them: what it writes is written with the end. */
export function createJobStore(database: Database, onEnded: (job: Job) => void = () => undefined): JobStore {
  const { run, all } = preparedStatements(database);
  const jobs: FindJobs = (where, values) =>
    all<JobRow>(`SELECT * FROM jobs WHERE ${where} ORDER BY number`, values).map(toJob);
  const write = writing(run, jobs, onEnded);
  // Asked for at every event of every reader; all changes pass through here, and no other process writes.
  const atWork = new Map<string, Job>();
  const jobById = (id: string) => atWork.get(id) ?? jobs("id = ?", [id])[0];
  const change: JobStore["change"] = (id, wanted, updated) => {
    const job = inTransaction(database, () => write(id, wanted, updated));
    // Only what was really written is remembered: a full disk undoes the rest.
    if (job?.status === "running") atWork.set(id, job);
    else atWork.delete(id);
    return job;
  };
  return {
    ...createThreadStore(database),
    removeThread: (id) => {
      const gone = jobs("thread_id = ?", [id]);
      run("DELETE FROM threads WHERE id = ?", [id]);
      for (const job of gone) atWork.delete(job.id);
    },
    addJob: (given, also) => inTransaction(database, () => added(given, run, also)),
    removeJob: (id) => {
      run("DELETE FROM jobs WHERE id = ?", [id]);
      atWork.delete(id);
    },
    job: (id, tenant) => jobs("id = ? AND tenant = ?", [id, tenant])[0],
    jobById,
    jobsOf: (threadId) => jobs("thread_id = ?", [threadId]),
    latestOfThreads: (tenant, { limit, offset }) => all<JobRow>(latestSql, [tenant, limit, offset]).map(toJob),
    jobsOfRun: (runId) => jobs("run_id = ?", [runId]),
    withStatus: (...statuses) => jobs(...conditionOf({ statuses })),
    count: (filter) => {
      const [where, values] = conditionOf(filter);
      return all<{ count: number }>(`SELECT COUNT(*) AS count FROM jobs WHERE ${where}`, values)[0]?.count ?? 0;
    },
    change,
    changeIf: (id, expected, wanted, updated) =>
      jobById(id)?.status === expected ? change(id, wanted, updated) : undefined,
    setWish: (id, wish) => {
      run("UPDATE jobs SET wish = ? WHERE id = ?", [wish, id]);
    },
    wishOf: (id) => all<{ wish: Wish | null }>("SELECT wish FROM jobs WHERE id = ?", [id])[0]?.wish ?? undefined,
  };
}

type FindJobs = (where: string, values: readonly unknown[]) => readonly Job[];

/** Writes a change with all that goes with it: when the thread was last at work, and what is written at an end. */
function writing(run: Statements["run"], jobs: FindJobs, onEnded: (job: Job) => void): JobStore["change"] {
  return (id, wanted, updated) => {
    const set = columnsOf(wanted, updated);
    const columns = set.map(([name]) => `${name} = ?`).join(", ");
    run(`UPDATE jobs SET ${columns} WHERE id = ?`, [...set.map(([, value]) => value), id]);
    const [changed] = jobs("id = ?", [id]);
    if (changed) run(touchSql, [updated, changed.threadId]);
    if (changed && wanted.status && endedStatuses.includes(wanted.status)) onEnded(changed);
    return changed;
  };
}

const latestSql = `
  SELECT jobs.* FROM threads
  JOIN jobs ON jobs.number = (SELECT MAX(number) FROM jobs WHERE thread_id = threads.id)
  WHERE threads.tenant = ? ORDER BY threads.updated DESC, threads.id LIMIT ? OFFSET ?`;

const touchSql = "UPDATE threads SET updated = ? WHERE id = ?";

const insertSql = `INSERT INTO jobs (id, thread_id, tenant, run_id, question, status, after, approves, attempts, created,
  updated, starts, notes) VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, 0, ?, ?, ?, ?)`;

function added(given: NewJob, run: Statements["run"], also: ((job: Job) => void) | undefined): Job {
  const { id, threadId, tenant, runId, question, after, approves, created, starts, notes } = given;
  run(insertSql, [
    ...[id, threadId, tenant, runId, question, after, approves ? 1 : 0, created, created],
    ...[starts ?? null, keptJson(notes, "What is kept with a run")],
  ]);
  run(touchSql, [created, threadId]);
  const fresh = { status: "queued", attempts: 0, updated: created, ...(starts ? { starts } : {}) } as const;
  const job: Job = { id, threadId, tenant, runId, question, after, approves, created, notes, ...fresh };
  also?.(job);
  return job;
}

function columnsOf({ waitsFor, ...change }: JobChange, updated: string): readonly (readonly [string, unknown])[] {
  const { status, attempts, outcome, message, last } = change;
  const columns = { status, attempts, outcome, message, last, waits_for: waitsFor, updated };
  return Object.entries(columns).filter(([, value]) => value !== undefined);
}

function conditionOf({
  statuses,
  tenant,
}: Parameters<JobStore["count"]>[0]): [where: string, values: readonly unknown[]] {
  const where = `status IN (${statuses.map(() => "?").join(", ")})`;
  return tenant === undefined ? [where, statuses] : [`${where} AND tenant = ?`, [...statuses, tenant]];
}

function toJob(row: JobRow): Job {
  const { thread_id: threadId, run_id: runId, outcome, message, last, ...rest } = row;
  const { id, tenant, question, status, after, attempts, created, updated } = rest;
  const ended = {
    ...(outcome ? { outcome } : {}),
    ...(message ? { message } : {}),
    ...(last === null ? {} : { last }),
    ...(row.starts ? { starts: row.starts } : {}),
    ...(row.waits_for ? { waitsFor: row.waits_for } : {}),
  };
  const approves = row.approves === 1;
  const notes = JSON.parse(row.notes) as Job["notes"];
  return {
    id,
    threadId,
    tenant,
    runId,
    question,
    status,
    after,
    approves,
    attempts,
    created,
    updated,
    notes,
    ...ended,
  };
}
