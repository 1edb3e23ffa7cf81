import type { z } from "zod";
import type { Failure } from "../../errors.ts";
import type { Asked, ModelMessage, ModelRole, Models } from "../../models/index.ts";
import type { Skill } from "../../skills/index.ts";
import type { Analyst } from "../analyst.ts";

/** What a verb of the model analyst works with. */
export interface Helm {
  readonly models: Models;
  /** Does a verb when the model cannot. */
  readonly embedded: Analyst;
  readonly skills: readonly Skill[];
  /** ISO 8601 date. */
  readonly today: string;
  /** Hears which role was degraded and why; the report's limitations tell it. */
  readonly onDegraded: (role: ModelRole, failure: Failure) => void;
}

export interface Request {
  readonly role: ModelRole;
  readonly stage: string;
  readonly messages: readonly ModelMessage[];
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

/** The same for an answer in words. */
export async function answerText(request: Request, helm: Helm): Promise<string | undefined> {
  return settle(await helm.models.askText(withRoom(request, helm)), request.role, helm);
}

function settle<Value>(asked: Asked<Value>, role: ModelRole, { onDegraded }: Helm): Value | undefined {
  if (asked.ok) return asked.value;
  onDegraded(role, asked.failure);
  return undefined;
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

/** The instructions of the brief's skill, as a part of a prompt. */
export function methodOf(skillName: string, { skills }: Pick<Helm, "skills">): string {
  const skill = skills.find(({ name }) => name === skillName);
  return skill ? `Genre of the report:\n${skill.body}\n\n` : "";
}
