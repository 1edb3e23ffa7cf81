import type { Headers } from "undici";
import { type Failure, messageOf } from "../errors.ts";
import type { Resource } from "../evidence/resource.ts";
import { canParseUrl } from "../report/can-parse-url.ts";
import { type Clock, orAborted } from "./clock.ts";
import { declaredCharset, declaredType, nameOf, typeRefusal } from "./content-type.ts";
import { fetchFailure, parseAddress } from "./failure.ts";
import { freshUntil, mayStore } from "./freshness.ts";
import type { GateVerdict, Journey, JourneyResult, Travel } from "./journey.ts";
import { type CacheEntry, type PageCache, sha256Of } from "./page-cache.ts";
import type { Robots } from "./robots.ts";

/** How to fetch a page. */
export interface PageOptions {
  readonly signal?: AbortSignal | undefined;
  /** The user named this address: robots.txt then warns instead of forbidding. */
  readonly userTyped?: boolean | undefined;
  /** Cap on decoded bytes; by default 10 MB for web pages and text, 50 MB for everything else. */
  readonly maxBytes?: number | undefined;
  /** Media types (`application/pdf`) and groups (`image/`) wanted. */
  readonly accept?: readonly string[] | undefined;
  /** The page that links here. Only its origin is sent. */
  readonly referer?: string | undefined;
}

/** A page as it was read, or why it was not. */
export type PageAnswer =
  | {
      readonly ok: true;
      readonly resource: Resource;
      /** Sentences the user should see. */
      readonly warnings: readonly string[];
      /** When the bytes came from the server (ISO 8601). */
      readonly fetched: string;
      /** Whether a stored copy was used. */
      readonly cached: boolean;
    }
  | { readonly ok: false; readonly failure: Failure };

/** Reads pages with robots.txt, pacing and stored copies. Contract: rejects only with the abort reason. */
export interface PageReader {
  read(address: string, options: PageOptions): Promise<PageAnswer>;
}

interface PageReaderOptions {
  readonly clock: Clock;
  readonly robots: Robots;
  readonly spacingMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly travel: Travel;
  readonly cache?: PageCache;
  /** Copies from before this time (milliseconds since 1970) are asked for again. */
  readonly trustCopiesFrom: number;
}

type Copy = NonNullable<Awaited<ReturnType<PageCache["load"]>>>;

const maxTextBytes = 10e6;
const maxDocumentBytes = 50e6;
const acceptHeader = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5";

function defaultCap(headers: Headers): number {
  const type = declaredType(headers) ?? "";
  return /^text\/|html|xml|json/.test(type) && !type.includes("openxml") ? maxTextBytes : maxDocumentBytes;
}

/** Asks the site's robots.txt; what it forbids is a warning when the user named the address. */
function gateFor(options: PageOptions, reader: PageReaderOptions, warnings: string[]) {
  return async (url: URL, signal: AbortSignal | undefined): Promise<GateVerdict> => {
    const verdict = await orAborted(reader.robots.verdict(url), signal);
    const spacingMs = Math.max(reader.spacingMs, reader.spacingMs === 0 ? 0 : (verdict.crawlDelayMs ?? 0));
    if (verdict.refusal === undefined) return { ok: true, spacingMs };
    if (!options.userTyped) return { ok: false, ...verdict.refusal };
    warnings.push(
      `${url.host} asks not to be read by machines (${verdict.refusal.reason}); ${url.href} was read because you named it.`,
    );
    return { ok: true, spacingMs };
  };
}

const isFresh = ({ freshUntil, fetched }: CacheEntry, { clock, trustCopiesFrom }: PageReaderOptions): boolean =>
  freshUntil > clock.now() && fetched >= trustCopiesFrom;

