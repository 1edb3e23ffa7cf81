import { ExhibitError } from "../errors.ts";
import type { NumberedEvent } from "../jobs/index.ts";
import type { RunFolder } from "../runs/index.ts";
import type { PlannedQuestion, PlanView } from "./api-types.ts";

interface StoredBrief {
  readonly audience?: string;
  readonly assumptions?: readonly string[];
}

/** The plan of a run with what was understood and what it will take. Errors: `NOT_FOUND` before there is one. */
export async function loadPlan(folder: RunFolder, events: AsyncIterable<NumberedEvent>): Promise<PlanView> {
  const plan = await folder.readJson<{ readonly subQuestions: readonly PlannedQuestion[] }>("plan.json");
  if (!plan) throw new ExhibitError("NOT_FOUND", "This run has no plan yet.");
  const { audience, assumptions = [] } = (await folder.readJson<StoredBrief>("brief.json")) ?? {};
  let forecast: PlanView["forecast"];
  for await (const { event } of events) if (event.type === "forecast") forecast = event;
  return {
    assumptions,
    subQuestions: plan.subQuestions,
    ...(audience ? { audience } : {}),
    ...(forecast ? { forecast } : {}),
  };
}
