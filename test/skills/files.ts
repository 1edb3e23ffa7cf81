import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import type { LoadedSkill, SkillOrigin, SkillShelf } from "../../src/skills/index.ts";
import { loadSkills } from "../../src/skills/index.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "exhibit-skills-"));
  folders.push(folder);
  return folder;
}

/** A SKILL.md with these lines of front matter besides name and description. */
export const skillText = (name: string, description = "Scan a market.", ...lines: readonly string[]): string =>
  ["---", `name: ${name}`, `description: ${description}`, ...lines, "---", "", `Body of ${name}.`, ""].join("\n");

/** Writes a skill folder below `parent`; gives its path. */
export async function writeSkill(
  parent: string,
  name: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = join(parent, name);
  for (const [path, text] of Object.entries({ "SKILL.md": skillText(name), ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

export const shelf = (folder: string, origin: SkillOrigin = "user"): SkillShelf => ({ folder, origin });

/** The only skill of a shelf. */
export async function onlySkill(folder: string, origin: SkillOrigin = "user"): Promise<LoadedSkill> {
  const { skills } = await loadSkills([shelf(folder, origin)]);
  if (skills.length !== 1 || !skills[0]) throw new Error(`${folder} holds ${skills.length} skills, not one`);
  return skills[0];
}
