// A robots.txt as RFC 9309 reads it, with crawl delays and content signals (contentsignals.org). Rules are matched by
// hand: as a regular expression a hostile file's `/*a*a*a*b` takes time without end.

/** A `Content-Signal` line: `search=yes, ai-input=no`, optionally with a path in front. */
interface Signals {
  readonly path: string;
  readonly values: ReadonlyMap<string, string>;
}

interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
  readonly signals: Signals[];
  crawlDelay: number | undefined;
}

/** What a robots.txt says to one program. */
export interface RobotsRules {
  /** Whether a path, with its query, may be fetched. */
  isAllowed(path: string): boolean;
  /** Seconds between requests. */
  readonly crawlDelay: number | undefined;
  /** The content signals that hold for a path, by name; the longest matching path wins. */
  signalsOf(path: string): ReadonlyMap<string, string>;
}

/** Enough for any real file; what a larger one says further down is not read. */
const maxRules = 20_000;

/**
 * Reads a robots.txt for the program of this name.
 *
 * Contract: pure, never throws; the groups that name the program replace those for everyone (section 2.2.1), the
 * longest rule decides and permission wins a tie (section 2.2.2); matching takes time in proportion to rules and path.
 */
export function parseRobotsRules(text: string, agent: string): RobotsRules {
  const groups = groupsOf(text);
  const own = groups.filter((group) => group.agents.includes(agent.toLowerCase()));
  const chosen = own.length > 0 ? own : groups.filter((group) => group.agents.includes("*"));
  const rules = chosen.flatMap((group) => group.rules);
  const signals = chosen.flatMap((group) => group.signals);
  return {
    isAllowed: (path) => isAllowed(normalPath(path), rules),
    crawlDelay: chosen.find((group) => group.crawlDelay !== undefined)?.crawlDelay,
    signalsOf: (path) => {
      const matching = signals.filter((signal) => path.startsWith(signal.path));
      const ordered = matching.toSorted((a, b) => a.path.length - b.path.length);
      return new Map(ordered.flatMap((signal) => [...signal.values]));
    },
  };
}

/** User-agent lines in a row share what follows them. Before the first only signals count: a rule needs a group. */
function groupsOf(text: string): readonly Group[] {
  const groups: Group[] = [emptyGroup("*")];
  let inAgents = false;
  let count = 0;
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) {
    const [, field = "", value = ""] = /^[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*([^#]*)/.exec(line) ?? [];
    const name = field.toLowerCase();
    if (name === "" || name === "sitemap") continue;
    const isAgent = name === "user-agent" || name === "useragent";
    if (isAgent) addAgent(groups, agentOf(value), inAgents);
    else if (++count <= maxRules) addLine(groups.at(-1), name, value.trim());
    inAgents = isAgent;
  }
  groups[0]?.rules.splice(0);
  return groups;
}

function emptyGroup(agent: string): Group {
  return { agents: [agent], rules: [], signals: [], crawlDelay: undefined };
}

/** A version after the name says nothing: `Exhibit/1.0` is `Exhibit`. */
function agentOf(value: string): string {
  return value.trim().toLowerCase().split("/")[0] ?? "";
}

function addAgent(groups: Group[], agent: string, continues: boolean): void {
  if (continues) groups.at(-1)?.agents.push(agent);
  else groups.push(emptyGroup(agent));
}

function addLine(group: Group | undefined, name: string, value: string): void {
  if (!group) return;
  if (name === "allow" || name === "disallow") {
    // An empty rule means that there is none.
    if (value !== "") group.rules.push({ allow: name === "allow", pattern: normalPath(value) });
  } else if (name === "crawl-delay") {
    const seconds = Number(value);
    if (value !== "" && seconds >= 0) group.crawlDelay ??= seconds;
  } else if (name === "content-signal") group.signals.push(parseSignals(value));
}

function parseSignals(value: string): Signals {
  const [, path = "/", list = ""] = /^(?:(\/\S*)\s+)?(.*)$/.exec(value) ?? [];
  const pairs = list.split(",").flatMap((pair): [string, string][] => {
    const [name = "", setting = ""] = pair.split("=").map((part) => part.trim().toLowerCase());
    return name === "" || (setting !== "yes" && setting !== "no") ? [] : [[name, setting]];
  });
  return { path, values: new Map(pairs) };
}

/**
 * Escapes as the URL parser does, so that `/ä`, `/%c3%a4` and `/%C3%A4` are one path; unreserved letters stand bare.
 */
function normalPath(path: string): string {
  const escaped = path.replace(/[^\u0021-\u007e]+/g, (part) => encodeURIComponent(Buffer.from(part).toString()));
  return escaped.replace(/%[0-9a-f]{2}/gi, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : octet.toUpperCase();
  });
}

function isAllowed(path: string, rules: readonly Rule[]): boolean {
  let longest = -1;
  let allowed = true;
  for (const { allow, pattern } of rules) {
    if (pattern.length < longest || (pattern.length === longest && !allow)) continue;
    if (!matches(path, pattern)) continue;
    longest = pattern.length;
    allowed = allow;
  }
  return allowed;
}

/**
 * `*` is any run of characters and a `$` at the end the end of the path; the first place each part fits is the best.
 */
function matches(path: string, pattern: string): boolean {
  const isAnchored = pattern.endsWith("$");
  const [first = "", ...parts] = (isAnchored ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(first)) return false;
  if (parts.length === 0) return !isAnchored || path.length === first.length;
  const last = isAnchored ? (parts.pop() ?? "") : "";
  let end = first.length;
  for (const part of parts) {
    const start = path.indexOf(part, end);
    if (start < 0) return false;
    end = start + part.length;
  }
  return !isAnchored || (path.length - last.length >= end && path.endsWith(last));
}
