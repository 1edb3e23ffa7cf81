import { homedir, tmpdir } from "node:os";
import { join, sep } from "node:path";
import type { Config } from "../config.ts";
import { hideSecrets } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import { secretsOfServer } from "../tools/index.ts";
import type { ServerServices } from "./services.ts";

/** Makes what is shown of a text to users. */
export type PublicText = (text: string) => string;

/**
 * Makes what shows a text to users without the places of the server's disk and without its secrets: a library stands
 * there by its name, a run by its id, an upload by its file name.
 *
 * Contract: takes plain text and JSON alike, because both write a path the same way, but for backslashes and quotes.
 * Only whole paths are changed: the same letters within an address or a longer name stay.
 */
export function createPublicText({ config, limits }: Pick<ServerServices, "config" | "limits">): PublicText {
  const libraries = Object.entries(limits.libraries).map(([name, path]): [string, string] => [path, name]);
  const own: [string, string][] = [
    [config.out, "outputs"],
    [packageRoot, "exhibit"],
    [tmpdir(), "tmp"],
    [homedir(), "home"],
  ];
  // Longer ones first: a library may lie inside another. The root of a disk is no secret.
  const patternsOf = (places: readonly [string, string][]) =>
    [...places]
      .filter(([path]) => path.length > 2)
      .sort(([one], [other]) => other.length - one.length)
      .map(([path, name]) => [new RegExp(`${before}${anySpelling(path)}${after}`, "g"), name] as const);
  const upload = `${before}${anySpelling(join(config.home, "uploads") + sep)}(?:[\\w-]+${anySeparator}){1,2}`;
  const run = `${before}${anySpelling(config.out + sep)}(?!\\.exhibit)`;
  const patterns = [
    [new RegExp(upload, "g"), ""] as const,
    ...patternsOf(libraries),
    [new RegExp(run, "g"), ""] as const,
    ...patternsOf(own),
  ];
  const secrets = secretsOf(config);
  const paths = [...libraries, ...own].map(([path]) => path);
  const clue = [...paths, ...secrets].map((text) => JSON.stringify(text).slice(1, -1));
  return (text) => {
    // Most texts name no place at all, and looking is cheaper than replacing.
    if (!clue.some((part) => text.includes(part))) return text;
    const clean = hideSecrets(text, secrets);
    return patterns.reduce((shown, [pattern, name]) => shown.replace(pattern, () => name), clean);
  };
}

/** Every key that this server holds. */
export function secretsOf({
  modelAccess,
  providerSettings,
  mail,
  webhookKey,
  tools,
}: Pick<Config, "modelAccess" | "providerSettings" | "mail" | "webhookKey" | "tools">): readonly string[] {
  const settings = Object.values(providerSettings).flatMap((given) => Object.entries(given));
  const keys = settings.flatMap(([name, value]) => (/key|token|secret|password/i.test(name) ? [value] : []));
  const own = [...Object.values(modelAccess.keys), ...passwordOf(mail?.url), ...(webhookKey ? [webhookKey] : [])];
  return [...new Set([...own, ...keys, ...tools.servers.flatMap(secretsOfServer)])].filter(Boolean);
}

/** As it stands in the address, and as it is sent. */
function passwordOf(address: string | undefined): readonly string[] {
  if (address === undefined) return [];
  const { password } = new URL(address);
  try {
    return [password, decodeURIComponent(password)];
  } catch (error) {
    // A lone `%` is sent as it stands.
    if (error instanceof URIError) return [password];
    throw error;
  }
}

/** In JSON a line may begin right before a path. */
const before = "(?<=file://|^|[^\\w./\\\\-]|\\\\[nrt])";
const after = "(?![\\w.-]*[\\w-])";
const anySeparator = sep === "/" ? "/" : "(?:\\\\|\\\\\\\\)";

/** A path as it stands in plain text, or in JSON, where a backslash is doubled. */
function anySpelling(path: string): string {
  const quoted = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const json = JSON.stringify(path).slice(1, -1);
  return json === path ? quoted(path) : `(?:${quoted(json)}|${quoted(path)})`;
}
