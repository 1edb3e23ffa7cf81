import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { loadTrust, type TrustedContent } from "../../skills/index.ts";
import type { ToolSettings } from "./tool-settings.ts";

const maxFileBytes = 20e6;

/**
 * What the user trusts when tools are trusted: the section of the config file, and the content of every file that it
 * names, as a module, a program or an argument.
 *
 * Contract: a change of any of them is another content; what those files load in turn is not part of it.
 */
export async function toolContent(settings: ToolSettings): Promise<TrustedContent> {
  const { folder, servers, modules, section } = settings;
  const words = servers.flatMap((server) => (server.type === "program" ? [server.command, ...server.args] : []));
  const paths = [...new Set([...modules, ...words.map((word) => resolve(folder, word))])].sort();
  const hash = createHash("sha256").update(section);
  for (const path of paths) {
    const bytes = await contentOf(path);
    if (bytes) hash.update(`\0${path}\0`).update(bytes);
  }
  return { name: "tools", folder, hash: hash.digest("hex") };
}

/** `changed` was trusted once and is another content now; it is treated as untrusted and told apart in words. */
export type ToolTrust = "trusted" | "untrusted" | "changed";

/** Whether the user trusts what the config file says of tools, as it is now. Errors: `BAD_CONFIG` for a broken list. */
export async function toolTrust(settings: ToolSettings, trustFile: string | undefined): Promise<ToolTrust> {
  const { folder, hash } = await toolContent(settings);
  const trusted = await loadTrust(trustFile, "your tools again with `exhibit tools trust`");
  const known = trusted.filter((one) => one.folder === folder);
  if (known.some((one) => one.hash === hash)) return "trusted";
  return known.length > 0 ? "changed" : "untrusted";
}

/** What the tools wait for, in two sentences. */
export function toolsWaiting({ folder }: ToolSettings, trust: Exclude<ToolTrust, "trusted">): string {
  const state = trust === "changed" ? "have changed since they were trusted" : "are not trusted yet";
  return (
    `The tools that ${folder} names ${state}. They start programs and use your keys: read them with ` +
    "`exhibit tools list`, then allow them with `exhibit tools trust`, or use them once with --trust-tools."
  );
}

/** The bytes of a file; nothing for what is none, as most arguments are. */
async function contentOf(path: string): Promise<Uint8Array | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() && found.size <= maxFileBytes ? readFile(path) : undefined;
}
