import { existsSync } from "node:fs";
import { join } from "node:path";
import { ExhibitError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";

/** The path of a program of this folder, as it was built. Errors: `DEPENDENCY_MISSING` where it was not. */
export function builtProgram(name: string): string {
  const path = join(packageRoot, "dist", "src", "jobs", name);
  if (existsSync(path)) return path;
  throw new ExhibitError("DEPENDENCY_MISSING", `${path} is not built; run: npm run build`);
}
