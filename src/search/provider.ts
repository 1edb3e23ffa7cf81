import type { z } from "zod";
import type { Failure } from "../errors.ts";

/** What a provider is asked. */
export interface SearchRequest {
  readonly query: string;
  /** Hits at most; a provider may give fewer. */
  readonly limit: number;
  readonly kind: "text" | "image";
  /** BCP 47 tag, to prefer results in that language. */
  readonly language?: string;
  /** ISO 8601 dates; results outside are unwanted. */
  readonly from?: string;
  readonly to?: string;
}

/** One search result: unread. Exactly one of `url` and `path` is set. */
export interface Hit {
  readonly url?: string;
  readonly path?: string;
  readonly title: string;
  readonly snippet: string;
  /** ISO 8601 date, as precise as the provider gives it. */
  readonly published?: string;
  readonly authors?: readonly string[];
  /** For images: the address of the picture itself, its size in pixels, and its terms. */
  readonly image?: {
    readonly url: string;
    readonly width?: number;
    readonly height?: number;
    readonly licence?: string;
    readonly credit?: string;
  };
}

/** What a provider may use: a fetch that obeys the network limits and never follows private addresses. */
export interface SearchContext {
  readonly fetchJson: <Schema extends z.ZodType>(
    url: string,
    schema: Schema,
    options?: {
      method?: "GET" | "POST";
      headers?: Readonly<Record<string, string>>;
      body?: string;
      /** Error statuses whose body is an answer too. */
      acceptStatuses?: readonly number[];
    },
  ) => Promise<{ ok: true; value: z.output<Schema> } | { ok: false; failure: Failure }>;
  readonly fetchText: (
    url: string,
    options?: { headers?: Readonly<Record<string, string>> },
  ) => Promise<{ ok: true; value: string } | { ok: false; failure: Failure }>;
  readonly signal: AbortSignal;
}

/** What a provider found, best first, or why it did not answer. Finding nothing is no failure. */
export type SearchResult =
  | {
      readonly ok: true;
      readonly hits: readonly Hit[];
      /** For how long the provider asks not to be called again. */
      readonly pauseMs?: number;
    }
  | { readonly ok: false; readonly failure: Failure };

/**
 * A service that finds resources.
 *
 * Contract: `search` never rejects for a bad answer (returns a failure) and keeps the provider's order. Everything
 * about the provider is in its file: name, settings, where the key comes from, wire format, mapping.
 */
export interface SearchProvider<Settings extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly kinds: readonly ("text" | "image")[];
  readonly settings: Settings;
  /** Environment variable of each setting that has one. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether it works with no setting at all. */
  readonly keyless: boolean;
  /** At most this many requests in this many milliseconds, from the provider's documentation. */
  readonly limit: { readonly requests: number; readonly perMs: number };
  /** Asks for `request.limit` hits; whoever asks leaves out what comes beyond. */
  search(request: SearchRequest, settings: z.output<Settings>, context: SearchContext): Promise<SearchResult>;
}

/** Declares a provider with its settings' type inferred. */
export function defineSearchProvider<Settings extends z.ZodType>(
  provider: SearchProvider<Settings>,
): SearchProvider<Settings> {
  return provider;
}
