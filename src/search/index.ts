import { ExhibitError } from "../errors.ts";
import { arxiv } from "./arxiv.ts";
import { crossref } from "./crossref.ts";
import { europePmc } from "./europe-pmc.ts";
import { hackerNews } from "./hacker-news.ts";
import { openverse } from "./openverse.ts";
import type { SearchProvider } from "./provider.ts";
import { searxng } from "./searxng.ts";
import { stackExchange } from "./stack-exchange.ts";
import { tavily } from "./tavily.ts";
import { wikimediaCommons } from "./wikimedia-commons.ts";
import { wikipedia } from "./wikipedia.ts";

export { canonicalUrl, registrableDomain } from "./canonical-url.ts";
export type { FusedHit, Provenance } from "./fuse.ts";
export {
  defineSearchProvider,
  type Hit,
  type SearchContext,
  type SearchProvider,
  type SearchRequest,
  type SearchResult,
} from "./provider.ts";
export {
  createSearch,
  type ProviderAnswer,
  type Search,
  type SearchAnswer,
  type SearchOptions,
} from "./search.ts";

import { canParseUrl } from "../report/can-parse-url.ts";

/** All providers. One line here and one file add another. */
export const searchProviders: readonly SearchProvider[] = [
  wikipedia,
  tavily,
  searxng,
  arxiv,
  crossref,
  europePmc,
  stackExchange,
  hackerNews,
  wikimediaCommons,
  openverse,
];

/** The providers of these names, in this order; throws `BAD_USAGE` for a name nobody has. */
export function selectProviders(names: readonly string[]): readonly SearchProvider[] {
  return names.map((name) => {
    const provider = searchProviders.find((candidate) => candidate.name === name);
    if (provider !== undefined) return provider;
    const known = searchProviders.map((candidate) => candidate.name).join(", ");
    throw new ExhibitError("BAD_USAGE", `There is no search provider "${name}"; there are: ${known}.`);
  });
}

/** The addresses that settings name, for the fetcher's `serviceAddresses`: the user vouches for them. */
export function serviceAddressesOf(settings: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(settings).flatMap((entry) => {
    const address = typeof entry === "object" && entry !== null && "baseUrl" in entry ? entry.baseUrl : undefined;
    return typeof address === "string" && canParseUrl(address) ? [address] : [];
  });
}
