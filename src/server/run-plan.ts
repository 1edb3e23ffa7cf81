import type { Brief } from "../analyst/index.ts";
import { ExhibitError } from "../errors.ts";
import type { NumberedEvent } from "../jobs/index.ts";
import { loadClarifications } from "../research/index.ts";
import type { RunFolder } from "../runs/index.ts";
import type { ClarificationsView, PlannedQuestion, PlanView } from "./api-types.ts";
import { latestForecast } from "./run-events.ts";

type StoredBrief = Partial<Pick<Brief, "audience" | "assumptions" | "clarifications">>;

/** What the run asked of the user. */
export async function loadAsked(folder: RunFolder): Promise<ClarificationsView> {
  return { clarifications: await loadClarifications(folder) };
}

/** The plan of a run with what was understood and what it will take. Errors: `NOT_FOUND` before there is one. */
export async function loadPlan(folder: RunFolder, events: AsyncIterable<NumberedEvent>): Promise<PlanView> {
  const plan = await folder.readJson<{ readonly subQuestions: readonly PlannedQuestion[] }>("plan.json");
  if (!plan) throw new ExhibitError("NOT_FOUND", "This run has no plan yet.");
  const { audience, assumptions = [], clarifications = [] } = (await folder.readJson<StoredBrief>("brief.json")) ?? {};
  const forecast = await latestForecast(events);
  return {
    assumptions,
    clarified: clarifications.flatMap(({ question, answer }) => (answer ? [{ question, answer }] : [])),
    subQuestions: plan.subQuestions,
    ...(audience ? { audience } : {}),
    ...(forecast ? { forecast } : {}),
  };
}
