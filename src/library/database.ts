import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ExhibitError } from "../errors.ts";
import { inTransaction } from "../runs/index.ts";
import { libraryError } from "./library-error.ts";

type Sqlite = typeof import("better-sqlite3");

/** A connection to SQLite. Only its type is imported: the native module is loaded when a library is opened. */
export type Database = import("better-sqlite3").Database;

/** A prepared statement of such a connection. */
export type Statement = import("better-sqlite3").Statement;

/** Raised whenever passages, terms or vectors are made differently: an older index is made anew from the readings. */
export const indexVersion = 3;
const schemaVersion = 1;
const busyTimeoutMs = 10_000;

/** Terms are made by us, so the index only splits at spaces (a number keeps its point); it keeps no copy of them. */
export const termTables = `
  CREATE VIRTUAL TABLE terms USING fts5(
    title, section, body, content='', contentless_delete=1, tokenize="ascii tokenchars '.'");
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, 'row');`;

const schema = `
  CREATE TABLE sources (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL UNIQUE,
    parser TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL);
  CREATE TABLE readings (source INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE, parsed BLOB NOT NULL);
  CREATE TABLE passages (
    number INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    kind TEXT NOT NULL, passage TEXT NOT NULL);
  CREATE INDEX passages_of_source ON passages (source);
  CREATE TABLE vectors (
    source INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE, first INTEGER NOT NULL UNIQUE, matrix BLOB NOT NULL);
  CREATE TABLE assets (
    id TEXT NOT NULL, source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE, file TEXT NOT NULL,
    PRIMARY KEY (id, source)) WITHOUT ROWID;
  CREATE INDEX assets_of_source ON assets (source);
  ${termTables}
  CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO state VALUES ('index', ${indexVersion}), ('removals', 0), ('next', 1);
  PRAGMA user_version = ${schemaVersion};`;

/**
 * Opens `library.sqlite` in the folder, creating both as needed.
 *
 * Contract: throws `ExhibitError` with a remedy when the folder cannot be written, the disk is full, or the file is
 * broken, foreign or of a newer version.
 */
export function openDatabase(folder: string): Database {
  const file = path.join(folder, "library.sqlite");
  try {
    mkdirSync(folder, { recursive: true });
    const database = connect(file);
    try {
      prepareSchema(database, file);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw libraryError(error, file);
  }
}

function connect(file: string): Database {
  // Loaded on use, so that a command that needs no library starts without native code.
  const Sqlite = createRequire(import.meta.url)("better-sqlite3") as Sqlite;
  return new Sqlite(file);
}

function prepareSchema(database: Database, file: string): void {
  database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  database.pragma("journal_mode = WAL");
  // WAL with NORMAL survives a killed process; a power cut may lose the last add, never the file.
  database.exec("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000");
  const version = versionOf(database);
  if (version === schemaVersion) return;
  if (version !== 0) throw new ExhibitError("BAD_LIBRARY", unknownVersion(file, version));
  if (database.prepare("SELECT name FROM sqlite_schema LIMIT 1").get([]) !== undefined)
    throw new ExhibitError("BAD_LIBRARY", `${file} is a database of another program. Name another folder.`);
  inTransaction(database, () => {
    if (versionOf(database) === 0) database.exec(schema);
  });
}

function versionOf(database: Database): number {
  const row = database.prepare("PRAGMA user_version").get([]) as { readonly user_version: number };
  return row.user_version;
}

function unknownVersion(file: string, version: number): string {
  return `${file} was made by another version of Exhibit (format ${version}, this one reads ${schemaVersion}). Update Exhibit, or name another folder.`;
}

/** Runs `work` on the database; what breaks in the storage below becomes an `ExhibitError`. */
export function guarded<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw libraryError(error, path.join(folder, "library.sqlite"));
  }
}
