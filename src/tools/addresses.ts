import { canParseUrl } from "../report/can-parse-url.ts";
import { canonicalUrl } from "../search/index.ts";

/**
 * The addresses and files that may be opened: those that a person named, a search found or a read page links to.
 *
 * Contract: an address is opened as it was given, because what a model adds to one could carry words away; an address
 * or path that a model composed is not among them, however plausible; addresses are compared in canonical form, and no
 * file is ever added.
 */
export interface Addresses {
  /** Adds what a search found or a page links to; what is no web address is passed over. */
  allow(urls: Iterable<string>): void;
  isAllowed(url: string): boolean;
  /** The address as it was given, for one that is the same page; undefined for one that was not given. */
  asGiven(url: string): string | undefined;
  /** Whether a person named this address or file; what a search or a page gave is not. */
  isNamed(target: string): boolean;
  /** Whether a person named this very file. */
  isAllowedFile(path: string): boolean;
}

/** Starts with the addresses and files that a person named. */
export function createAddresses(given: Iterable<string> = [], files: readonly string[] = []): Addresses {
  const known = new Map<string, string>();
  const allow = (urls: Iterable<string>): void => {
    for (const url of urls) {
      const isWeb = /^https?:/i.test(url) && canParseUrl(url);
      if (isWeb && !known.has(canonicalUrl(url))) known.set(canonicalUrl(url), url);
    }
  };
  allow(given);
  const named = new Set(known.keys());
  const asGiven = (url: string): string | undefined => (canParseUrl(url) ? known.get(canonicalUrl(url)) : undefined);
  return {
    allow,
    asGiven,
    isAllowed: (url) => asGiven(url) !== undefined,
    isNamed: (target) => files.includes(target) || (canParseUrl(target) && named.has(canonicalUrl(target))),
    isAllowedFile: (path) => files.includes(path),
  };
}
