export { hearingHeaders } from "./answer-headers.ts";
export type { CallOptions, Fetched } from "./caller.ts";
export { type Clock, orAborted, systemClock, withDeadline } from "./clock.ts";
export {
  createFetcher,
  defaultFetchTimeouts,
  type Fetcher,
  type FetcherOptions,
  type FetchTimeouts,
} from "./fetcher.ts";
export { fetchJsonRefusals } from "./json-refusals.ts";
export type { PageAnswer, PageOptions } from "./page-reader.ts";
export type { ServiceFetch } from "./service-fetch.ts";
