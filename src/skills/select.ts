import { ExhibitError } from "../errors.ts";
import type { Skill } from "./skill.ts";

/** The skill of this name. Errors: `BAD_USAGE` lists those there are. */
export function selectSkill(name: string, skills: readonly Skill[]): Skill {
  const skill = skills.find((candidate) => candidate.name === name);
  if (skill) return skill;
  const known = skills.map((candidate) => candidate.name).join(", ") || "none";
  throw new ExhibitError("BAD_USAGE", `There is no skill "${name}"; --skill takes one of: ${known}.`);
}
