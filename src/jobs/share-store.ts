import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Database } from "./database.ts";

/** What a link opens: the report of a run, or the feed of a briefing. */
export interface Opened {
  readonly kind: "report" | "feed";
  /** Id of the run or the briefing. */
  readonly target: string;
}

/** A link by which anybody may read one report or one feed. */
export interface Share extends Opened {
  readonly id: string;
  /** ISO 8601 instant. */
  readonly created: string;
}

/**
 * Links for people and programs without an account.
 *
 * Contract: a token is told once, when it is made; only its hash is kept, so the database gives no link away.
 */
export interface ShareStore {
  add(share: Opened & { readonly tenant: string; readonly created: string }): Share & {
    readonly token: string;
  };
  /** Oldest first. */
  of(opened: Opened, tenant: string): readonly Share[];
  /** The id of what a token of that kind opens; undefined for one that was never given or was revoked. */
  targetOf(kind: Opened["kind"], token: string): string | undefined;
  /** False when the tenant has no such link. */
  revoke(id: string, tenant: string): boolean;
  /** Revokes every link to something that is removed. */
  revokeAll(opened: Opened): void;
}

interface ShareRow {
  readonly id: string;
  readonly kind: Opened["kind"];
  readonly target: string;
  readonly created: string;
}

/** 256 random bits: nobody guesses one. */
const tokenBytes = 32;

export function createShareStore(database: Database): ShareStore {
  const run = (sql: string, values: readonly string[]): number => database.prepare(sql).run(values).changes;
  // The one cast of this file: rows have the shape of the statements.
  const rows = (where: string, values: readonly string[]) =>
    database.prepare(`SELECT id, kind, target, created FROM shares WHERE ${where}`).all(values) as readonly ShareRow[];
  return {
    add({ kind, target, tenant, created }) {
      const id = randomUUID();
      const token = randomBytes(tokenBytes).toString("base64url");
      const columns = "id, token_hash, kind, target, tenant, created";
      run(`INSERT INTO shares (${columns}) VALUES (?, ?, ?, ?, ?, ?)`, [
        id,
        hashOf(token),
        kind,
        target,
        tenant,
        created,
      ]);
      return { id, kind, target, created, token };
    },
    of: ({ kind, target }, tenant) =>
      rows("kind = ? AND target = ? AND tenant = ? ORDER BY created, id", [kind, target, tenant]),
    targetOf: (kind, token) => rows("kind = ? AND token_hash = ?", [kind, hashOf(token)])[0]?.target,
    revoke: (id, tenant) => run("DELETE FROM shares WHERE id = ? AND tenant = ?", [id, tenant]) > 0,
    revokeAll: ({ kind, target }) => {
      run("DELETE FROM shares WHERE kind = ? AND target = ?", [kind, target]);
    },
  };
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
