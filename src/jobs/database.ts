import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ExhibitError } from "../errors.ts";
import { explainDatabaseError, explainWriteError, inTransaction } from "../runs/index.ts";

type Sqlite = typeof import("better-sqlite3");
/** The driver's database. */
export type Database = import("better-sqlite3").Database;

const fileName = "server.sqlite";
/** Each brings a database from one version to the next; one that was ever released is never changed. */
const migrations: readonly string[] = [
  `
  CREATE TABLE threads (
    id TEXT PRIMARY KEY, tenant TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL, metadata TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX threads_of_tenant ON threads (tenant, updated);
  CREATE TABLE jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    thread_id TEXT NOT NULL REFERENCES threads ON DELETE CASCADE,
    tenant TEXT NOT NULL, run_id TEXT NOT NULL, question TEXT NOT NULL, status TEXT NOT NULL,
    after INTEGER NOT NULL, last INTEGER, approves INTEGER NOT NULL, attempts INTEGER NOT NULL,
    created TEXT NOT NULL, updated TEXT NOT NULL, outcome TEXT, message TEXT);
  CREATE INDEX jobs_of_thread ON jobs (thread_id, number);
  CREATE INDEX jobs_by_status ON jobs (status, number);
  CREATE INDEX jobs_of_run ON jobs (run_id);`,
  `
  ALTER TABLE jobs ADD COLUMN starts TEXT;
  ALTER TABLE jobs ADD COLUMN notes TEXT NOT NULL DEFAULT '{}';`,
  "ALTER TABLE jobs ADD COLUMN wish TEXT;",
  "ALTER TABLE jobs ADD COLUMN waits_for TEXT;",
  `
  CREATE TABLE IF NOT EXISTS shares (
    id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL, tenant TEXT NOT NULL, created TEXT NOT NULL
  ) WITHOUT ROWID;
  ALTER TABLE shares RENAME COLUMN run_id TO target;
  ALTER TABLE shares ADD COLUMN kind TEXT NOT NULL DEFAULT 'report';`,
];

/** A database that ends with its process. */
export function memoryDatabase(): Database {
  const database = connect(":memory:");
  prepareSchema(database, "memory");
  return database;
}

/**
 * Opens the server's database in `folder`, creating both as needed.
 *
 * Errors: `NOT_WRITABLE`, `DISK_FULL`; `BAD_CONFIG` for the file of a newer version.
 */
export function openJobsDatabase(folder: string): Database {
  const file = join(folder, fileName);
  try {
    mkdirSync(folder, { recursive: true });
    const database = connect(file);
    database.exec("PRAGMA busy_timeout = 10000");
    database.pragma("journal_mode = WAL");
    // FULL: what a client was told to be queued or delivered survives a power cut too.
    database.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    prepareSchema(database, file);
    return database;
  } catch (error) {
    throw explainDatabaseError(explainWriteError(error, file), file);
  }
}

function connect(file: string): Database {
  const Sqlite = createRequire(import.meta.url)("better-sqlite3") as Sqlite;
  return new Sqlite(file);
}

function prepareSchema(database: Database, file: string): void {
  const { user_version: version } = database.prepare("PRAGMA user_version").get([]) as { user_version: number };
  if (version > migrations.length) {
    const message = `${file} was made by a newer version of Exhibit; update this one, or name another folder with --out.`;
    throw new ExhibitError("BAD_CONFIG", message);
  }
  if (version === migrations.length) return;
  inTransaction(database, () => {
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}
