import type { OutlineContract } from "../analyst/index.ts";

/** A folder of instructions in the Agent Skills format: `skills/<name>/SKILL.md`. A genre is a skill, never an `if`. */
export interface Skill {
  /** Equals the folder's name. */
  readonly name: string;
  /** What it is for and when to use it; all a planner sees of it. */
  readonly description: string;
  readonly folder: string;
  /** What the genre asks of every outline, whoever makes it; in the front matter, so that code can hold it. */
  readonly outline?: OutlineContract;
  /** The Markdown below the front matter. */
  readonly body: string;
}

/** A skill that could not be loaded, or only with reservations. */
export interface SkillDiagnostic {
  readonly folder: string;
  readonly message: string;
}
