import { z } from "zod";

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

/** What a model does next. */
export const nextStep = z.union([
  z.object({
    tool: z.string().min(1),
    input: z.record(z.string(), z.unknown()).catch({}),
    why: z.string().max(500).catch(""),
  }),
  z.object({ answer: z.string().min(1).max(4_000), steps: z.array(z.string()).catch([]) }),
]);

export type NextStep = z.output<typeof nextStep>;
