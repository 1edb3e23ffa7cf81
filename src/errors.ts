/**
 * What broke because of a programmer or a user; the outside world's failures are values (`Failure`).
 * Each code stands in the README's table with its exit code.
 */
export type ErrorCode =
  | "BAD_USAGE"
  | "BAD_CONFIG"
  | "BAD_REPORT"
  | "BAD_LIBRARY"
  | "NOTHING_TO_READ"
  | "NOT_FOUND"
  | "NOT_WRITABLE"
  | "DISK_FULL"
  | "FETCH_REFUSED"
  | "RUN_BUSY"
  | "QUEUE_FULL"
  | "RENDER_FAILED"
  | "DEPENDENCY_MISSING"
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
  "unreachable",
  "refused-address",
  "refused-robots",
  "not-found",
  "http-error",
  "rate-limited",
  "too-large",
  "timeout",
  "unsupported",
  "password",
  "broken",
  "empty",
  "crashed",
  "memory",
  "missing-tool",
  "refused-key",
  "refused",
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
