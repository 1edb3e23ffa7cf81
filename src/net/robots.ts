import robotsParserModule from "robots-parser";
import type { FailureCode } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { contentSignalsOf } from "./content-signal.ts";

/** What a site's robots.txt says about one page. */
export interface RobotsVerdict {
  /** Why the page must not be read automatically; absent when it may. */
  readonly refusal?: { readonly code: FailureCode; readonly reason: string };
  /** The pause between requests that the site asks for. */
  readonly crawlDelayMs?: number;
}

/** How fetching a robots.txt ended; a server that does not answer, or answers with an error of its own, is `unavailable`. */
export type RobotsFile =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "missing" }
  | { readonly type: "unavailable"; readonly code: FailureCode; readonly reason: string };

export interface Robots {
  verdict(url: URL): Promise<RobotsVerdict>;
}

/** RFC 9309, section 2.5: a parsing limit of at least 500 KiB. */
export const maxRobotsBytes = 500 * 1024;
/** RFC 9309, section 2.4: a copy should not be used for more than 24 hours. */
export const robotsLifetimeMs = 24 * 60 * 60 * 1000;
/** A site that was down is asked again sooner. */
const unavailableLifetimeMs = 10 * 60 * 1000;
/** A robots.txt that takes longer is as good as unreachable. */
export const robotsTimeoutMs = 15_000;
/** A longer crawl delay would stall a run; such a site is read at this pace. */
const maxCrawlDelayMs = 30_000;

// The package is CommonJS whose types declare an ES default export.
const robotsParser = robotsParserModule as unknown as (typeof robotsParserModule)["default"];

const refuse = (reason: string): Pick<RobotsVerdict, "refusal"> => ({ refusal: { code: "refused-robots", reason } });

function judge(url: URL, file: RobotsFile, agent: string): RobotsVerdict {
  if (file.type === "missing") return {};
  if (file.type === "unavailable") return { refusal: file };
  const rules = robotsParser(`${url.origin}/robots.txt`, file.text);
  const delay = rules.getCrawlDelay(agent);
  const pace = delay === undefined ? {} : { crawlDelayMs: Math.min(delay * 1000, maxCrawlDelayMs) };
  if (rules.isAllowed(url.href, agent) === false)
    return { ...pace, ...refuse("its robots.txt forbids automated reading") };
  const signals = contentSignalsOf(file.text, { agent, path: url.pathname });
  if (signals.get("ai-input") !== "no") return pace;
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
  const files = new Map<string, { readonly file: Promise<RobotsFile>; expires: number }>();
  const fileOf = (origin: string): Promise<RobotsFile> => {
    const known = files.get(origin);
    if (known !== undefined && known.expires > options.clock.now()) return known.file;
    const file = options.load(new URL("/robots.txt", origin));
    const entry = { file, expires: options.clock.now() + robotsLifetimeMs };
    files.set(origin, entry);
    file.then(
      ({ type }) => {
        if (type === "unavailable") entry.expires = options.clock.now() + unavailableLifetimeMs;
      },
      () => files.delete(origin),
    );
    return file;
  };
  return {
    async verdict(url) {
      return judge(url, await fileOf(url.origin), options.agent);
    },
  };
}
