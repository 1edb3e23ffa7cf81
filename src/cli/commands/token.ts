import { userInfo } from "node:os";
import { ExhibitError } from "../../errors.ts";
import { openTokens, scopes, type Token, type TokenScope } from "../../jobs/index.ts";
import { createAuditLog } from "../../server/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

interface OutFlag {
  readonly out?: string;
}

/** The flags of `exhibit token add`, as parsed. */
export interface TokenFlags extends OutFlag {
  readonly tenant?: string;
  readonly scopes: string;
  readonly days: number;
}

const dayMs = 24 * 60 * 60_000;

/** Makes a token and prints it, alone on stdout; gives the exit code. */
export async function tokenAdd(name: string, flags: TokenFlags, printer: Printer): Promise<number> {
  const now = new Date();
  const given = {
    name: checkedName(name, "The name of a token"),
    tenant: checkedName(flags.tenant ?? name, "--tenant"),
    scopes: scopesOf(flags.scopes),
    created: now.toISOString(),
    ...(flags.days > 0 ? { expires: new Date(now.getTime() + flags.days * dayMs).toISOString() } : {}),
  };
  const { token, ...made } = withTokens(flags, (tokens) => tokens.add(given));
  await audit(flags, "token add", made.id);
  printer.result(token);
  printer.note(`${lineOf(made)}\nIt is not shown again. Send it as: Authorization: Bearer ${token.slice(0, 17)}…`);
  return exitCodes.complete;
}

/** Lists tokens without themselves; gives the exit code. */
export function tokenList(flags: OutFlag, printer: Printer): number {
  const all = withTokens(flags, (tokens) => tokens.all());
  if (all.length === 0) printer.note("No tokens; `exhibit token add NAME` makes one.");
  for (const token of all) printer.result(lineOf(token));
  return exitCodes.complete;
}

/** Ends a token, also for a server at work; gives the exit code. Errors: `NOT_FOUND`. */
export async function tokenRevoke(id: string, flags: OutFlag, printer: Printer): Promise<number> {
  const isDone = withTokens(flags, (tokens) => tokens.revoke(id, new Date().toISOString()));
  if (!isDone) throw new ExhibitError("NOT_FOUND", `There is no valid token ${id}; \`exhibit token list\` names them.`);
  await audit(flags, "token revoke", id);
  printer.note(`Token ${id} is revoked.`);
  return exitCodes.complete;
}

function withTokens<Value>(flags: OutFlag, work: (tokens: ReturnType<typeof openTokens>) => Value): Value {
  const tokens = openTokens(configFor(flags).home);
  try {
    return work(tokens);
  } finally {
    tokens.close();
  }
}

/** Tenants and names stand in logs and lists: letters that nobody mistakes. */
function checkedName(text: string, what: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u.test(text)) return text;
  throw new ExhibitError("BAD_USAGE", `${what} takes up to 64 letters, digits, spaces and . _ @ -, not: ${text}`);
}

function scopesOf(list: string): readonly TokenScope[] {
  const named = list.split(",").map((scope) => scope.trim());
  const wrong = named.find((name) => !scopes.some((scope) => scope === name));
  if (wrong !== undefined)
    throw new ExhibitError("BAD_USAGE", `--scopes takes ${scopes.join(", ")}, not: ${wrong || "nothing"}`);
  return scopes.filter((scope) => named.includes(scope));
}

function lineOf({ id, name, tenant, scopes: held, created, expires, revoked }: Token): string {
  const end = revoked ? `revoked ${day(revoked)}` : expires ? `until ${day(expires)}` : "never expires";
  return `${id}  ${name}  tenant ${tenant}  ${held.join(",")}  made ${day(created)}  ${end}`;
}

const day = (instant: string): string => instant.slice(0, 10);

function audit(flags: OutFlag, action: string, id: string): Promise<void> {
  const log = createAuditLog(configFor(flags).home, { now: () => new Date() });
  return log.note({ who: `${userInfo().username} (command line)`, action, object: `id=${id}`, outcome: "done" });
}
