import type { LookupFunction } from "node:net";
import type { Dispatcher } from "undici";
import type { z } from "zod";
import { ExhibitError, type Failure } from "../errors.ts";
import { type AddressPolicy, originsOf } from "./address.ts";
import { type CallOptions, createCaller, type Fetched } from "./caller.ts";
import { type Clock, systemClock } from "./clock.ts";
import { createDispatcher } from "./dispatcher.ts";
import { fetchFailure } from "./failure.ts";
import { type Journey, type JourneyResult, type Road, type Travel, travel } from "./journey.ts";
import { createPacer } from "./pacer.ts";
import { createPageCache } from "./page-cache.ts";
import { createPageReader, type PageAnswer, type PageOptions, type PageReader } from "./page-reader.ts";
import { createRobots, maxRobotsBytes, type RobotsFile, robotsTimeoutMs } from "./robots.ts";
import { createServiceFetch, type ServiceFetch } from "./service-fetch.ts";

/** How this program names itself in robots.txt. */
const robotsAgent = "Exhibit";

/** How long a request may take, part by part. */
export interface FetchTimeouts {
  readonly connectMs: number;
  /** From the request to the answer's headers. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly stallMs: number;
  /** From the request to the last byte. */
  readonly totalMs: number;
}

/** Patient enough for slow archives, short enough that one dead server does not hold up a run. */
export const defaultFetchTimeouts: FetchTimeouts = {
  connectMs: 10_000,
  headersMs: 20_000,
  stallMs: 15_000,
  totalMs: 60_000,
};
const defaultPorts: readonly number[] = [80, 443, 8080, 8443];
const defaultSpacingMs = 1000;
const defaultConcurrency = 2;
const defaultRetries = 2;

/** What the door lets through and how fast; safe and polite without any. */
export interface FetcherOptions {
  /** Folder of the page cache; without it nothing is kept. */
  readonly cacheFolder?: string;
  /**
   * Stored pages from before this time (milliseconds since 1970) are asked for again, however fresh they are said to
   * be.
   */
  readonly trustCopiesFrom?: number | undefined;
  /** Refuses every fetch. */
  readonly offline?: boolean;
  /** Exact origins (`http://127.0.0.1:8888`) that may be fetched although they are private or use another port. */
  readonly allowAddresses?: readonly string[];
  /** Origins of the user's own services, as a SearXNG instance: calls reach them, pages do not. */
  readonly serviceAddresses?: readonly string[];
  /** Ports that public addresses may have: 80, 443, 8080 and 8443 by default. */
  readonly ports?: readonly number[];
  /** Version of the program and a mail address or page of who runs it, for the User-Agent. */
  readonly version?: string;
  readonly contact?: string;
  /** Least time between the starts of two page requests to one origin; 0 also ignores crawl delays. */
  readonly spacingMs?: number;
  /** Requests to one origin at a time. */
  readonly concurrencyPerHost?: number;
  /** Further tries of a request that failed for a passing reason. */
  readonly maxRetries?: number;
  readonly timeouts?: Partial<FetchTimeouts>;
  /** Resolves host names; the system's resolver by default. */
  readonly lookup?: LookupFunction;
  readonly clock?: Clock;
}

/**
 * The only door to the network.
 *
 * Contract: reaches public http and https addresses and the origins allowed, nothing else, on every hop; never holds
 * more than the caps; keeps pace with each host; retries what fails for a passing reason; answers with a failure for
 * whatever the outside does, and rejects only with the abort reason of the caller's signal.
 */
export interface Fetcher {
  /** Fetches a page or document to read: robots.txt, content signals and the page cache apply. */
  fetchResource(address: string, options?: PageOptions): Promise<PageAnswer>;
  /** Calls a service and checks its answer. */
  fetchJson<Schema extends z.ZodType>(
    address: string,
    schema: Schema,
    options?: CallOptions,
  ): Promise<Fetched<z.output<Schema>>>;
  /** Calls a service for its words; robots.txt and the page cache are about pages and do not apply. */
  fetchText(address: string, options?: CallOptions): Promise<Fetched<string>>;
  /**
   * For clients of a protocol: reaches public addresses and `allowAddresses` only, never follows, holds no time limit.
   */
  readonly serviceFetch: ServiceFetch;
  /** Ends all connections; later calls fail. */
  close(): Promise<void>;
}

function userAgent({ version = "0.1.0", contact }: FetcherOptions): string {
  const about = contact === undefined ? "research agent acting for one user" : `research agent; +${contact}`;
  return `${robotsAgent}/${version} (${about})`;
}

interface Policies {
  readonly pages: AddressPolicy;
  readonly services: AddressPolicy;
}

function policiesOf(options: FetcherOptions): Policies {
  const { allowAddresses = [], serviceAddresses = [] } = options;
  const ports = new Set(options.ports ?? defaultPorts);
  try {
    const services = originsOf([...allowAddresses, ...serviceAddresses]);
    return { pages: { allowed: originsOf(allowAddresses), ports }, services: { allowed: services, ports } };
  } catch (cause) {
    const given = [...allowAddresses, ...serviceAddresses].join(", ");
    const message = `Allowed addresses must look like http://127.0.0.1:8888, not: ${given}`;
    throw new ExhibitError("BAD_CONFIG", message, { cause });
  }
}

interface Connections {
  readonly get: () => Promise<Dispatcher>;
  readonly close: () => Promise<void>;
}

