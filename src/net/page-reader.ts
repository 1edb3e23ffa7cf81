import type { Headers } from "undici";
import { type Failure, messageOf } from "../errors.ts";
import type { Resource } from "../evidence/resource.ts";
import { type Clock, orAborted } from "./clock.ts";
import { declaredCharset, declaredType, nameOf, typeRefusal } from "./content-type.ts";
import { fetchFailure, parseAddress } from "./failure.ts";
import { freshUntil, mayStore } from "./freshness.ts";
import type { GateVerdict, Journey, JourneyResult } from "./journey.ts";
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

export interface PageReader {
  read(address: string, options: PageOptions): Promise<PageAnswer>;
}

export interface PageReaderOptions {
  readonly clock: Clock;
  readonly robots: Robots;
  readonly spacingMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly travel: (journey: Journey, signal: AbortSignal | undefined) => Promise<JourneyResult>;
  readonly cache?: PageCache;
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

function conditionalHeaders(copy: Copy | undefined): Record<string, string> {
  if (copy === undefined) return {};
  const { etag, lastModified } = copy.entry;
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

function refererHeader(referer: string | undefined): Record<string, string> {
  return referer !== undefined && URL.canParse(referer) ? { referer: `${new URL(referer).origin}/` } : {};
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

/** Reads pages through the cache, with each site's consent. */
export function createPageReader(reader: PageReaderOptions): PageReader {
  const { cache, clock } = reader;

  const journeyTo = (url: URL, options: PageOptions, copy: Copy | undefined, warnings: string[]): Journey => ({
    url,
    method: "GET",
    headers: {
      ...reader.headers,
      accept: acceptHeader,
      ...refererHeader(options.referer),
      ...conditionalHeaders(copy),
    },
    timeoutMs: reader.timeoutMs,
    maxBytes: (headers) => options.maxBytes ?? defaultCap(headers),
    reject: (headers) => typeRefusal(headers, options.accept),
    gate: gateFor(options, reader, warnings),
  });

  const answerWith = (
    entry: CacheEntry,
    bytes: Uint8Array,
    warnings: readonly string[],
    cached: boolean,
  ): PageAnswer => ({
    ok: true,
    resource: toResource(entry, bytes),
    warnings,
    fetched: new Date(entry.fetched).toISOString(),
    cached,
  });

  const keep = async (work: () => Promise<void>, warnings: string[]): Promise<void> => {
    try {
      await work();
    } catch (error) {
      warnings.push(`The page cache cannot be written: ${messageOf(error)}`);
    }
  };

  const usable = async (url: URL, options: PageOptions, warnings: string[]): Promise<Copy | undefined> => {
    try {
      const copy = await cache?.load(url.href);
      return copy !== undefined && fits(copy, options) ? copy : undefined;
    } catch (error) {
      warnings.push(`The page cache cannot be read: ${messageOf(error)}`);
      return undefined;
    }
  };

  const arrive = async (
    url: URL,
    answer: JourneyResult & { ok: true },
    copy: Copy | undefined,
    warnings: string[],
  ): Promise<PageAnswer> => {
    const now = clock.now();
    if (answer.status === 304 && copy !== undefined) {
      const entry = { ...copy.entry, fetched: now, freshUntil: freshUntil(answer.headers, now) };
      await keep(async () => cache?.touch(entry), warnings);
      return answerWith(entry, copy.bytes, warnings, true);
    }
    if (answer.bytes.byteLength === 0) return fetchFailure(url.href, "empty", "the answer is empty");
    const entry = describe(url.href, answer, now);
    if (mayStore(answer.headers)) await keep(async () => cache?.store(entry, answer.bytes), warnings);
    return answerWith(entry, answer.bytes, warnings, false);
  };

  return {
    async read(address, options) {
      const url = parseAddress(address);
      if (url === undefined) return fetchFailure(address, "refused-address", "it is no web address");
      const warnings: string[] = [];
      const copy = await usable(url, options, warnings);
      if (copy !== undefined && copy.entry.freshUntil > clock.now())
        return answerWith(copy.entry, copy.bytes, warnings, true);
      const answer = await reader.travel(journeyTo(url, options, copy, warnings), options.signal);
      if (answer.ok) return arrive(url, answer, copy, warnings);
      if (copy === undefined || !mayBeStale(answer)) return fetchFailure(url.href, answer.code, answer.reason);
      const day = new Date(copy.entry.fetched).toISOString().slice(0, 10);
      return answerWith(
        copy.entry,
        copy.bytes,
        [...warnings, `${url.href} could not be read again (${answer.reason}); the copy of ${day} was used.`],
        true,
      );
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
