import { canonicalUrl } from "../search/index.ts";

/**
 * The addresses that may be opened: those that a person typed, a search found or a read page links to.
 *
 * Contract: an address that a model composed is not among them, however plausible; the comparison is by canonical form.
 */
export interface Addresses {
  allow(urls: Iterable<string>): void;
  isAllowed(url: string): boolean;
}

/** Starts with what a person gave. */
export function createAddresses(given: Iterable<string> = []): Addresses {
  const known = new Set<string>();
  const allow = (urls: Iterable<string>): void => {
    for (const url of urls) if (/^https?:/i.test(url) && URL.canParse(url)) known.add(canonicalUrl(url));
  };
  allow(given);
  return { allow, isAllowed: (url) => URL.canParse(url) && known.has(canonicalUrl(url)) };
}
