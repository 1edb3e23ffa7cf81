import { ExhibitError } from "../../errors.ts";
import type { Tool } from "../tool.ts";
import { moduleName } from "./module-tools.ts";
import type { ToolSettings } from "./tool-settings.ts";

/**
 * What a run may use of the tools that a user brought: a server or module, `server:tool`, or the name of a tool.
 *
 * Contract: nothing is used that no entry names; a tool that says it changes something is named by its own name, not by
 * that of its server, because a model that reads strangers' pages may be talked into calling it; case and `-` or `_`
 * make no difference.
 */
export interface AllowList {
  readonly entries: readonly string[];
  /** Whether something of this server or module may be used, so that it must be asked for its tools. */
  mayHold(group: string): boolean;
  allows(tool: Tool): boolean;
  /** Entries that name none of these tools. */
  unmatched(tools: readonly Tool[]): readonly string[];
}

/** Reads the entries. Errors: `BAD_USAGE` for a server or module that the config file does not name. */
export function createAllowList(entries: readonly string[], settings: ToolSettings): AllowList {
  const groups = [...settings.servers.map(({ name }) => name), ...settings.modules.map(moduleName)];
  const known = new Set(groups.map(plain));
  for (const entry of entries) {
    const [group = "", tool] = entry.split(":");
    if (groups.length > 0 && (tool === undefined || known.has(plain(group)))) continue;
    const there = groups.length > 0 ? `there are: ${groups.join(", ")}` : "the config file has none under tools";
    throw new ExhibitError("BAD_USAGE", `--tools ${entry} names no tool server or module; ${there}.`);
  }
  const named = entries.map(plain);
  const names = ({ name, aliases, user }: Tool): readonly string[] =>
    user
      ? [...(user.changes ? [] : [user.group]), `${user.group}:${user.own}`, user.own, name, ...aliases].map(plain)
      : [name, ...aliases].map(plain);
  const isBare = (entry: string): boolean => !entry.includes(":") && !known.has(entry);
  return {
    entries,
    mayHold: (group) =>
      named.some((entry) => isBare(entry) || entry === plain(group) || entry.startsWith(`${plain(group)}:`)),
    allows: (tool) => tool.user !== undefined && names(tool).some((name) => named.includes(name)),
    unmatched: (tools) => entries.filter((entry) => !tools.some((tool) => names(tool).includes(plain(entry)))),
  };
}

const plain = (text: string): string => text.trim().toLowerCase().replaceAll("-", "_");
