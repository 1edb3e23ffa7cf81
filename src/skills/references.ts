import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../errors.ts";
import type { LoadedSkill } from "./skill.ts";

/** A reference is read by a model in one piece. */
const maxReferenceBytes = 64 * 1024;
const inBody = /(?<![\w/.-])(?:\.\/)?(references\/[\w-]+(?:\.[\w-]+)*\.md)(?![\w/])/g;

/** The `references/*.md` that a skill's instructions name, each once, in their order. */
export function referencesOf({ body }: Pick<LoadedSkill, "body">): readonly string[] {
  return [...new Set([...body.matchAll(inBody)].flatMap(([, path]) => path ?? []))];
}

/**
 * Reads one reference of a skill, when it is needed.
 *
 * Contract: only files directly in the skill's `references/`, named by its instructions, and with the bytes that they
 * had when the skill was loaded (and trusted); anything else is a problem, never text.
 */
export async function loadReference(
  skill: Pick<LoadedSkill, "name" | "folder" | "body" | "files">,
  path: string,
): Promise<{ text: string } | { problem: string }> {
  const refuse = (reason: string) => ({ problem: `${path} of the skill ${skill.name} ${reason}` });
  if (!referencesOf(skill).includes(path)) return refuse("is not one that its SKILL.md names.");
  const file = skill.files.find((one) => one.path === path);
  if (!file) return refuse("is not in its folder.");
  if (file.bytes > maxReferenceBytes) return refuse(`is larger than ${maxReferenceBytes / 1024} KB.`);
  try {
    // A link put in its place since would lead out of the folder.
    const handle = await open(join(skill.folder, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const bytes = Buffer.alloc(file.bytes + 1);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      const read = bytes.subarray(0, bytesRead);
      const isSame = createHash("sha256").update(read).digest("hex") === file.hash;
      return isSame ? { text: read.toString("utf8").trim() } : refuse("changed since the skill was loaded.");
    } finally {
      await handle.close();
    }
  } catch (error) {
    return refuse(`cannot be read: ${messageOf(error)}`);
  }
}
