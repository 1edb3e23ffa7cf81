import type { SubQuestion } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import { loadBrief } from "./brief.ts";
import { saveGivenPages } from "./follow-links.ts";
import { forecast } from "./forecast.ts";
import type { Services } from "./services.ts";
import { survey } from "./survey.ts";

/** Reads what the user named, then splits the question into sub-questions with their first queries. */
export async function plan(services: Services): Promise<{
  subQuestions: readonly SubQuestion[];
  sourceIds: readonly string[];
  failures: readonly Failure[];
  searchEnd: string;
}> {
  const brief = await loadBrief(services);
  const { sources, givenIds, failures } = await survey(services);
  await saveGivenPages(givenIds, services);
  const { subQuestions } = await services.analyst.plan({ brief, corpus: sources });
  await services.folder.writeJson("plan.json", { subQuestions });
  services.emit({
    type: "plan-end",
    subQuestions: subQuestions.map(({ id, question, queries }) => ({ id, question, queries })),
  });
  // The plan says how much there is to do; who approves it should know what that takes.
  if (services.models) services.emit(await forecast(services, subQuestions.length));
  const sourceIds = sources.map((source) => source.id);
  return { subQuestions, sourceIds, failures, searchEnd: services.budget.reached ?? "" };
}
