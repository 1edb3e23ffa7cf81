import { compiledPath } from "./compiled.ts";
import { ChildPool } from "./supervisor.ts";

const maxChildren = 2;
const maxBytes = 2 * 1024 ** 3;
const tasksPerChild = 50;

let shared: ChildPool | undefined;

/** The one pool that all parsers share, so that native work never takes more than two processes. Made on first use. */
export function childPool(): ChildPool {
  shared ??= new ChildPool({ entry: compiledPath(import.meta.url, "./main.ts"), maxChildren, maxBytes, tasksPerChild });
  return shared;
}

/** Ends the children at once. Not needed at the end of a program: idle children keep nothing alive. */
export function closeChildren(): void {
  shared?.close();
}
