import { inTransaction } from "../runs/index.ts";
import type { Database } from "./database.ts";
import { endedStatuses, type Job, type JobStatus, type Thread, type Wish } from "./job.ts";
import { keptJson } from "./kept-json.ts";

type NewJob = Pick<
  Job,
  "id" | "threadId" | "tenant" | "runId" | "question" | "after" | "approves" | "created" | "starts" | "notes"
>;

/** A thread with where it stands: queued or running if any of its jobs is, otherwise as its last job. */
export interface StandingThread extends Thread {
  readonly standing: JobStatus | undefined;
}

export type JobChange = Partial<Pick<Job, "status" | "attempts" | "outcome" | "message" | "last" | "waitsFor">>;

/**
 * Threads and jobs, kept in SQLite.
 *
 * Contract: everything asked for by a tenant is that tenant's own; another's looks as if it were not there. What clients keep
 * with threads and jobs is small. Errors: those of `keptJson`.
 */
export interface JobStore {
  addThread(thread: Thread): void;
  thread(id: string, tenant: string): Thread | undefined;
  /** Latest first. */
  threads(tenant: string, page: { readonly limit: number; readonly offset: number }): readonly Thread[];
  /** All of a tenant, latest first. */
  standingThreads(tenant: string): readonly StandingThread[];
  setMetadata(id: string, metadata: Thread["metadata"], updated: string): void;
  /** The jobs of the thread go with it. */
  removeThread(id: string): void;
  /** `also` writes within the same transaction. */
  addJob(job: NewJob, also?: (job: Job) => void): Job;
  removeJob(id: string): void;
  job(id: string, tenant: string): Job | undefined;
  jobById(id: string): Job | undefined;
  /** Oldest first. */
  jobsOf(threadId: string): readonly Job[];
  /** Of one run, oldest first. */
  jobsOfRun(runId: string): readonly Job[];
  /** Oldest first, of all tenants. */
  withStatus(...statuses: readonly JobStatus[]): readonly Job[];
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

interface ThreadRow {
  readonly id: string;
  readonly tenant: string;
  readonly created: string;
  readonly updated: string;
  readonly metadata: string;
}

type Statement = ReturnType<Database["prepare"]>;

/** Statements are few and asked for often, so each is prepared once. */
function statementsOf(database: Database): (sql: string) => Statement {
  const prepared = new Map<string, Statement>();
  return (sql) => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

const byNumber = "ORDER BY number";

const standingSql = `
  SELECT threads.*, CASE
    WHEN EXISTS (SELECT 1 FROM jobs WHERE thread_id = threads.id AND status = 'running') THEN 'running'
    WHEN EXISTS (SELECT 1 FROM jobs WHERE thread_id = threads.id AND status = 'queued') THEN 'queued'
    ELSE (SELECT status FROM jobs WHERE thread_id = threads.id ORDER BY number DESC LIMIT 1) END AS standing
  FROM threads WHERE tenant = ? ORDER BY updated DESC, id`;

/** `onEnded` hears of jobs that end, within the transaction that ends them: what it writes is written with the end. */
export function createJobStore(database: Database, onEnded: (job: Job) => void = () => undefined): JobStore {
  const statement = statementsOf(database);
  const run = (sql: string, values: readonly unknown[]) => statement(sql).run(values);
  // The one cast of this file: rows have the shape of the statements above them.
  const rows = <Row>(sql: string, values: readonly unknown[]) => statement(sql).all(values) as readonly Row[];
  const jobs = (where: string, values: readonly unknown[]) =>
    rows<JobRow>(`SELECT * FROM jobs WHERE ${where} ${byNumber}`, values).map(toJob);
  const threads = (where: string, values: readonly unknown[]) =>
    rows<ThreadRow>(`SELECT * FROM threads WHERE ${where}`, values).map(toThread);
  // Asked for at every event of every reader; all changes pass through here, and no other process writes.
  const atWork = new Map<string, Job>();
  const jobById = (id: string) => atWork.get(id) ?? jobs("id = ?", [id])[0];
  const touch = (id: string, updated: string) => run("UPDATE threads SET updated = ? WHERE id = ?", [updated, id]);
  const change: JobStore["change"] = (id, { status, attempts, outcome, message, last, waitsFor }, updated) =>
    inTransaction(database, () => {
      const columns = { status, attempts, outcome, message, last, waits_for: waitsFor, updated };
      const set = Object.entries(columns).filter(([, value]) => value !== undefined);
      const names = set.map(([name]) => `${name} = ?`).join(", ");
      run(`UPDATE jobs SET ${names} WHERE id = ?`, [...set.map(([, value]) => value), id]);
      const [job] = jobs("id = ?", [id]);
      if (job) touch(job.threadId, updated);
      if (job?.status === "running") atWork.set(id, job);
      else atWork.delete(id);
      if (job && status && endedStatuses.includes(status)) onEnded(job);
      return job;
    });
  return {
    addThread: ({ id, tenant, created, updated, metadata }) => {
      run("INSERT INTO threads VALUES (?, ?, ?, ?, ?)", [
        id,
        tenant,
        created,
        updated,
        keptJson(metadata, "The metadata"),
      ]);
    },
    thread: (id, tenant) => threads("id = ? AND tenant = ?", [id, tenant])[0],
    threads: (tenant, { limit, offset }) =>
      threads("tenant = ? ORDER BY updated DESC, id LIMIT ? OFFSET ?", [tenant, limit, offset]),
    standingThreads: (tenant) =>
      rows<ThreadRow & { standing: JobStatus | null }>(standingSql, [tenant]).map(({ standing, ...row }) => ({
        ...toThread(row),
        standing: standing ?? undefined,
      })),
    setMetadata: (id, metadata, updated) => {
      run("UPDATE threads SET metadata = ?, updated = ? WHERE id = ?", [
        keptJson(metadata, "The metadata"),
        updated,
        id,
      ]);
    },
    removeThread: (id) => {
      for (const job of jobs("thread_id = ?", [id])) atWork.delete(job.id);
      run("DELETE FROM threads WHERE id = ?", [id]);
    },
    addJob: ({ id, threadId, tenant, runId, question, after, approves, created, starts, notes }, also) =>
      inTransaction(database, () => {
        run(
          `INSERT INTO jobs (id, thread_id, tenant, run_id, question, status, after, approves, attempts, created, updated,
             starts, notes) VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, 0, ?, ?, ?, ?)`,
          [
            ...[id, threadId, tenant, runId, question, after, approves ? 1 : 0, created, created],
            ...[starts ?? null, keptJson(notes, "What is kept with a run")],
          ],
        );
        touch(threadId, created);
        const fresh = { status: "queued", attempts: 0, updated: created, ...(starts ? { starts } : {}) } as const;
        const job: Job = { id, threadId, tenant, runId, question, after, approves, created, notes, ...fresh };
        also?.(job);
        return job;
      }),
    removeJob: (id) => {
      atWork.delete(id);
      run("DELETE FROM jobs WHERE id = ?", [id]);
    },
    job: (id, tenant) => jobs("id = ? AND tenant = ?", [id, tenant])[0],
    jobById,
    jobsOf: (threadId) => jobs("thread_id = ?", [threadId]),
    jobsOfRun: (runId) => jobs("run_id = ?", [runId]),
    withStatus: (...statuses) => jobs(`status IN (${statuses.map(() => "?").join(", ")})`, statuses),
    change,
    changeIf: (id, expected, wanted, updated) =>
      jobById(id)?.status === expected ? change(id, wanted, updated) : undefined,
    setWish: (id, wish) => {
      run("UPDATE jobs SET wish = ? WHERE id = ?", [wish, id]);
    },
    wishOf: (id) => rows<{ wish: Wish | null }>("SELECT wish FROM jobs WHERE id = ?", [id])[0]?.wish ?? undefined,
  };
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

/** The texts that we wrote as JSON ourselves. */
function toThread({ metadata, ...thread }: ThreadRow): Thread {
  return { ...thread, metadata: JSON.parse(metadata) as Thread["metadata"] };
}
