import { createHash } from "node:crypto";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SkillFile } from "./skill.ts";

/** The specification asks for a body under 5,000 tokens; this is several times that. */
const maxInstructionBytes = 64 * 1024;
const maxFiles = 200;
const maxFolderBytes = 8 * 1024 * 1024;
const maxDepth = 4;

/** What a skill's folder holds: its files in order of path, and one hash over all names and bytes. */
export interface FolderContent {
  readonly files: readonly SkillFile[];
  readonly hash: string;
  /** The bytes of `SKILL.md` that the hash was taken over. */
  readonly instructions: string;
}

/**
 * Reads a skill's folder whole.
 *
 * Contract: follows no link and reads nothing that is not a plain file; refuses folders that are too large before it
 * reads them. What was hashed is what is returned, so that nothing changes between the two.
 */
export async function readSkillFolder(folder: string): Promise<FolderContent | { problem: string }> {
  const listed = await listFiles(folder, "", 1);
  if ("problem" in listed) return listed;
  if (listed.paths.length > maxFiles) return { problem: `The folder holds more than ${maxFiles} files.` };
  const sizes = await Promise.all(listed.paths.map(async (path) => (await lstat(join(folder, path))).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > maxFolderBytes) return { problem: `The folder holds more than ${maxFolderBytes / 1024 / 1024} MB.` };
  const at = listed.paths.indexOf("SKILL.md");
  if (at < 0) return { problem: "SKILL.md is missing." };
  if ((sizes[at] ?? 0) > maxInstructionBytes)
    return { problem: `SKILL.md is larger than ${maxInstructionBytes / 1024} KB; move details to references/.` };
  return hashFiles(folder, listed.paths);
}

async function hashFiles(folder: string, paths: readonly string[]): Promise<FolderContent> {
  const whole = createHash("sha256");
  const files: SkillFile[] = [];
  let instructions = "";
  for (const path of paths) {
    const bytes = await readFile(join(folder, path));
    const hash = createHash("sha256").update(bytes).digest("hex");
    if (path === "SKILL.md") instructions = bytes.toString("utf8");
    files.push({ path, bytes: bytes.length, hash });
    whole.update(`${JSON.stringify(path)} ${hash}\n`);
  }
  return { files, hash: whole.digest("hex"), instructions };
}

async function listFiles(
  folder: string,
  below: string,
  depth: number,
): Promise<{ paths: readonly string[] } | { problem: string }> {
  if (depth > maxDepth) return { problem: `${below} lies deeper than ${maxDepth} folders.` };
  const paths: string[] = [];
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile()) paths.push(path);
    else if (!entry.isDirectory()) return { problem: `${path} is a link or no plain file; links are not followed.` };
    else {
      const inner = await listFiles(folder, path, depth + 1);
      if ("problem" in inner) return inner;
      paths.push(...inner.paths);
    }
    if (paths.length > maxFiles) return { paths };
  }
  return { paths };
}
