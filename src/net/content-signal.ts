// Content signals (contentsignals.org): `Content-Signal: search=yes, ai-input=no` in a robots.txt group, optionally
// with a path in front of the signals. robots-parser does not know them.

interface Group {
  readonly agents: string[];
  readonly signals: { readonly path: string; readonly values: ReadonlyMap<string, string> }[];
}

function parseSignals(value: string): Group["signals"][number] {
  const [, path = "/", list = ""] = /^(?:(\/\S*)\s+)?(.*)$/.exec(value) ?? [];
  const pairs = list.split(",").flatMap((pair): [string, string][] => {
    const [name = "", setting = ""] = pair.split("=").map((part) => part.trim().toLowerCase());
    return name === "" || (setting !== "yes" && setting !== "no") ? [] : [[name, setting]];
  });
  return { path, values: new Map(pairs) };
}

/** The groups of a robots.txt: user-agent lines in a row share the rules that follow them (RFC 9309, section 2.2.1). */
function groupsOf(text: string): readonly Group[] {
  const groups: Group[] = [{ agents: ["*"], signals: [] }];
  let inAgents = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, field = "", value = ""] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const name = field.toLowerCase();
    if (name === "") continue;
    const last = groups.at(-1);
    if (name === "user-agent") {
      if (inAgents) last?.agents.push(value.trim().toLowerCase());
      else groups.push({ agents: [value.trim().toLowerCase()], signals: [] });
    } else if (name === "content-signal") last?.signals.push(parseSignals(value.trim()));
    inAgents = name === "user-agent";
  }
  return groups;
}

/**
 * The content signals that hold for a path, by name; the longest matching path wins.
 *
 * As with rules, the groups that name the agent replace those for everyone.
 */
export function contentSignalsOf(
  robotsText: string,
  { agent, path }: { readonly agent: string; readonly path: string },
): ReadonlyMap<string, string> {
  const groups = groupsOf(robotsText);
  const own = groups.filter((group) => group.agents.includes(agent.toLowerCase()));
  const chosen = own.length > 0 ? own : groups.filter((group) => group.agents.includes("*"));
  const matching = chosen.flatMap((group) => group.signals).filter((signal) => path.startsWith(signal.path));
  const ordered = matching.toSorted((a, b) => a.path.length - b.path.length);
  return new Map(ordered.flatMap((signal) => [...signal.values]));
}
