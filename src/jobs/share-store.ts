import { randomBytes, randomUUID } from "node:crypto";
import { sha256Of } from "../evidence/index.ts";
import type { Database } from "./database.ts";
import { preparedStatements } from "./statements.ts";

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
  /** Makes a link and tells its token, this once. */
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

/** Over the table that `openJobsDatabase` makes. */
export function createShareStore(database: Database): ShareStore {
  const { run, all } = preparedStatements(database);
  const rows = (where: string, values: readonly string[]) =>
    all<ShareRow>(`SELECT id, kind, target, created FROM shares WHERE ${where}`, values);
  return {
    add({ kind, target, tenant, created }) {
      const id = randomUUID();
      const token = randomBytes(tokenBytes).toString("base64url");
      run(insertSql, [id, sha256Of(token), kind, target, tenant, created]);
      return { id, kind, target, created, token };
    },
    of: ({ kind, target }, tenant) =>
      rows("kind = ? AND target = ? AND tenant = ? ORDER BY created, id", [kind, target, tenant]),
    targetOf: (kind, token) => rows("kind = ? AND token_hash = ?", [kind, sha256Of(token)])[0]?.target,
    revoke: (id, tenant) => run("DELETE FROM shares WHERE id = ? AND tenant = ?", [id, tenant]) > 0,
    revokeAll: ({ kind, target }) => {
      run("DELETE FROM shares WHERE kind = ? AND target = ?", [kind, target]);
    },
  };
}

const insertSql = "INSERT INTO shares (id, token_hash, kind, target, tenant, created) VALUES (?, ?, ?, ?, ?, ?)";
