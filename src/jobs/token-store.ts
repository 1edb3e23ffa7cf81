import { randomBytes, timingSafeEqual } from "node:crypto";
import { sha256Of } from "../evidence/index.ts";
import type { Database } from "./database.ts";
import { preparedStatements } from "./statements.ts";

/** What a token allows: `read` sees, `run` spends and changes, `admin` watches over the server. */
export const scopes = ["read", "run", "admin"] as const;
/** What a bearer may do. */
export type TokenScope = (typeof scopes)[number];

/** A bearer token as it is kept: everything about it but itself. */
export interface Token {
  readonly id: string;
  /** Whose it is, for the audit log. */
  readonly name: string;
  readonly tenant: string;
  readonly scopes: readonly TokenScope[];
  /** ISO 8601 instants. */
  readonly created: string;
  readonly expires?: string;
  readonly revoked?: string;
}

/**
 * Bearer tokens of clients.
 *
 * Contract: a token is told once, when it is made; only its hash is kept, so the database lets nobody in.
 */
export interface TokenStore {
  /** Makes a token and tells it, this once. */
  add(token: Omit<Token, "id" | "revoked">): Token & { readonly token: string };
  /** Oldest first, with those that are over. */
  all(): readonly Token[];
  /** The token behind what a client sent, unless it was never given, is revoked or has expired. */
  find(text: string, now: Date): Token | undefined;
  /** False for an id that is unknown or revoked already. */
  revoke(id: string, at: string): boolean;
  /** Whether anybody can come in. */
  hasValid(now: Date): boolean;
  /** No token was ever made; one that is over counts, so that the end of the last opens no door. */
  isUnused(): boolean;
}

const schema = `CREATE TABLE IF NOT EXISTS tokens (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL, name TEXT NOT NULL, tenant TEXT NOT NULL, scopes TEXT NOT NULL,
  created TEXT NOT NULL, expires TEXT, revoked TEXT
) WITHOUT ROWID`;

interface TokenRow {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly tenant: string;
  readonly scopes: string;
  readonly created: string;
  readonly expires: string | null;
  readonly revoked: string | null;
}

/** 256 random bits: nobody guesses one. */
const secretBytes = 32;
/** The id finds the row, so that the secret is compared once and in constant time. */
const shape = /^exh_([0-9a-f]{12})_([\w-]{43})$/;

/** Makes its table where there is none. */
export function createTokenStore(database: Database): TokenStore {
  database.exec(schema);
  const { run, all } = preparedStatements(database);
  const rows = (rest: string, values: readonly string[]) => all<TokenRow>(`SELECT * FROM tokens ${rest}`, values);
  const isValid = ({ expires, revoked }: Token, now: Date) =>
    revoked === undefined && (expires === undefined || Date.parse(expires) > now.getTime());
  return {
    add(given) {
      const id = randomBytes(6).toString("hex");
      const secret = randomBytes(secretBytes).toString("base64url");
      const { name, tenant, created, expires = null } = given;
      const values = [id, sha256Of(secret), name, tenant, given.scopes.join(" "), created, expires];
      run("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", values);
      return { ...given, id, token: `exh_${id}_${secret}` };
    },
    all: () => rows("ORDER BY created, id", []).map(toToken),
    find(text, now) {
      const [, id = "", secret = ""] = shape.exec(text) ?? [];
      const [row] = rows("WHERE id = ?", [id]);
      if (!row || !timingSafeEqual(Buffer.from(sha256Of(secret)), Buffer.from(row.hash))) return undefined;
      const token = toToken(row);
      return isValid(token, now) ? token : undefined;
    },
    revoke: (id, at) => run("UPDATE tokens SET revoked = ? WHERE id = ? AND revoked IS NULL", [at, id]) > 0,
    isUnused: () => rows("LIMIT 1", []).length === 0,
    hasValid: (now) => rows("WHERE revoked IS NULL", []).some((row) => isValid(toToken(row), now)),
  };
}

function toToken({ id, name, tenant, created, expires, revoked, ...row }: TokenRow): Token {
  const given = row.scopes.split(" ");
  return {
    id,
    name,
    tenant,
    scopes: scopes.filter((scope) => given.includes(scope)),
    created,
    ...(expires === null ? {} : { expires }),
    ...(revoked === null ? {} : { revoked }),
  };
}
