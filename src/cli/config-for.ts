import { type Config, loadConfig } from "../config.ts";
import { ExhibitError } from "../errors.ts";

/** Configuration with the one flag that all commands share over it. Errors: `BAD_USAGE`, `BAD_CONFIG`. */
export function configFor({ out }: { readonly out?: string }): Config {
  if (out === undefined) return loadConfig();
  if (out.trim() === "") throw new ExhibitError("BAD_USAGE", "--out takes a folder for the runs; its value is empty.");
  return loadConfig({ out });
}