/** Makes the dispatcher on first use, because undici is slow to load. */
function connectionsOf(
  options: FetcherOptions,
  policy: AddressPolicy,
  patience: Partial<FetchTimeouts> = {},
): Connections {
  const { connectMs, headersMs, stallMs } = { ...defaultFetchTimeouts, ...options.timeouts, ...patience };
  const timeouts = { connectTimeoutMs: connectMs, headersTimeoutMs: headersMs, bodyTimeoutMs: stallMs };
  const lookup = options.lookup === undefined ? {} : { lookup: options.lookup };
  let dispatcher: Promise<Dispatcher> | undefined;
  return {
    get: () => {
      dispatcher ??= createDispatcher({ policy, ...timeouts, ...lookup });
      return dispatcher;
    },
    close: async () => {
      if (dispatcher !== undefined) await (await dispatcher).destroy();
    },
  };
}

/** RFC 9309, section 2.3.1: a client error means there are no rules, a server error that nothing may be read. */
function toRobotsFile(answer: JourneyResult): RobotsFile {
  if (answer.ok) return { type: "text", text: new TextDecoder().decode(answer.bytes) };
  const { status, code, reason } = answer;
  if (status === undefined) return code === "http-error" ? { type: "missing" } : { type: "unavailable", code, reason };
  if (status < 500) return { type: "missing" };
  return { type: "unavailable", code: "refused-robots", reason: `its robots.txt cannot be read (status ${status})` };
}

function robotsJourney(url: URL, headers: Readonly<Record<string, string>>): Journey {
  return {
    url,
    method: "GET",
    headers,
    timeoutMs: robotsTimeoutMs,
    maxBytes: () => maxRobotsBytes,
    truncate: true,
    gate: async () => ({ ok: true, spacingMs: 0 }),
  };
}

/** How requests travel: pages and services over the same connections and at one pace, each only to what it may reach. */
function waysOf(
  options: FetcherOptions,
  policies: Policies,
  dispatcher: Connections["get"],
): { readonly pages: Travel; readonly services: Travel } {
  const { clock = systemClock, maxRetries = defaultRetries, concurrencyPerHost = defaultConcurrency } = options;
  const pacer = createPacer({ concurrency: concurrencyPerHost, clock });
  const wayUnder = (policy: AddressPolicy): Travel => {
    const road: Road = { policy, clock, dispatcher, pacer, maxRetries };
    return (journey, signal) => travel(journey, road, signal);
  };
  return { pages: wayUnder(policies.pages), services: wayUnder(policies.services) };
}

/** What is sent and waited with wherever a request goes. */
interface Manner {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Reading of pages, with robots.txt and the stored copies. `closing` ends what no single caller may end. */
function pagesOf(
  options: FetcherOptions,
  manner: Manner,
  { way, closing }: { readonly way: Travel; readonly closing: AbortSignal },
): PageReader {
  const { clock = systemClock, spacingMs = defaultSpacingMs, trustCopiesFrom = 0, cacheFolder } = options;
  // A robots.txt is shared by all who ask for the site, so no single caller's signal may end its fetching.
  const load = async (url: URL) => toRobotsFile(await way(robotsJourney(url, manner.headers), closing));
  const robots = createRobots({ agent: robotsAgent, clock, load });
  const cache = cacheFolder === undefined ? {} : { cache: createPageCache(cacheFolder) };
  return createPageReader({ ...manner, ...cache, trustCopiesFrom, clock, robots, spacingMs, travel: way });
}

/** Opens the door. Makes no connection until the first fetch. */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const policies = policiesOf(options);
  const connections = connectionsOf(options, policies.services);
  // Who calls a protocol keeps its own time: an event stream may be silent for long, and 0 means no limit.
  const patient = connectionsOf(options, policies.pages, { headersMs: 0, stallMs: 0 });
  const ways = waysOf(options, policies, connections.get);
  const headers = { "user-agent": userAgent(options) };
  const manner = { headers, timeoutMs: { ...defaultFetchTimeouts, ...options.timeouts }.totalMs };
  const closing = new AbortController();
  const pages = pagesOf(options, manner, { way: ways.pages, closing: closing.signal });
  const caller = createCaller({ ...manner, travel: ways.services });

  const whyShut = (): string | undefined => {
    if (options.offline === true) return "the run is offline";
    return closing.signal.aborted ? "the connections are closed" : undefined;
  };
  const shut = (address: string): { ok: false; failure: Failure } | undefined => {
    const reason = whyShut();
    return reason === undefined ? undefined : fetchFailure(address, "unreachable", reason);
  };
  return {
    async fetchResource(address, pageOptions = {}) {
      pageOptions.signal?.throwIfAborted();
      return shut(address) ?? pages.read(address, pageOptions);
    },
    async fetchJson(address, schema, callOptions = {}) {
      callOptions.signal?.throwIfAborted();
      return shut(address) ?? caller.fetchJson(address, schema, callOptions);
    },
    async fetchText(address, callOptions = {}) {
      callOptions.signal?.throwIfAborted();
      return shut(address) ?? caller.fetchText(address, callOptions);
    },
    serviceFetch: createServiceFetch({ policy: policies.pages, dispatcher: patient.get, headers, shut: whyShut }),
    async close() {
      closing.abort(new Error("The fetcher was closed"));
      await connections.close();
      await patient.close();
    },
  };
}
