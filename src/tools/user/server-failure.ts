import { type FailureCode, isAbort, messageOf } from "../../errors.ts";
import { letterEdge } from "../../report/index.ts";

/**
 * What went wrong with a tool of a user. `message` is ours, so that it may stand in a report; `said` is what the server
 * told, and is shown as its words only.
 */
export interface ServerFailure {
  readonly code: FailureCode;
  readonly message: string;
  readonly said?: string;
}

/** What a user's server gave, or what went wrong with it. */
export type ServerAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: ServerFailure };

const maxSaid = 300;

/** One line of a stranger's words, without what could steer a terminal. */
export function saidBy(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length <= maxSaid ? line : `${line.slice(0, letterEdge(line, maxSaid - 1))}…`;
}

/** A failure with what the server said, if it said something. */
export function serverFailure(code: FailureCode, message: string, said = ""): ServerFailure {
  const words = saidBy(said);
  return words === "" ? { code, message } : { code, message, said: words };
}

/** What the MCP client threw, in the words of a user. Rethrows the abort reason of `signal`. */
export function failureOf(
  error: unknown,
  { who, does, signal }: { readonly who: string; readonly does: string; readonly signal: AbortSignal },
): ServerFailure {
  if (isAbort(error, signal) || signal.aborted) throw signal.reason;
  const { code, status } = Object(error);
  const said = messageOf(error);
  if (code === "REQUEST_TIMEOUT") return serverFailure("timeout", `${who} ${does} in time.`);
  if (code === "CONNECTION_CLOSED" || code === "NOT_CONNECTED" || code === "SEND_FAILED")
    return serverFailure("crashed", `${who} ended while it was asked.`, said);
  const answered = typeof status === "number" ? status : Object(Object(error).data).status;
  if (answered === 401 || answered === 403) {
    const remedy = "give the variable of its key with token or headers in the config file";
    return serverFailure("refused-key", `${who} denies access (HTTP ${answered}); ${remedy}.`);
  }
  if (typeof answered === "number")
    return serverFailure("http-error", `${who} answered with status ${answered}.`, said);
  if (typeof code === "number") return serverFailure("refused", `${who} refused the call (error ${code}).`, said);
  return serverFailure("broken", `${who} gave an answer that cannot be used.`, said);
}
