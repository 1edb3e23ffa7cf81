import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Database } from "./database.ts";

/** A link by which anybody may read one report. */
export interface Share {
  readonly id: string;
  readonly runId: string;
  /** ISO 8601 instant. */
  readonly created: string;
}

/**
 * Links to reports for people without an account.
 *
 * Contract: a token is told once, when it is made; only its hash is kept, so the database gives no link away.
 */
export interface ShareStore {
  add(share: {
    readonly runId: string;
    readonly tenant: string;
    readonly created: string;
  }): Share & { readonly token: string };
  /** Oldest first. */
  of(runId: string, tenant: string): readonly Share[];
  /** The run that a token opens; undefined for one that was never given or was revoked. */
  runOf(token: string): string | undefined;
  /** False when the tenant has no such link. */
  revoke(id: string, tenant: string): boolean;
}

const schema = `CREATE TABLE IF NOT EXISTS shares (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL, tenant TEXT NOT NULL, created TEXT NOT NULL
) WITHOUT ROWID`;

interface ShareRow {
  readonly id: string;
  readonly run_id: string;
  readonly created: string;
}

/** 256 random bits: nobody guesses one. */
const tokenBytes = 32;

export function createShareStore(database: Database): ShareStore {
  database.exec(schema);
  // The one cast of this file: rows have the shape of the statements.
  const rows = (where: string, values: readonly string[]) =>
    database.prepare(`SELECT id, run_id, created FROM shares WHERE ${where}`).all(values) as readonly ShareRow[];
  return {
    add({ runId, tenant, created }) {
      const id = randomUUID();
      const token = randomBytes(tokenBytes).toString("base64url");
      database.prepare("INSERT INTO shares VALUES (?, ?, ?, ?, ?)").run([id, hashOf(token), runId, tenant, created]);
      return { id, runId, created, token };
    },
    of: (runId, tenant) => rows("run_id = ? AND tenant = ? ORDER BY created, id", [runId, tenant]).map(toShare),
    runOf: (token) => rows("token_hash = ?", [hashOf(token)])[0]?.run_id,
    revoke: (id, tenant) =>
      database.prepare("DELETE FROM shares WHERE id = ? AND tenant = ?").run([id, tenant]).changes > 0,
  };
}

const toShare = ({ id, run_id: runId, created }: ShareRow): Share => ({ id, runId, created });

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
