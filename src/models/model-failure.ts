import { type Failure, type FailureCode, hideSecrets, messageOf } from "../errors.ts";
import type { ModelResult } from "./model.ts";
import { retryAfter, retryDelay } from "./retry-after.ts";

type Failed = Extract<ModelResult, { ok: false }>;

/** What adapters put on the errors they throw, each a little differently. */
interface Thrown {
  readonly status: number | undefined;
  readonly code: string;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
}

const overflow = /context.{0,20}(?:length|window|limit)|maximum context|too many (?:input )?tokens|prompt is too long/i;
const network = /ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|UND_ERR|socket|fetch failed|terminated|network|connection error/i;

/**
 * What a failed call means: whether another try may help, and what to tell the user.
 *
 * Contract: the message holds the model's id and the remedy, never a key, a prompt or a stack; `secrets` are those that
 * the call carried, for providers that repeat them.
 */
export function failureOfThrown(error: unknown, modelId: string, secrets: readonly string[] = []): Failed {
  const thrown = describe(error, secrets);
  const { status, text } = thrown;
  if (error instanceof Error && error.name === "TimeoutError")
    return again(fail(modelId, "timeout", `did not answer: ${text.trim()}`), thrown);
  if (status === 401 || status === 403)
    return fail(
      modelId,
      "refused-key",
      `refused the key (HTTP ${status}); check it with \`exhibit doctor --model ${modelId}\``,
    );
  if (overflow.test(text)) return fail(modelId, "too-large", "was sent more than its context holds");
  if (status === 404) return fail(modelId, "not-found", "is not known at its address; check the name with --model");
  if (status === 402) return fail(modelId, "budget", "has no credit left at its provider (HTTP 402)");
  if (status === 429)
    return again(fail(modelId, "rate-limited", "answered that too much was asked (HTTP 429)"), thrown);
  if (status !== undefined && (status >= 500 || status === 408 || status === 409))
    return again(fail(modelId, "http-error", `failed (HTTP ${status})`), thrown);
  if (status !== undefined) return fail(modelId, "http-error", `refused the call (HTTP ${status}): ${shorten(text)}`);
  if (network.test(`${thrown.code} ${text}`))
    return again(fail(modelId, "unreachable", "could not be reached"), thrown);
  return again(fail(modelId, "broken", `gave an answer that cannot be read: ${shorten(text)}`), thrown);
}

/** A failure of a call that did get an answer. */
export function failedAnswer(
  modelId: string,
  code: FailureCode,
  what: string,
  { mayRetry }: { readonly mayRetry: boolean },
): Failed {
  const failed = fail(modelId, code, what);
  return mayRetry ? { ...failed, retry: {} } : failed;
}

function fail(modelId: string, code: FailureCode, what: string): Failed {
  const failure: Failure = { stage: "model", target: modelId, code, message: `The model ${modelId} ${what}.` };
  return { ok: false, failure };
}

function again(failed: Failed, { retryAfterMs }: Thrown): Failed {
  return { ...failed, retry: retryAfterMs === undefined ? {} : { afterMs: retryAfterMs } };
}

function describe(error: unknown, secrets: readonly string[]): Thrown {
  const fields = Object(error);
  const response = Object(fields.response);
  const status = [fields.status, fields.statusCode, fields.status_code, response.status].find(
    (value): value is number => typeof value === "number",
  );
  const cause = Object(fields.cause);
  return {
    status: status ?? statusInText(messageOf(error)),
    code: String(fields.code ?? cause.code ?? ""),
    text: hideSecrets(`${messageOf(error)} ${cause.message ?? ""}`, secrets),
    retryAfterMs: retryAfter(fields.headers ?? response.headers) ?? retryDelay(fields.errorDetails),
  };
}

/** Google's adapter puts the status into the text: `[429 Too Many Requests]`. */
function statusInText(text: string): number | undefined {
  const match = /\[(4\d\d|5\d\d) [A-Z]/.exec(text);
  return match ? Number(match[1]) : undefined;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}
