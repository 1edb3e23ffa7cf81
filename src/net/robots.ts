import type { FailureCode } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { parseRobotsRules, type RobotsRules } from "./robots-rules.ts";

/** What a site's robots.txt says about one page. */
export interface RobotsVerdict {
  /** Why the page must not be read automatically; absent when it may. */
  readonly refusal?: { readonly code: FailureCode; readonly reason: string };
  /** The pause between requests that the site asks for. */
  readonly crawlDelayMs?: number;
}

/**
 * How fetching a robots.txt ended; a server that does not answer, or answers with an error of its own, is
 * `unavailable`.
 */
export type RobotsFile =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "missing" }
  | { readonly type: "unavailable"; readonly code: FailureCode; readonly reason: string };

/** Asks each site's robots.txt once and remembers it; never rejects for what the site does. */
export interface Robots {
  verdict(url: URL): Promise<RobotsVerdict>;
}

/** RFC 9309, section 2.5: a parsing limit of at least 500 KiB. */
export const maxRobotsBytes = 500 * 1024;
/** RFC 9309, section 2.4: a copy should not be used for more than 24 hours. */
const robotsLifetimeMs = 24 * 60 * 60 * 1000;
/** A site that was down is asked again sooner. */
const unavailableLifetimeMs = 10 * 60 * 1000;
/** A robots.txt that takes longer is as good as unreachable. */
export const robotsTimeoutMs = 15_000;
/** A longer crawl delay would stall a run; such a site is read at this pace. */
const maxCrawlDelayMs = 30_000;

const refuse = (reason: string): Pick<RobotsVerdict, "refusal"> => ({ refusal: { code: "refused-robots", reason } });

/** A loaded file, its rules read once for all pages of the site. */
type SiteRules =
  | Exclude<RobotsFile, { readonly type: "text" }>
  | { readonly type: "rules"; readonly rules: RobotsRules };

function judge(url: URL, site: SiteRules): RobotsVerdict {
  if (site.type === "missing") return {};
  if (site.type === "unavailable") return { refusal: site };
  const { rules } = site;
  const delay = rules.crawlDelay;
  const pace = delay === undefined ? {} : { crawlDelayMs: Math.min(delay * 1000, maxCrawlDelayMs) };
  if (!rules.isAllowed(`${url.pathname}${url.search}`))
    return { ...pace, ...refuse("its robots.txt forbids automated reading") };
  if (rules.signalsOf(url.pathname).get("ai-input") !== "no") return pace;
  return { ...pace, ...refuse("its robots.txt reserves it from use by AI (ai-input=no)") };
}

/**
 * Answers for every site by its robots.txt (RFC 9309) and its content signals, each file fetched once a day.
 *
 * Contract: `load` is called once per origin and lifetime, also for simultaneous questions. A missing file (4xx) allows
 * everything; an unreachable one (5xx, no connection) forbids everything.
 */
export function createRobots(options: {
  readonly agent: string;
  readonly clock: Clock;
  readonly load: (robotsUrl: URL) => Promise<RobotsFile>;
}): Robots {
  const sites = new Map<string, { readonly site: Promise<SiteRules>; expires: number }>();
  const load = async (origin: string): Promise<SiteRules> => {
    const file = await options.load(new URL("/robots.txt", origin));
    return file.type === "text" ? { type: "rules", rules: parseRobotsRules(file.text, options.agent) } : file;
  };
  const rulesOf = (origin: string): Promise<SiteRules> => {
    const known = sites.get(origin);
    if (known !== undefined && known.expires > options.clock.now()) return known.site;
    const site = load(origin);
    const entry = { site, expires: options.clock.now() + robotsLifetimeMs };
    sites.set(origin, entry);
    site.then(
      ({ type }) => {
        if (type === "unavailable") entry.expires = options.clock.now() + unavailableLifetimeMs;
      },
      () => sites.delete(origin),
    );
    return site;
  };
  return {
    async verdict(url) {
      return judge(url, await rulesOf(url.origin));
    },
  };
}
