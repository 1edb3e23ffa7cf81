import { execFileSync } from "node:child_process";

/** Child processes (parsers, the command line) run compiled code, so tests compile first; an unchanged tree takes a blink. */
export function setup(): void {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--build"], { stdio: "inherit" });
}
