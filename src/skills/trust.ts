import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { ExhibitError, messageOf } from "../errors.ts";
import { oneLine } from "../report/index.ts";
import type { LoadedSkill } from "./skill.ts";

const fileSchema = z.strictObject({
  version: z.literal(1),
  trusted: z.array(
    z.strictObject({
      name: z.string(),
      folder: z.string(),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      since: z.iso.datetime(),
    }),
  ),
});

/** Something that the user looked at and allowed, by folder and content. */
export type TrustedSkill = z.output<typeof fileSchema>["trusted"][number];

/** What may be trusted: a skill, or the tools of a config file. */
export type TrustedContent = Pick<TrustedSkill, "name" | "folder" | "hash">;

/**
 * Reads what the user trusted; nothing when no such file is there. Errors: `BAD_CONFIG` names a file that is broken.
 */
export async function loadTrust(
  path: string | undefined,
  again = "your skills again with `exhibit skills trust NAME`",
): Promise<readonly TrustedSkill[]> {
  if (path === undefined) return [];
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, "utf8"))).trusted;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    const reason = error instanceof z.ZodError ? oneLine(z.prettifyError(error)) : messageOf(error);
    const message = `${path} cannot be used: ${reason}. Delete it and trust ${again}.`;
    throw new ExhibitError("BAD_CONFIG", message, { cause: error });
  }
}

/** What comes with the package needs no word; everything else must be as it was when it was trusted. */
export function isTrusted(skill: LoadedSkill, trusted: readonly TrustedSkill[]): boolean {
  if (skill.origin === "package") return true;
  return trusted.some(({ folder, hash }) => folder === skill.folder && hash === skill.hash);
}

/** Whether a skill was trusted with other content than it has. */
export function hasChanged(skill: LoadedSkill, trusted: readonly TrustedSkill[]): boolean {
  return !isTrusted(skill, trusted) && trusted.some(({ folder }) => folder === skill.folder);
}

/** Keeps the user's word for this content of a folder, in place of an earlier one. Errors: `NOT_WRITABLE`. */
export async function trustSkill(
  { name, folder, hash }: TrustedContent,
  { path, now }: { readonly path: string; readonly now: () => Date },
): Promise<void> {
  const others = (await loadTrust(path)).filter((one) => one.folder !== folder);
  const content = { version: 1, trusted: [...others, { name, folder, hash, since: now().toISOString() }] };
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  } catch (error) {
    throw new ExhibitError("NOT_WRITABLE", `Cannot write ${path}: ${messageOf(error)}`, { cause: error });
  }
}
