import type { z } from "zod";
import type { Failure } from "../../errors.ts";
import type { Asked, ModelMessage, ModelRole, Models } from "../../models/index.ts";
import { type LoadedSkill, loadReference, referencesOf } from "../../skills/index.ts";
import type { Analyst, Brief } from "../analyst.ts";
import { contractText } from "../outline-contract.ts";

/** What a verb of the model analyst works with. */
export interface Helm {
  readonly models: Models;
  /** Does a verb when the model cannot. */
  readonly embedded: Analyst;
  readonly skills: readonly Pick<LoadedSkill, "name" | "folder" | "body" | "files">[];
  /** ISO 8601 date. */
  readonly today: string;
  /** Hears which role was degraded and why; the report's limitations tell it. */
  readonly onDegraded: (role: ModelRole, failure: Failure) => void;
}

/** One question to a model on behalf of a stage. */
export interface Request {
  readonly role: ModelRole;
  readonly stage: string;
  readonly messages: readonly ModelMessage[];
  /** Of the answer alone; what a model that reasons thinks before it comes on top. */
  readonly maxOutputTokens: number;
}

/** The value of an answer, or undefined after saying that the role was degraded. */
export async function answerOf<Value>(
  request: Request,
  schema: z.ZodType<Value>,
  helm: Helm,
): Promise<Value | undefined> {
  return settle(await helm.models.askFor(withRoom(request, helm), schema), request.role, helm);
}

/** The words of an answer, or undefined after saying that the role was degraded. */
export async function answerText(request: Request, helm: Helm): Promise<string | undefined> {
  return settle(await helm.models.askText(withRoom(request, helm)), request.role, helm);
}

function settle<Value>(asked: Asked<Value>, role: ModelRole, { onDegraded }: Helm): Value | undefined {
  if (asked.ok) return asked.value;
  onDegraded(role, asked.failure);
  return undefined;
}

/** Says that an answer of the right shape had nothing in it that may be used. */
export function tellUseless(role: ModelRole, stage: string, { onDegraded }: Pick<Helm, "onDegraded">): void {
  const message = "Nothing in the model's answer rests on what it was given.";
  onDegraded(role, { stage, target: role, code: "broken", message });
}

/** What a model that reasons may think before it writes. */
const thinkingTokens = 8_000;

function withRoom(request: Request, { models }: Helm): Request {
  const { thinking, maxOutputTokens } = models.profileOf(request.role);
  const wanted = request.maxOutputTokens + (thinking === "never" ? 0 : thinkingTokens);
  return { ...request, maxOutputTokens: Math.min(wanted, maxOutputTokens) };
}

/** How many tokens of outside text fit into a call of a role beside the task and the answer. */
export function roomFor(role: ModelRole, { models }: Pick<Helm, "models">): number {
  const { contextTokens, maxOutputTokens, thinking } = models.profileOf(role);
  const answer = Math.min(maxOutputTokens, 4_000 + (thinking === "never" ? 0 : thinkingTokens));
  return Math.max(2_000, Math.floor((contextTokens - answer - 2_500) * 0.9));
}

/**
 * The instructions of the brief's skill for one step, and what code will hold the answer to, as a part of a prompt.
 *
 * Contract: the body of no other skill is read; of the references that the body names, the one that is called like the
 * step (`references/plan.md`) comes with it, and only now. A reference that cannot be used is left out.
 */
export async function methodOf(
  brief: Pick<Brief, "skill" | "outline" | "language">,
  step: "plan" | "outline" | "write",
  { skills }: Pick<Helm, "skills">,
): Promise<string> {
  const skill = skills.find(({ name }) => name === brief.skill);
  const path = `references/${step}.md`;
  const reference =
    skill && referencesOf(skill).includes(path) ? await loadReference(skill, path) : { problem: "none is named" };
  const parts = [
    skill ? `Genre of the report:\n${skill.body}` : "",
    "text" in reference ? reference.text : "",
    // What code holds the outline to binds nobody who writes.
    step === "write" ? "" : contractText(brief),
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join("\n\n")}\n\n` : "";
}
