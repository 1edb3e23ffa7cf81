/**
 * What broke because of a programmer or a user; the outside world's failures are values (`Failure`).
 * Each code stands in the README's table with its exit code.
 */
export type ErrorCode =
  /** A flag, an argument or a request asks for what there is not, or for two things that exclude each other. */
  | "BAD_USAGE"
  /** The config file or the environment holds something that it may not. */
  | "BAD_CONFIG"
  /** A file of a run is broken or of a newer version. */
  | "BAD_REPORT"
  /** The library index is damaged or of another version. */
  | "BAD_LIBRARY"
  /** What was named holds no document, or one that cannot be read. */
  | "NOTHING_TO_READ"
  /** There is no such file, run or part of one; another tenant's counts as none. */
  | "NOT_FOUND"
  | "NOT_WRITABLE"
  | "DISK_FULL"
  /** An address that the user named may not be fetched. */
  | "FETCH_REFUSED"
  /** Another process has it, or it is in no state to go on. */
  | "RUN_BUSY"
  /** A tenant of the server has as much as it may have. */
  | "QUEUE_FULL"
  | "RENDER_FAILED"
  /** Something that comes with the package is not there. */
  | "DEPENDENCY_MISSING"
  /** A mistake of this program. */
  | "INTERNAL";

/** The message names the thing, the expectation and the remedy. */
export class ExhibitError extends Error {
  override readonly name = "ExhibitError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What the outside world can fail at. */
export const failureCodes = [
  /** No connection, or none may be made: the run is offline. */
  "unreachable",
  /** No web address, or one that leads to a private network. */
  "refused-address",
  /** The site's robots.txt forbids it. */
  "refused-robots",
  "not-found",
  "http-error",
  "rate-limited",
  "too-large",
  "timeout",
  /** Of a kind that nothing here reads. */
  "unsupported",
  "password",
  /** Came, but is not what it says it is. */
  "broken",
  "empty",
  /** The process that read it ended. */
  "crashed",
  /** The process that read it wanted more memory than it may have. */
  "memory",
  /** A program or model that it needs is not there. */
  "missing-tool",
  /** The service does not take the key. */
  "refused-key",
  /** Whoever was asked declines. */
  "refused",
  /** A limit of the run, or the credit at a provider, is spent. */
  "budget",
] as const;

/** What the outside world failed at. */
export type FailureCode = (typeof failureCodes)[number];

/** An expected failure of the outside world: a value that ends in events and in the report's limitations. */
export interface Failure {
  readonly stage: string;
  /** The address, file or provider. */
  readonly target: string;
  readonly code: FailureCode;
  /** One sentence a user understands, without stack or secrets. */
  readonly message: string;
}

/** Whether something thrown is the cancellation of `signal`, which must travel on unchanged. */
export function isAbort(error: unknown, signal: AbortSignal | undefined): boolean {
  return (
    signal?.aborted === true && (error === signal.reason || (error instanceof Error && error.name === "AbortError"))
  );
}

/** Whether something thrown says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Shorter ones, as the placeholder that local servers take for a key, would be found everywhere. */
const shortestSecret = 8;

/** A text of others without the secrets of this program, which whoever was given one may repeat; plain text or JSON. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

/** The message of anything thrown. Contract: never throws itself, not even for objects without a prototype. */
export function messageOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const message = "message" in error ? error.message : undefined;
  return typeof message === "string" ? message : Object.prototype.toString.call(error);
}
