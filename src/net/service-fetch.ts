import type { Dispatcher } from "undici";
import { type AddressPolicy, refusalOf } from "./address.ts";
import { reasonOf } from "./exchange.ts";

/** A fetch for clients that speak a protocol of their own, as those of MCP servers. */
export type ServiceFetch = (address: string | URL, init?: RequestInit) => Promise<Response>;

/** Decoded bytes of one answer; a stream of events counts as one. */
const maxAnswerBytes = 20e6;
const withoutBody: readonly number[] = [101, 204, 205, 304];

/**
 * A fetch that goes through the same checks as everything else.
 *
 * Contract: reaches what the policy allows, judged by spelling and on the connected socket; follows no redirect, so
 * that the caller asks for each hop; an answer beyond the cap breaks off; rejects with an `Error` whose message ends
 * the sentence "<address> was not read: …".
 */
export function createServiceFetch(options: {
  readonly policy: AddressPolicy;
  readonly dispatcher: () => Promise<Dispatcher>;
  readonly headers: Readonly<Record<string, string>>;
  /** Why nothing may be fetched now. */
  readonly shut: () => string | undefined;
}): ServiceFetch {
  return async (address, init = {}) => {
    const url = new URL(address);
    const refusal = options.shut() ?? refusalOf(url, options.policy);
    if (refusal !== undefined) throw new Error(refusal);
    const { fetch } = await import("undici");
    const headers = { ...options.headers, ...Object.fromEntries(new Headers(init.headers)) };
    const { method = "GET", body, signal } = init;
    const sent = typeof body === "string" ? { body } : {};
    const dispatcher = await options.dispatcher();
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...sent,
        dispatcher,
        redirect: "manual",
        signal: signal ?? null,
      });
      // The one cast: undici's stream of bytes is the platform's own.
      return capped(response.status, [...response.headers], response.body as ReadableStream<Uint8Array> | null);
    } catch (error) {
      signal?.throwIfAborted();
      throw new Error(reasonOf(error), { cause: error });
    }
  };
}

function capped(status: number, headers: [string, string][], body: ReadableStream<Uint8Array> | null): Response {
  const empty = body === null || withoutBody.includes(status);
  return new Response(empty ? null : body.pipeThrough(counter()), { status, headers: withoutCoding(headers) });
}

/** The body is decoded already. */
function withoutCoding(headers: readonly [string, string][]): [string, string][] {
  return headers.filter(([name]) => !/^content-(?:encoding|length)$/i.test(name));
}

function counter(): TransformStream<Uint8Array, Uint8Array> {
  let total = 0;
  return new TransformStream({
    transform(chunk, controller) {
      total += chunk.byteLength;
      if (total > maxAnswerBytes)
        controller.error(new Error(`it is larger than the limit of ${maxAnswerBytes / 1e6} MB`));
      else controller.enqueue(chunk);
    },
  });
}
