import { z } from "zod";
import { loadSkills } from "./load.ts";
import type { LoadedSkill, SkillDiagnostic, SkillShelf } from "./skill.ts";
import { hasChanged, isTrusted, loadTrust } from "./trust.ts";

/** Where skills lie and whom the user trusts. */
export interface SkillSettings {
  /** In order of precedence, the package's own first. */
  readonly shelves: readonly SkillShelf[];
  /** File of the trusted skills; without one nothing outside the package is trusted. */
  readonly trustFile?: string | undefined;
  /** The user's word for every skill of this run. */
  readonly trustAll: boolean;
}

/** A skill that was found and why it is not used. */
export interface UnusedSkill {
  readonly skill: LoadedSkill;
  readonly because: "untrusted" | "changed" | "overridden";
}

/** What a run may use, and what it leaves out. */
export interface SkillSet {
  readonly skills: readonly LoadedSkill[];
  readonly unused: readonly UnusedSkill[];
  readonly diagnostics: readonly SkillDiagnostic[];
}

const forAgents = z.looseObject({ metadata: z.looseObject({ audience: z.literal("agents") }) });

/** Tells other agents how to call Exhibit; to a run of Exhibit itself it says nothing. */
const isForAgents = ({ extra }: LoadedSkill): boolean => forAgents.safeParse(extra).success;

/**
 * The skills a run may use: all of the package, and those of the user and the project that are trusted.
 *
 * Contract: a later shelf overrides an earlier one by name, but only with a trusted skill: what waits for the user's
 * word hides nothing. Errors: `BAD_CONFIG` for a broken list of the trusted.
 */
export async function loadSkillSet({ shelves, trustFile, trustAll }: SkillSettings): Promise<SkillSet> {
  const trusted = trustAll ? [] : await loadTrust(trustFile);
  const { skills: found, diagnostics } = await loadSkills(shelves);
  const skills = found.filter((skill) => !isForAgents(skill));
  const used = new Map<string, LoadedSkill>();
  const unused: UnusedSkill[] = [];
  for (const skill of skills) {
    if (!trustAll && !isTrusted(skill, trusted)) {
      unused.push({ skill, because: hasChanged(skill, trusted) ? "changed" : "untrusted" });
      continue;
    }
    const earlier = used.get(skill.name);
    if (earlier) unused.push({ skill: earlier, because: "overridden" });
    used.set(skill.name, skill);
  }
  return { skills: [...used.values()], unused, diagnostics };
}
