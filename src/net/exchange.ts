import type { Dispatcher, Headers } from "undici";
import { type FailureCode, messageOf } from "../errors.ts";
import { withDeadline } from "./clock.ts";
import { addressRefusedCode } from "./dispatcher.ts";

/** One request to one address; redirects are not followed here. */
export interface Exchange {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the request to the last byte. */
  readonly timeoutMs: number;
  /** Cap on decoded bytes, known once the headers are. */
  readonly maxBytes: (headers: Headers) => number;
  /** Whether to keep the first `maxBytes` of a longer body instead of failing. */
  readonly truncate?: boolean;
  /** Why the body is not wanted, judged by the headers. */
  readonly reject?: (headers: Headers) => string | undefined;
  /** Statuses beside 2xx whose body is wanted. */
  readonly acceptStatuses?: readonly number[];
}

/** A whole answer: its body was read to the end, or to the cap where that was allowed. */
export interface ExchangeAnswer {
  readonly ok: true;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Why there is no answer that could be used. */
export interface ExchangeFailure {
  readonly ok: false;
  readonly code: FailureCode;
  /** Continues the sentence "<address> was not read: …". */
  readonly reason: string;
  /** Whether another try may succeed. */
  readonly transient: boolean;
  /** What the server's Retry-After header asks for. */
  readonly retryAfter?: string;
  /** The answer's status, if there was an answer. */
  readonly status?: number;
}

/** What came of one request; redirects are answers here. */
export type ExchangeResult = ExchangeAnswer | ExchangeFailure;

const blockBytes = 65_536;
const transientStatuses: readonly number[] = [429, 502, 503, 504];
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** Whether an answer sends the reader elsewhere. */
export function isRedirect(answer: ExchangeAnswer): boolean {
  return redirectStatuses.includes(answer.status) && answer.headers.has("location");
}

function fail(code: FailureCode, reason: string, transient = false): ExchangeFailure {
  return { ok: false, code, reason, transient };
}

function statusFailure(status: number, headers: Headers): ExchangeFailure {
  const retryAfter = headers.get("retry-after");
  const seen = retryAfter === null ? { status } : { status, retryAfter };
  const transient = transientStatuses.includes(status);
  if (status === 429) return { ...fail("rate-limited", "the server asks for fewer requests (429)", true), ...seen };
  if (status === 404 || status === 410) return { ...fail("not-found", `there is no such page (${status})`), ...seen };
  if (status === 401 || status === 403)
    return { ...fail("http-error", `the server denies access (${status})`), ...seen };
  return { ...fail("http-error", `the server answered with status ${status}`, transient), ...seen };
}

/** The first `code` on the chain of causes: undici wraps the reason in a `TypeError`. */
function codeOf(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if ("code" in current && typeof current.code === "string") return current.code;
  }
  return "";
}

function rootMessage(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? rootMessage(error.cause) : messageOf(error);
}

const connectionFailures: Readonly<Record<string, ExchangeFailure>> = {
  [addressRefusedCode]: fail(
    "refused-address",
    "its name leads to a private or reserved address; if you trust it, add its origin to allowAddresses in the configuration file",
  ),
  ENOTFOUND: fail("unreachable", "the host name does not exist"),
  EAI_AGAIN: fail("unreachable", "the host name could not be looked up", true),
  ECONNREFUSED: fail("unreachable", "the server refuses connections"),
  EHOSTUNREACH: fail("unreachable", "there is no route to the server"),
  ENETUNREACH: fail("unreachable", "there is no network"),
  ECONNRESET: fail("unreachable", "the server cut the connection", true),
  EPIPE: fail("unreachable", "the server cut the connection", true),
  UND_ERR_SOCKET: fail("unreachable", "the server cut the connection", true),
  UND_ERR_CONNECT_TIMEOUT: fail("timeout", "the server does not accept connections in time"),
  UND_ERR_HEADERS_TIMEOUT: fail("timeout", "the server does not answer in time"),
  UND_ERR_BODY_TIMEOUT: fail("timeout", "the server stopped sending"),
};

function failureOf(error: unknown, headersSeen: boolean): ExchangeFailure {
  const code = codeOf(error);
  const known = connectionFailures[code];
  if (known !== undefined) {
    const cut = headersSeen && known.code === "unreachable";
    return cut ? fail("broken", "the answer ended too early", true) : known;
  }
  if (/CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_/.test(code))
    return fail("unreachable", `its certificate is not valid (${code})`);
  if (/^Z_|^ERR__ERROR_FORMAT|ZLIB|BROTLI/.test(code)) return fail("broken", "the compressed answer is damaged");
  if (/^HPE_|^UND_ERR_/.test(code)) return fail("broken", `the answer is not proper HTTP (${code})`);
  return fail(headersSeen ? "broken" : "unreachable", rootMessage(error));
}

