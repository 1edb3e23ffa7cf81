import { z } from "zod";
import { type ModelAnswer, parseStructured } from "../../models/index.ts";

/** One step of an inquiry: what was done, and what came back. */
export interface Hop {
  /** Counts from 1; answers cite it as `s1`. */
  readonly number: number;
  readonly tool: string;
  readonly input: unknown;
  readonly ok: boolean;
  /** The words of the outcome. */
  readonly text: string;
  /** Pictures that it showed, by id. */
  readonly pictures: readonly string[];
}

/** What a model does next: one call of a tool, or the answer. What does not fit is left empty rather than refused. */
export const nextStep = z.union([
  z.object({
    tool: z.string().min(1),
    input: z.record(z.string(), z.unknown()).catch({}),
    why: z.string().max(500).catch(""),
  }),
  z.object({ answer: z.string().min(1).max(4_000), steps: z.array(z.string()).catch([]) }),
]);

/** A call of a tool, or the answer with the steps it rests on (`s1`, `s2`). */
export type NextStep = z.output<typeof nextStep>;

const longestAnswer = 4_000;
const longestReason = 500;
/** The steps that an answer names at its end: `(s2, s3)`. */
const namedSteps = /\s*[([（【]\s*(?:steps?:?\s*)?s\d+(?:\s*[,，、;；]\s*s\d+)*\s*[)\]）】][.。]?\s*$/i;

/**
 * The step in an answer that may hold calls: the first call, as one step is taken in a turn; else a step that was written
 * as JSON all the same; else the words are the answer.
 */
export function stepOf({ text, calls = [] }: Pick<ModelAnswer, "text" | "calls">): NextStep {
  const [first] = calls;
  if (first) return { tool: first.name, input: { ...first.input }, why: text.trim().slice(0, longestReason) };
  const written = parseStructured(text, nextStep);
  if (written.ok) return written.value;
  const [named = ""] = namedSteps.exec(text) ?? [];
  const answer = text
    .slice(0, text.length - named.length)
    .trim()
    .slice(0, longestAnswer);
  return { answer: answer || text.trim().slice(0, longestAnswer), steps: [...(text.match(/\bs\d+\b/g) ?? [])] };
}