function conditionalHeaders(copy: Copy | undefined): Record<string, string> {
  if (copy === undefined) return {};
  const { etag, lastModified } = copy.entry;
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

function refererHeader(referer: string | undefined): Record<string, string> {
  return referer !== undefined && canParseUrl(referer) ? { referer: `${new URL(referer).origin}/` } : {};
}

function toResource(entry: CacheEntry, bytes: Uint8Array): Resource {
  const { url, mediaType, charset, name, sha256 } = entry;
  return { bytes, mediaType, name, url, sha256, ...(charset === undefined ? {} : { charset }) };
}

function describe(requested: string, answer: JourneyResult & { ok: true }, now: number): CacheEntry {
  const { headers, url, bytes } = answer;
  const charset = declaredCharset(headers);
  const etag = headers.get("etag");
  const lastModified = headers.get("last-modified");
  return {
    requested,
    url: url.href,
    mediaType: declaredType(headers) ?? "application/octet-stream",
    name: nameOf(url, headers),
    fetched: now,
    freshUntil: freshUntil(headers, now),
    sha256: sha256Of(bytes),
    ...(charset === undefined ? {} : { charset }),
    ...(etag === null ? {} : { etag }),
    ...(lastModified === null ? {} : { lastModified }),
  };
}

function answerWith({ entry, bytes }: Copy, warnings: readonly string[], cached: boolean): PageAnswer {
  const fetched = new Date(entry.fetched).toISOString();
  return { ok: true, resource: toResource(entry, bytes), warnings, fetched, cached };
}

function journeyTo(url: URL, options: PageOptions, reader: PageReaderOptions, trip: Trip): Journey {
  return {
    url,
    method: "GET",
    headers: {
      ...reader.headers,
      accept: acceptHeader,
      ...refererHeader(options.referer),
      ...conditionalHeaders(trip.copy),
    },
    timeoutMs: reader.timeoutMs,
    maxBytes: (headers) => options.maxBytes ?? defaultCap(headers),
    reject: (headers) => typeRefusal(headers, options.accept),
    gate: gateFor(options, reader, trip.warnings),
  };
}

/** A cache that fails costs a fetch, not a run. */
async function withCache<Value>(work: () => Promise<Value>, warnings: string[]): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    warnings.push(`The page cache cannot be used: ${messageOf(error)}`);
    return undefined;
  }
}

/** What one reading of a page collects. */
interface Trip {
  readonly copy: Copy | undefined;
  readonly warnings: string[];
}

type Arrival = JourneyResult & { ok: true };

async function arrive(url: URL, answer: Arrival, trip: Trip, reader: PageReaderOptions): Promise<PageAnswer> {
  const { copy, warnings } = trip;
  const now = reader.clock.now();
  if (answer.status === 304 && copy !== undefined) {
    const entry = { ...copy.entry, fetched: now, freshUntil: freshUntil(answer.headers, now) };
    await withCache(async () => reader.cache?.touch(entry), warnings);
    return answerWith({ entry, bytes: copy.bytes }, warnings, true);
  }
  if (answer.bytes.byteLength === 0) return fetchFailure(url.href, "empty", "the answer is empty");
  const entry = describe(url.href, answer, now);
  if (mayStore(answer.headers)) await withCache(async () => reader.cache?.store(entry, answer.bytes), warnings);
  return answerWith({ entry, bytes: answer.bytes }, warnings, false);
}

async function readPage(url: URL, options: PageOptions, reader: PageReaderOptions): Promise<PageAnswer> {
  const warnings: string[] = [];
  const stored = await withCache(async () => reader.cache?.load(url.href), warnings);
  const copy = stored !== undefined && fits(stored, options) ? stored : undefined;
  if (copy !== undefined && isFresh(copy.entry, reader)) return answerWith(copy, warnings, true);
  const trip = { copy, warnings };
  const answer = await reader.travel(journeyTo(url, options, reader, trip), options.signal);
  if (answer.ok) return arrive(url, answer, trip, reader);
  if (copy === undefined || !mayBeStale(answer)) return fetchFailure(url.href, answer.code, answer.reason);
  const day = new Date(copy.entry.fetched).toISOString().slice(0, 10);
  warnings.push(`${url.href} could not be read again (${answer.reason}); the copy of ${day} was used.`);
  return answerWith(copy, warnings, true);
}

/**
 * Reads pages through the cache, with each site's consent. Simultaneous readings of one address happen one after
 * another, so that all but the first are served by the cache.
 */
export function createPageReader(reader: PageReaderOptions): PageReader {
  const last = new Map<string, Promise<unknown>>();
  return {
    async read(address, options) {
      const url = parseAddress(address);
      if (url === undefined) return fetchFailure(address, "refused-address", "it is no web address");
      const before = last.get(url.href);
      const turn = (async () => {
        // How the one before ended is its caller's business.
        await orAborted(Promise.allSettled([before]), options.signal);
        return readPage(url, options, reader);
      })();
      last.set(url.href, turn);
      try {
        const answer = await turn;
        // The caller looks failures up by the address it gave.
        return answer.ok ? answer : { ok: false, failure: { ...answer.failure, target: address } };
      } finally {
        if (last.get(url.href) === turn) last.delete(url.href);
      }
    },
  };
}

/** A stored copy must obey the limits of this request too. */
function fits({ entry, bytes }: Copy, { maxBytes, accept }: PageOptions): boolean {
  const asHeaders = new Map([["content-type", entry.mediaType]]);
  return bytes.byteLength <= (maxBytes ?? maxDocumentBytes) && typeRefusal(asHeaders, accept) === undefined;
}

/** An outage does not take away what was read before; a refusal or a removal does. */
function mayBeStale(failure: JourneyResult & { ok: false }): boolean {
  return failure.transient || failure.code === "unreachable" || failure.code === "timeout";
}
