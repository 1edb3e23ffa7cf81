import type { z } from "zod";
import { ExhibitError, type Failure, type FailureCode, messageOf } from "../errors.ts";
import type { Emit } from "../events.ts";
import { type Clock, type Fetcher, systemClock, withDeadline } from "../net/index.ts";
import { type CircuitBreaker, createCircuitBreaker } from "./circuit-breaker.ts";
import { type FusedHit, fuse, type RankedList } from "./fuse.ts";
import { wholeDays } from "./period.ts";
import type { Hit, SearchContext, SearchProvider, SearchRequest, SearchResult } from "./provider.ts";
import { createRateLimiter, type RateLimiter } from "./rate-limiter.ts";

/** Longest wait for a provider's rate limit; a query that would wait longer goes without it. */
const maxWaitMs = 10_000;
const defaultTimeoutMs = 25_000;

/** Who is asked and how long. */
export interface SearchOptions {
  readonly providers: readonly SearchProvider[];
  /** Names of providers that are asked only when the others found nothing. */
  readonly fallbacks?: readonly string[];
  /** Settings by provider name; a provider without an entry gets its defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly fetcher: Pick<Fetcher, "fetchJson" | "fetchText">;
  /** Receives `query-start` and `query-end`. */
  readonly emit?: Emit;
  readonly clock?: Clock;
  /** For each provider's answer, retries included. */
  readonly timeoutMs?: number;
}

/** How one provider did for one request; `hits` counts before merging. */
export interface ProviderAnswer {
  readonly provider: string;
  readonly hits: number;
  readonly durationMs: number;
  readonly failure?: Failure;
}

/** What all providers found together, with how each of them did. */
export interface SearchAnswer {
  /** All that was found, best first. */
  readonly hits: readonly FusedHit[];
  readonly failures: readonly Failure[];
  readonly perProvider: readonly ProviderAnswer[];
}

/**
 * Asks all providers and merges what they find.
 *
 * Contract: one provider's failure never costs the others' hits; no provider is asked faster than its limit; rejects
 * only with the abort reason.
 */
export interface Search {
  /** Names of the providers, in order. */
  readonly providers: readonly string[];
  /** Best first over all providers; each failure is told beside the hits that there are. */
  search(request: SearchRequest, signal: AbortSignal): Promise<SearchAnswer>;
}

/** A provider with its settings and its state in this run. */
interface Desk {
  readonly provider: SearchProvider;
  readonly settings: unknown;
  readonly limiter: RateLimiter;
  readonly breaker: CircuitBreaker;
}

interface Asked {
  readonly list: RankedList;
  readonly answer: ProviderAnswer;
}

