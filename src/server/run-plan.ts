import { z } from "zod";
import { ExhibitError } from "../errors.ts";
import type { NumberedEvent } from "../jobs/index.ts";
import type { RunFolder } from "../runs/index.ts";
import type { PlannedQuestion, PlanView } from "./api-types.ts";

interface StoredBrief {
  readonly audience?: string;
  readonly assumptions?: readonly string[];
}

/** The plan of a run with what was understood and what it will take. Errors: `NOT_FOUND` before there is one. */
export async function loadPlan(folder: RunFolder, events: readonly NumberedEvent[]): Promise<PlanView> {
  const plan = await folder.readJson<{ readonly subQuestions: readonly PlannedQuestion[] }>("plan.json");
  if (!plan) throw new ExhibitError("NOT_FOUND", "This run has no plan yet.");
  const { audience, assumptions = [] } = (await folder.readJson<StoredBrief>("brief.json")) ?? {};
  const forecast = events.flatMap(({ event }) => (event.type === "forecast" ? [event] : [])).at(-1);
  return {
    assumptions,
    subQuestions: plan.subQuestions,
    ...(audience ? { audience } : {}),
    ...(forecast ? { forecast } : {}),
  };
}

const maxQuestions = 40;
/** The question is enough; the run fills in the rest as its analyst plans that question, and checks what is given. */
const editedPlan = z.strictObject({
  subQuestions: z
    .array(z.looseObject({ question: z.string().trim().min(1, "a sub-question is empty").max(1_000) }))
    .min(1, "at least one sub-question is needed")
    .max(maxQuestions),
});

/** Puts an edited plan in the place of the one that waits. Errors: `BAD_USAGE`, zod's. */
export async function savePlan(folder: RunFolder, body: string): Promise<void> {
  await folder.writeJson("plan.json", editedPlan.parse(parseJson(body)));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ExhibitError("BAD_USAGE", "The plan is not valid JSON.", { cause });
  }
}
