export { parseSkill } from "./front-matter.ts";
export { loadSkills } from "./load.ts";
export { loadReference, referencesOf } from "./references.ts";
export { selectSkill, waitingMessage } from "./select.ts";
export type { LoadedSkill, Skill, SkillDiagnostic, SkillFile, SkillOrigin, SkillShelf } from "./skill.ts";
export { isTrusted, loadTrust, type TrustedContent, type TrustedSkill, trustSkill } from "./trust.ts";
export { loadSkillSet, type SkillSet, type SkillSettings, type UnusedSkill } from "./usable.ts";
