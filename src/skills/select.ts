import { ExhibitError } from "../errors.ts";
import type { LoadedSkill } from "./skill.ts";
import type { SkillSet } from "./usable.ts";

/**
 * The skill of this name. Errors: `BAD_USAGE` lists those there are, or says how to trust the one that waits for it.
 */
export function selectSkill(name: string, { skills, unused }: Pick<SkillSet, "skills" | "unused">): LoadedSkill {
  const skill = skills.find((candidate) => candidate.name === name);
  if (skill) return skill;
  const waiting = unused.findLast((one) => one.skill.name === name);
  if (waiting) throw new ExhibitError("BAD_USAGE", waitingMessage(waiting));
  const known = skills.map((candidate) => candidate.name).join(", ") || "none";
  throw new ExhibitError("BAD_USAGE", `There is no skill "${name}"; there are: ${known}.`);
}

/** What a skill waits for, in two sentences. */
export function waitingMessage({ skill, because }: SkillSet["unused"][number]): string {
  const { name, folder } = skill;
  const state = because === "changed" ? "has changed since it was trusted" : "is not trusted yet";
  return (
    `The skill "${name}" in ${folder} ${state}. Read it with \`exhibit skills show ${name}\`, ` +
    `then allow it with \`exhibit skills trust ${name}\`, or use all skills once with --trust-skills.`
  );
}
