import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isMissing, messageOf } from "../errors.ts";
import { readSkillFolder } from "./folder.ts";
import { parseSkill } from "./front-matter.ts";
import { openClawProblem } from "./open-claw.ts";
import type { LoadedSkill, SkillDiagnostic, SkillShelf } from "./skill.ts";

/** Folders of skills beyond this are not looked at: a shelf is written by hand. */
const maxSkills = 500;

/**
 * Loads every skill of the given shelves, in their order; two shelves may hold a skill of the same name.
 *
 * Contract: a broken skill is a diagnostic, never an error; a shelf that does not exist holds no skills; links are not
 * followed and nothing is executed.
 */
export async function loadSkills(
  shelves: readonly SkillShelf[],
): Promise<{ skills: readonly LoadedSkill[]; diagnostics: readonly SkillDiagnostic[] }> {
  const skills: LoadedSkill[] = [];
  const diagnostics: SkillDiagnostic[] = [];
  for (const { folder, origin } of shelves) {
    const { folders, problems } = await skillFolders(folder);
    diagnostics.push(...problems);
    for (const one of folders) {
      const result = await loadSkill(one, origin);
      if (result.skill) skills.push(result.skill);
      diagnostics.push(...result.messages.map((message) => ({ folder: one, message })));
    }
  }
  return { skills, diagnostics };
}

async function skillFolders(
  shelf: string,
): Promise<{ folders: readonly string[]; problems: readonly SkillDiagnostic[] }> {
  try {
    const entries = (await readdir(shelf, { withFileTypes: true })).filter(({ name }) => !name.startsWith("."));
    const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => join(shelf, name));
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(shelf, name));
    const problems = links.map((folder) => ({ folder, message: "It is a link; links are not followed." }));
    if (folders.length > maxSkills)
      problems.push({ folder: shelf, message: `Only the first ${maxSkills} of ${folders.length} skills are read.` });
    return { folders: folders.sort().slice(0, maxSkills), problems };
  } catch (error) {
    if (isMissing(error)) return { folders: [], problems: [] };
    return { folders: [], problems: [{ folder: shelf, message: `It cannot be read: ${messageOf(error)}` }] };
  }
}

async function loadSkill(
  folder: string,
  origin: LoadedSkill["origin"],
): Promise<{ skill?: LoadedSkill; messages: readonly string[] }> {
  try {
    const content = await readSkillFolder(folder);
    if ("problem" in content) return { messages: [content.problem] };
    const { files, hash, instructions } = content;
    const parsed = parseSkill(instructions, folder);
    if ("problem" in parsed) return { messages: [parsed.problem] };
    const skill = { ...parsed.skill, origin, files, hash };
    return { skill, messages: reservations(skill) };
  } catch (error) {
    return { messages: [`It cannot be read: ${messageOf(error)}`] };
  }
}

/** What a skill of another agent may expect and does not get here. */
function reservations({ files, body, extra }: LoadedSkill): readonly string[] {
  const scripts = files.filter(({ path }) => path.startsWith("scripts/")).length;
  const openClaw = openClawProblem(extra);
  return [
    ...(body === "" ? ["It has no instructions below the front matter."] : []),
    ...(scripts > 0 ? [`Its ${scripts === 1 ? "script is" : `${scripts} scripts are`} never run.`] : []),
    ...(openClaw === undefined ? [] : [openClaw]),
  ];
}
