import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ExhibitError, messageOf } from "../errors.ts";
import { writeAtomically } from "../runs/index.ts";
import { profileSchema } from "./model-choice.ts";
import type { ModelProfile } from "./profile.ts";

type Profiles = Readonly<Record<string, Partial<ModelProfile>>>;

const fileName = "model-profiles.json";
const fileSchema = z.record(z.string(), profileSchema.partial());

/** What `exhibit doctor --model` measured on this machine, by `provider:name`. Errors: `BAD_CONFIG` names the file. */
export function readProfiles(home: string): Profiles {
  const path = join(home, fileName);
  try {
    const parsed = fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    return Object.fromEntries(Object.entries(parsed).map(([id, profile]) => [id, withoutUndefined(profile)]));
  } catch (error) {
    // A path below a file holds no profiles either; that it cannot be written is said where it is.
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return {};
    const message = `${path} cannot be used: ${messageOf(error)}; remove it and measure again with \`exhibit doctor --model\`.`;
    throw new ExhibitError("BAD_CONFIG", message, { cause: error });
  }
}

/** Keeps what was measured of one model beside that of others; gives the file's path. */
export async function saveProfile(home: string, id: string, measured: Partial<ModelProfile>): Promise<string> {
  const path = join(home, fileName);
  await writeAtomically(path, `${JSON.stringify({ ...readProfiles(home), [id]: measured }, null, 2)}\n`);
  return path;
}

/** The one cast: entries lose their keys' types. */
function withoutUndefined(profile: z.output<typeof fileSchema>[string]): Partial<ModelProfile> {
  return Object.fromEntries(
    Object.entries(profile).filter(([, value]) => value !== undefined),
  ) as Partial<ModelProfile>;
}
