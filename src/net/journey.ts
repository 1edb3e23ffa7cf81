import type { Dispatcher } from "undici";
import type { FailureCode } from "../errors.ts";
import { canParseUrl } from "../report/can-parse-url.ts";
import { type AddressPolicy, refusalOf } from "./address.ts";
import type { Clock } from "./clock.ts";
import { utf8Of } from "./content-type.ts";
import {
  type Exchange,
  type ExchangeAnswer,
  type ExchangeFailure,
  type ExchangeResult,
  isRedirect,
  performExchange,
} from "./exchange.ts";
import type { Pacer } from "./pacer.ts";
import { maxPauseMs, retrying } from "./retry.ts";

// A journey is one request with all its redirects. Every hop is judged like a first address: spelling, robots.txt,
// pace, and the connected socket.

/** Hops that a request may take beyond its first address; enough for every honest site. */
export const maxRedirects = 5;

/** Whether a hop may be made, and how far apart from the last one to its origin. */
export type GateVerdict =
  | { readonly ok: true; readonly spacingMs: number }
  | { readonly ok: false; readonly code: FailureCode; readonly reason: string };

/** One request and what is decided on its way. */
export interface Journey extends Exchange {
  /** Decides on each hop whether and how fast it may be made. */
  readonly gate: (url: URL, signal: AbortSignal | undefined) => Promise<GateVerdict>;
  /** Five when absent. */
  readonly maxRedirects?: number;
}

/** What came of a request; `url` is where it ended after all redirects. */
export type JourneyResult = (ExchangeAnswer & { readonly url: URL }) | ExchangeFailure;

/** A way to make journeys: what all of them share is settled. */
export type Travel = (journey: Journey, signal: AbortSignal | undefined) => Promise<JourneyResult>;

/** What every journey of one fetcher shares. */
export interface Road {
  readonly policy: AddressPolicy;
  readonly dispatcher: () => Promise<Dispatcher>;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly maxRetries: number;
}

function stop(code: FailureCode, reason: string): JourneyResult {
  return { ok: false, code, reason, transient: false };
}

async function makeHop(
  hop: Exchange,
  spacingMs: number,
  road: Road,
  signal: AbortSignal | undefined,
): Promise<ExchangeResult> {
  const { origin } = hop.url;
  const dispatcher = await road.dispatcher();
  // Asked when the turn comes: the pause may begin while a request waits in the queue.
  const send = async (): Promise<ExchangeResult> => {
    if (road.pacer.pausedFor(origin) <= maxPauseMs) return performExchange(hop, dispatcher, signal);
    const reason = "the server asked for a longer pause than a run can wait";
    return { ok: false, code: "rate-limited", reason, transient: false };
  };
  const attempt = () => road.pacer.run(origin, send, { spacingMs, signal });
  const onRetryAfter = (ms: number): void => road.pacer.pause(origin, road.clock.now() + ms);
  return retrying(attempt, { maxRetries: road.maxRetries, clock: road.clock, signal, onRetryAfter });
}

const portableHeaders = ["accept", "accept-language", "user-agent"];

/** The request of the next hop; across origins only harmless headers and no body travel on. */
function redirected(hop: Exchange, next: URL, status: number): Exchange {
  const sameOrigin = next.origin === hop.url.origin;
  const headers = sameOrigin
    ? hop.headers
    : Object.fromEntries(Object.entries(hop.headers).filter(([name]) => portableHeaders.includes(name.toLowerCase())));
  const keepsMethod = sameOrigin && (status === 307 || status === 308);
  const { body, ...rest } = hop;
  if (keepsMethod && body !== undefined) return { ...rest, url: next, headers, body };
  return { ...rest, url: next, headers, method: keepsMethod ? hop.method : "GET" };
}

/** The address a redirect leads to, without fragment; undefined when it is none. */
function nextAddress(answer: ExchangeAnswer, from: URL): URL | undefined {
  const location = utf8Of(answer.headers.get("location") ?? "");
  if (!canParseUrl(location, from)) return undefined;
  const next = new URL(location, from);
  next.hash = "";
  return next;
}

/** A page may not steer the fetcher into an address that was allowed for another purpose. */
function policyOf(start: URL, road: Road): AddressPolicy {
  return road.policy.allowed.has(start.origin) ? road.policy : { ...road.policy, allowed: new Set() };
}

/**
 * Makes a request and follows its redirects.
 *
 * Contract: at most five redirects; credentials and bodies never cross origins; rejects only with the abort reason.
 */
export async function travel(journey: Journey, road: Road, signal: AbortSignal | undefined): Promise<JourneyResult> {
  const policy = policyOf(journey.url, road);
  const seen = new Set<string>();
  let hop: Exchange = journey;
  const limit = journey.maxRedirects ?? maxRedirects;
  for (let redirects = 0; redirects <= limit; redirects += 1) {
    const refusal = refusalOf(hop.url, policy);
    if (refusal !== undefined)
      return stop("refused-address", redirects === 0 ? refusal : `it redirects to ${hop.url.host}: ${refusal}`);
    if (seen.has(hop.url.href)) return stop("http-error", "its redirects go in a circle");
    seen.add(hop.url.href);
    const verdict = await journey.gate(hop.url, signal);
    if (!verdict.ok) return { ...verdict, transient: false };
    const answer = await makeHop(hop, verdict.spacingMs, road, signal);
    if (!answer.ok || !isRedirect(answer)) return answer.ok ? { ...answer, url: hop.url } : answer;
    const next = nextAddress(answer, hop.url);
    if (next === undefined) return stop("http-error", "it redirects to something that is no address");
    hop = redirected(hop, next, answer.status);
  }
  if (limit === 0) return stop("http-error", "it redirects, which is not followed here; name the address it leads to");
  return stop("http-error", `it redirects more than ${limit} times`);
}
