import { sep } from "node:path";
import type { ServerServices } from "../services.ts";

/**
 * Makes what shows a text to users without the places of the server's disk: a library stands there by its name, a run
 * by its id.
 *
 * Contract: takes plain text and JSON alike, because both write a path the same way, but for backslashes and quotes.
 */
export function createPublicText({
  config,
  limits,
}: Pick<ServerServices, "config" | "limits">): (text: string) => string {
  const folders = Object.entries(limits.libraries).map(([name, path]): [string, string] => [path, name]);
  // Longer ones first: a library may lie inside another.
  const named = folders.sort(([left], [right]) => right.length - left.length);
  const places: [string, string][] = [...named, [`${config.out}${sep}`, ""], [config.out, "outputs"]];
  const variants = places.flatMap(([path, name]) => {
    const escaped = JSON.stringify(path).slice(1, -1);
    return escaped === path ? [[path, name] as const] : [[escaped, name] as const, [path, name] as const];
  });
  return (text) => variants.reduce((shown, [path, name]) => shown.replaceAll(path, name), text);
}
