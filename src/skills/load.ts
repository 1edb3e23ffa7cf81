import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf } from "../errors.ts";
import type { Skill, SkillDiagnostic } from "./skill.ts";

/** Limits of the Agent Skills specification. */
const frontMatter = z.object({
  name: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by single hyphens"),
  description: z.string().min(1).max(1024),
  outline: z
    .strictObject({
      overview: z.enum(["first", "several", "never"]).exactOptional(),
      maxSections: z.int().min(1).exactOptional(),
      maxVisuals: z.int().min(0).exactOptional(),
    })
    .exactOptional(),
});

/**
 * Loads every skill of the given folders; a later folder overrides an earlier one by name.
 *
 * Contract: a broken skill is a diagnostic, never an error; a folder that does not exist holds no skills.
 */
export async function loadSkills(
  folders: readonly string[],
): Promise<{ skills: readonly Skill[]; diagnostics: readonly SkillDiagnostic[] }> {
  const skills = new Map<string, Skill>();
  const diagnostics: SkillDiagnostic[] = [];
  for (const folder of (await Promise.all(folders.map(subfolders))).flat()) {
    const result = await loadSkill(folder);
    if ("skill" in result) skills.set(result.skill.name, result.skill);
    else diagnostics.push({ folder, message: result.problem });
  }
  return { skills: [...skills.values()], diagnostics };
}

async function subfolders(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
      .sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function loadSkill(folder: string): Promise<{ skill: Skill } | { problem: string }> {
  try {
    return parseSkill(await readFile(join(folder, "SKILL.md"), "utf8"), folder);
  } catch (error) {
    return { problem: `SKILL.md cannot be read: ${messageOf(error)}` };
  }
}

/** Reads one SKILL.md; says what is wrong with it in one sentence. */
export function parseSkill(text: string, folder: string): { skill: Skill } | { problem: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(text);
  if (!match) return { problem: "SKILL.md must start with front matter between two lines of `---`." };
  const parsed = frontMatter.safeParse(parse(match[1] ?? ""));
  if (!parsed.success) return { problem: `The front matter is wrong: ${z.prettifyError(parsed.error)}` };
  const { name, description, outline } = parsed.data;
  if (name !== basename(folder))
    return { problem: `The name ${name} must equal the folder's name ${basename(folder)}.` };
  return { skill: { name, description, ...(outline && { outline }), folder, body: (match[2] ?? "").trim() } };
}
