import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ExhibitError } from "../../errors.ts";

/**
 * Path of the compiled form of a module, for starting it as a process.
 *
 * Contract: `moduleUrl` is the caller's `import.meta.url`, `sibling` a `.ts` path relative to it. Works from compiled
 * code (the sibling stands beside) and from source (it stands in `dist/`, which must have been built).
 */
export function compiledPath(moduleUrl: string, sibling: string): string {
  const here = fileURLToPath(moduleUrl);
  const target = join(dirname(here), sibling);
  if (here.endsWith(".js")) return target.replace(/\.ts$/, ".js");
  const root = packageRoot(dirname(here));
  const compiled = join(root, "dist", relative(root, target)).replace(/\.ts$/, ".js");
  if (existsSync(compiled)) return compiled;
  throw new ExhibitError("DEPENDENCY_MISSING", `Child process code ${compiled} is not built; run: npm run build`);
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new ExhibitError("INTERNAL", "No package.json stands above the running code.");
  return packageRoot(parent);
}