function parseSettings(provider: SearchProvider, settings: unknown): unknown {
  const parsed = provider.settings.safeParse(settings ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = String(issue?.path[0] ?? "");
  const need = provider.env[key] ?? `the setting "${key}"`;
  const problem = issue?.code === "invalid_type" ? `needs ${need}` : `has a bad setting "${key}": ${issue?.message}`;
  throw new ExhibitError(
    "BAD_CONFIG",
    `Search provider "${provider.name}" ${problem}; set it or choose others with --search.`,
  );
}

function contextFor(fetcher: SearchOptions["fetcher"], signal: AbortSignal): SearchContext {
  return {
    signal,
    fetchJson: <Schema extends z.ZodType>(
      ...[url, schema, options]: [string, Schema, Parameters<SearchContext["fetchJson"]>[2]?]
    ) => fetcher.fetchJson(url, schema, { ...options, signal }),
    fetchText: (url, options) => fetcher.fetchText(url, { ...options, signal }),
  };
}

function fail(provider: SearchProvider, code: FailureCode, reason: string): SearchResult {
  const message = `Search provider "${provider.name}" gave no answer: ${reason}`;
  return { ok: false, failure: { stage: "search", target: provider.name, code, message } };
}

/** A provider must not reject; one that does has a fault, which costs its own hits only. */
async function searchSafely(desk: Desk, request: SearchRequest, context: SearchContext): Promise<SearchResult> {
  const { provider, settings } = desk;
  try {
    const result = await provider.search(request, settings, context);
    return result.ok ? result : fail(provider, result.failure.code, result.failure.message);
  } catch (error) {
    context.signal.throwIfAborted();
    return fail(provider, "crashed", messageOf(error));
  }
}

async function askDesk(
  desk: Desk,
  request: SearchRequest,
  options: SearchOptions,
  signal: AbortSignal,
): Promise<SearchResult> {
  const { provider, limiter, breaker } = desk;
  if (!breaker.mayTry()) return fail(provider, "unreachable", "it failed several times and is left alone for a while.");
  try {
    if (!(await limiter.take({ maxWaitMs, signal })))
      return fail(provider, "rate-limited", "its rate limit is used up.");
    const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
    const work = (inner: AbortSignal) => searchSafely(desk, request, contextFor(options.fetcher, inner));
    const outcome = await withDeadline(timeoutMs, signal, work);
    const result = outcome.inTime
      ? outcome.value
      : fail(provider, "timeout", `it took longer than ${timeoutMs / 1000} s.`);
    if (result.ok) breaker.succeeded();
    else breaker.failed();
    if (result.ok && result.pauseMs !== undefined) limiter.pause(result.pauseMs);
    return result;
  } finally {
    breaker.released();
  }
}

/** Hits are addresses that may be fetched, or files. */
function isReachable({ url }: Hit): boolean {
  return url === undefined || /^https?:\/\//i.test(url);
}

/** A hit without a date is kept: most pages have none. */
function inRange(hit: Hit, { from, to }: SearchRequest): boolean {
  const day = hit.published;
  if (day === undefined) return true;
  // A date known to the month or year only is compared at that precision.
  const notBefore = from === undefined || day >= from.slice(0, day.length);
  return notBefore && (to === undefined || day.slice(0, to.length) <= to);
}

async function ask(desk: Desk, request: SearchRequest, options: SearchOptions, signal: AbortSignal): Promise<Asked> {
  const { emit, clock = systemClock } = options;
  const { name: provider } = desk.provider;
  const { query } = request;
  const start = clock.now();
  emit?.({ type: "query-start", provider, query });
  const result = await askDesk(desk, request, options, signal);
  const hits = result.ok
    ? result.hits.filter((hit) => isReachable(hit) && inRange(hit, request)).slice(0, request.limit)
    : [];
  emit?.({ type: "query-end", provider, query, hits: hits.length });
  const answer = { provider, hits: hits.length, durationMs: clock.now() - start };
  return { list: { provider, query, hits }, answer: result.ok ? answer : { ...answer, failure: result.failure } };
}

/** Sets the providers up. Throws `BAD_CONFIG` when a provider's settings are missing or wrong. */
export function createSearch(options: SearchOptions): Search {
  const { providers, settings = {}, fallbacks = [], clock = systemClock } = options;
  const desks = providers.map(
    (provider): Desk => ({
      provider,
      settings: parseSettings(provider, settings[provider.name]),
      limiter: createRateLimiter(provider.limit, clock),
      breaker: createCircuitBreaker(clock),
    }),
  );
  return {
    providers: providers.map(({ name }) => name),
    async search({ from, to, ...rest }, signal) {
      signal.throwIfAborted();
      const request = { ...rest, ...wholeDays({ from, to }) };
      const able = desks.filter(({ provider }) => provider.kinds.includes(request.kind));
      const isFallback = (desk: Desk): boolean => fallbacks.includes(desk.provider.name);
      const askAll = (some: readonly Desk[]) => Promise.all(some.map((desk) => ask(desk, request, options, signal)));
      const first = await askAll(able.filter((desk) => !isFallback(desk)));
      const found = first.some(({ list }) => list.hits.length > 0);
      const asked = found ? first : [...first, ...(await askAll(able.filter(isFallback)))];
      return {
        hits: fuse(asked.map(({ list }) => list)),
        failures: asked.flatMap(({ answer }) => answer.failure ?? []),
        perProvider: asked.map(({ answer }) => answer),
      };
    },
  };
}
