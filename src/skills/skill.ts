import type { GenreCues, OutlineContract } from "../analyst/index.ts";

/** Where a skill's folder lies. What does not come with the package is used only after the user trusted it. */
export type SkillOrigin = "package" | "user" | "project";

/** A file of a skill's folder, as it was when the skill was loaded. */
export interface SkillFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** A folder of instructions in the Agent Skills format: `skills/<name>/SKILL.md`. A genre is a skill, never an `if`. */
export interface Skill {
  /** Equals the folder's name. */
  readonly name: string;
  /** What it is for and when to use it; all a planner sees of it. */
  readonly description: string;
  readonly folder: string;
  /** What the genre asks of every outline, whoever makes it; in the front matter, so that code can hold it. */
  readonly outline?: OutlineContract;
  /** Words of a question that make the genre clear; without them it is used when a user or a model names it. */
  readonly choose?: GenreCues;
  /**
   * The other keys of the front matter, as written: `license`, `allowed-tools`, `metadata` and what other agents read.
   */
  readonly extra: Readonly<Record<string, unknown>>;
  /** The Markdown below the front matter. */
  readonly body: string;
}

/** A skill with where it was found and what its folder holds. */
export interface LoadedSkill extends Skill {
  readonly origin: SkillOrigin;
  readonly files: readonly SkillFile[];
  /** Changes with every byte and name in the folder. */
  readonly hash: string;
}

/** A skill that could not be loaded, or only with reservations. */
export interface SkillDiagnostic {
  readonly folder: string;
  readonly message: string;
}

/** A folder of skill folders. */
export interface SkillShelf {
  readonly folder: string;
  readonly origin: SkillOrigin;
}
