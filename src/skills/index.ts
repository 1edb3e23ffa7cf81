export { loadSkills, parseSkill } from "./load.ts";
export type { Skill, SkillDiagnostic } from "./skill.ts";