/** Why a connection failed, as the end of the sentence "<address> was not read: …". */
export function reasonOf(error: unknown): string {
  return failureOf(error, false).reason;
}

/** Bytes that are put together as they come, so that a body of many tiny pieces costs no more than a whole one. */
function createBlocks(): { add(bytes: Uint8Array): void; whole(): Uint8Array } {
  const full: Uint8Array[] = [];
  let block = new Uint8Array(blockBytes);
  let used = 0;
  const add = (bytes: Uint8Array): void => {
    let rest = bytes;
    while (rest.byteLength > 0) {
      const part = rest.subarray(0, block.byteLength - used);
      block.set(part, used);
      used += part.byteLength;
      rest = rest.subarray(part.byteLength);
      if (used < block.byteLength) continue;
      full.push(block);
      block = new Uint8Array(blockBytes);
      used = 0;
    }
  };
  return { add, whole: () => Buffer.concat([...full, block.subarray(0, used)]) };
}

async function readBody(
  body: AsyncIterable<Uint8Array>,
  exchange: Exchange,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const blocks = createBlocks();
  let total = 0;
  // Leaving the loop early cancels the stream, so a decompression bomb stops growing at the cap.
  for await (const chunk of body) {
    total += chunk.byteLength;
    if (total > maxBytes && !exchange.truncate) return undefined;
    blocks.add(total > maxBytes ? chunk.subarray(0, chunk.byteLength - (total - maxBytes)) : chunk);
    if (total > maxBytes) break;
  }
  return blocks.whole();
}

function tooLarge(maxBytes: number): ExchangeFailure {
  const limit = maxBytes >= 1e6 ? `${Math.round(maxBytes / 1e5) / 10} MB` : `${Math.ceil(maxBytes / 1000)} kB`;
  return fail("too-large", `it is larger than the limit of ${limit}`);
}

/** Whether the announced length alone is above the cap; a compressed length says nothing about the decoded one. */
function announcesTooMuch(headers: Headers, maxBytes: number): boolean {
  return !headers.has("content-encoding") && Number(headers.get("content-length") ?? 0) > maxBytes;
}

async function transfer(exchange: Exchange, dispatcher: Dispatcher, signal: AbortSignal): Promise<ExchangeResult> {
  const { fetch } = await import("undici");
  let headersSeen = false;
  try {
    const { url, method, headers, body } = exchange;
    const init = { method, headers, dispatcher, signal, redirect: "manual" as const };
    const response = await fetch(url, body === undefined ? init : { ...init, body });
    headersSeen = true;
    const answer = { ok: true as const, status: response.status, headers: response.headers, bytes: new Uint8Array() };
    const wanted = response.ok || exchange.acceptStatuses?.includes(response.status) === true;
    if (!wanted) {
      await response.body?.cancel();
      return response.status === 304 || isRedirect(answer) ? answer : statusFailure(response.status, response.headers);
    }
    const unwanted = exchange.reject?.(response.headers);
    const maxBytes = exchange.maxBytes(response.headers);
    if (unwanted !== undefined || (!exchange.truncate && announcesTooMuch(response.headers, maxBytes))) {
      await response.body?.cancel();
      return unwanted === undefined ? tooLarge(maxBytes) : fail("unsupported", unwanted);
    }
    const bytes = response.body === null ? answer.bytes : await readBody(response.body, exchange, maxBytes);
    return bytes === undefined ? tooLarge(maxBytes) : { ...answer, bytes };
  } catch (error) {
    if (signal.aborted) throw error;
    return failureOf(error, headersSeen);
  }
}

/**
 * Performs one exchange.
 *
 * Contract: rejects only with the abort reason of `signal`; releases its timer and its connection; never holds more
 * than the byte cap (and one chunk) in memory.
 */
export async function performExchange(
  exchange: Exchange,
  dispatcher: Dispatcher,
  signal: AbortSignal | undefined,
): Promise<ExchangeResult> {
  const work = (inner: AbortSignal) => transfer(exchange, dispatcher, inner);
  const result = await withDeadline(exchange.timeoutMs, signal, work);
  if (result.inTime) return result.value;
  return fail("timeout", `it took longer than ${Math.round(exchange.timeoutMs / 100) / 10} s`);
}
