export { loadSkills, parseSkill } from "./load.ts";
export { selectSkill } from "./select.ts";
export type { Skill, SkillDiagnostic } from "./skill.ts";
