import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Child processes (parsers, the command line) run compiled code, so tests compile first; an unchanged tree takes a
 * blink. Type errors do not stop a test run: `npm run check` reports them.
 */
export function setup(): void {
  spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "--build"], { stdio: "ignore" });
  spawnSync(process.execPath, ["dist/build-page.js"], { stdio: "inherit" });
  if (!existsSync("dist/src")) throw new Error("tsc --build wrote nothing to dist/; run `npm run check` to see why");
}
