import type { Database } from "./database.ts";
import type { JobStatus, Thread } from "./job.ts";
import { keptJson } from "./kept-json.ts";
import { preparedStatements } from "./statements.ts";

/** A thread with where it stands: queued or running if any of its jobs is, otherwise as its last job. */
export interface StandingThread extends Thread {
  readonly standing: JobStatus | undefined;
}

/**
 * Threads, kept in SQLite.
 *
 * Contract: another tenant's thread looks as if it were not there. Errors: those of `keptJson`.
 */
export interface ThreadStore {
  addThread(thread: Thread): void;
  /** Undefined for another tenant's. */
  thread(id: string, tenant: string): Thread | undefined;
  /** Latest first. */
  threads(tenant: string, page: { readonly limit: number; readonly offset: number }): readonly Thread[];
  /** All of a tenant, latest first. */
  standingThreads(tenant: string): readonly StandingThread[];
  /** Replaces what was kept, whole. */
  setMetadata(id: string, metadata: Thread["metadata"], updated: string): void;
}

interface ThreadRow {
  readonly id: string;
  readonly tenant: string;
  readonly created: string;
  readonly updated: string;
  readonly metadata: string;
}

const standingSql = `
  SELECT threads.*, CASE
    WHEN EXISTS (SELECT 1 FROM jobs WHERE thread_id = threads.id AND status = 'running') THEN 'running'
    WHEN EXISTS (SELECT 1 FROM jobs WHERE thread_id = threads.id AND status = 'queued') THEN 'queued'
    ELSE (SELECT status FROM jobs WHERE thread_id = threads.id ORDER BY number DESC LIMIT 1) END AS standing
  FROM threads WHERE tenant = ? ORDER BY updated DESC, id`;

/** Over the tables that `openJobsDatabase` makes. */
export function createThreadStore(database: Database): ThreadStore {
  const { run, all } = preparedStatements(database);
  const threads = (where: string, values: readonly unknown[]) =>
    all<ThreadRow>(`SELECT * FROM threads WHERE ${where}`, values).map(toThread);
  return {
    addThread: ({ id, tenant, created, updated, metadata }) => {
      const kept = keptJson(metadata, "The metadata");
      run("INSERT INTO threads VALUES (?, ?, ?, ?, ?)", [id, tenant, created, updated, kept]);
    },
    thread: (id, tenant) => threads("id = ? AND tenant = ?", [id, tenant])[0],
    threads: (tenant, { limit, offset }) =>
      threads("tenant = ? ORDER BY updated DESC, id LIMIT ? OFFSET ?", [tenant, limit, offset]),
    standingThreads: (tenant) =>
      all<ThreadRow & { standing: JobStatus | null }>(standingSql, [tenant]).map(({ standing, ...row }) => ({
        ...toThread(row),
        standing: standing ?? undefined,
      })),
    setMetadata: (id, metadata, updated) => {
      const kept = keptJson(metadata, "The metadata");
      run("UPDATE threads SET metadata = ?, updated = ? WHERE id = ?", [kept, updated, id]);
    },
  };
}

/** The texts that we wrote as JSON ourselves. */
function toThread({ metadata, ...thread }: ThreadRow): Thread {
  return { ...thread, metadata: JSON.parse(metadata) as Thread["metadata"] };
}
