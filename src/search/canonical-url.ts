import { getDomain } from "tldts";
import { canParseUrl } from "../report/can-parse-url.ts";

/** Parameters that only say where a reader came from. */
const trackingParameter =
  /^(utm_\w+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hs\w+|vero_\w+|oly_\w+_id|ref_src|ref_url|spm|scid|cmpid|ncid|sr_share|at_medium|at_campaign|guccounter|guce_referrer\w*|_ga|_gl|s_cid|icid|wt_mc|piwik_\w+|mtm_\w+|pk_\w+|amp|usqp|smid|trk|trkCampaign|srsltid)$/i;

/** Host prefixes that show the same page to other devices. */
const variantHost = /^(www\d?|m|mobile|amp|touch)\./;

/** A registrable domain may itself be called `m.tld`; then nothing is stripped. */
function withoutVariant(host: string): string {
  const bare = host.replace(variantHost, "");
  return bare === host || getDomain(host) === host ? host : withoutVariant(bare);
}

function canonicalHost(url: URL): string {
  // Wikimedia's mobile hosts carry the mark after the language: de.m.wikipedia.org.
  const host = url.hostname.replace(/\.$/, "").replace(/^([a-z-]+)\.m\.(wik[a-z]+\.org)$/, "$1.$2");
  return withoutVariant(host);
}

/** A visitor's number in the path, as Java servers write it for who takes no cookies. */
const sessionPart = /;(?:jsessionid|phpsessid|sid)=[^/;]*/gi;

/** Unreserved characters stand bare, other escapes in capitals (RFC 3986, section 6.2.2). */
function normalOctet(octet: string): string {
  const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : octet.toUpperCase();
}

function canonicalPath(url: URL): string {
  const path = url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  const page = path.replace(/(\/(index|default)\.(html?|php|aspx?))+$/i, "");
  return page.replace(sessionPart, "").replace(/%[0-9a-f]{2}/gi, normalOctet);
}

/** arXiv's abstract, PDF and HTML views, and DOI resolvers, are one document each. */
function canonicalDocument(host: string, path: string): { host: string; path: string } {
  const arxiv = /^\/(?:abs|pdf|html)\/(.+?)(?:v\d+)?(?:\.pdf)?$/.exec(path)?.[1];
  if (/(^|\.)arxiv\.org$/.test(host) && arxiv !== undefined) return { host: "arxiv.org", path: `/abs/${arxiv}` };
  if (host === "dx.doi.org" || host === "doi.org") return { host: "doi.org", path: path.toLowerCase() };
  return { host, path };
}

/**
 * The form of an address by which two hits are known to be the same page: without scheme, `www.`, mobile host, default
 * port, fragment, tracking parameters and trailing slash, its parameters sorted.
 *
 * For comparison only: fetch the address as it was given. What is no web address is returned unchanged.
 */
export function canonicalUrl(address: string): string {
  if (!canParseUrl(address)) return address;
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return address;
  const { host, path } = canonicalDocument(canonicalHost(url), canonicalPath(url));
  const kept = [...url.searchParams].filter(([name]) => !trackingParameter.test(name));
  const query = new URLSearchParams(kept.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).toString();
  const port = url.port === "" ? "" : `:${url.port}`;
  return `${host}${port}${path}${query === "" ? "" : `?${query}`}`;
}

/** The domain someone registered (`bbc.co.uk` of `news.bbc.co.uk`); the host itself for addresses without one. */
export function registrableDomain(address: string): string | undefined {
  if (!canParseUrl(address)) return undefined;
  return getDomain(address) ?? new URL(address).hostname;
}
