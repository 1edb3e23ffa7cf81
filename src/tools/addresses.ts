import { canParseUrl } from "../report/can-parse-url.ts";
import { canonicalUrl } from "../search/index.ts";

/**
 * The addresses and files that may be opened: those that a person named, a search found or a read page links to.
 *
 * Contract: an address or path that a model composed is not among them, however plausible; addresses are compared in
 * canonical form, and no file is ever added.
 */
export interface Addresses {
  allow(urls: Iterable<string>): void;
  isAllowed(url: string): boolean;
  isAllowedFile(path: string): boolean;
}

/** Starts with the addresses and files that a person named. */
export function createAddresses(given: Iterable<string> = [], files: readonly string[] = []): Addresses {
  const known = new Set<string>();
  const allow = (urls: Iterable<string>): void => {
    for (const url of urls) if (/^https?:/i.test(url) && canParseUrl(url)) known.add(canonicalUrl(url));
  };
  allow(given);
  return {
    allow,
    isAllowed: (url) => canParseUrl(url) && known.has(canonicalUrl(url)),
    isAllowedFile: (path) => files.includes(path),
  };
}
