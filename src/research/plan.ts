import type { SubQuestion } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import { callProblem, maxCallsPerSubQuestion } from "../tools/index.ts";
import { loadBrief } from "./brief.ts";
import { planOf } from "./edited-plan.ts";
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
  const { tools = [], failures: toolFailures = [] } = services.userTools ?? {};
  const watched = services.request.briefing?.watch;
  const planned = watched
    ? { subQuestions: await planOf(watched, services) }
    : await services.analyst.plan({ brief, corpus: sources, tools });
  const subQuestions = planned.subQuestions.map((one) => withCallsThatMayBeMade(one, services));
  await services.folder.writeJson("plan.json", { subQuestions });
  services.emit({
    type: "plan-end",
    subQuestions: subQuestions.map(({ id, question, queries, calls }) => ({
      ...{ id, question, queries },
      ...(calls ? { calls } : {}),
    })),
  });
  const toolCalls = subQuestions.reduce((sum, { calls = [] }) => sum + calls.length, 0);
  // The plan says how much there is to do; who approves it should know what that takes.
  if (services.models || toolCalls > 0)
    services.emit(await forecast(services, { subQuestions: subQuestions.length, toolCalls }));
  const sourceIds = sources.map((source) => source.id);
  return {
    subQuestions,
    sourceIds,
    failures: [...toolFailures, ...failures],
    searchEnd: services.budget.reached ?? "",
  };
}

/** A call that the allow-list or the tool's schema does not admit is left out before it can be approved. */
function withCallsThatMayBeMade(
  { calls = [], ...subQuestion }: SubQuestion,
  { userTools, emit }: Pick<Services, "userTools" | "emit">,
): SubQuestion {
  const kept = calls.slice(0, maxCallsPerSubQuestion).filter((call) => {
    const problem = callProblem(call, userTools?.tools ?? []);
    if (problem !== undefined)
      emit({ type: "warning", message: `A call planned for ${subQuestion.id} is left out: ${problem}.` });
    return problem === undefined;
  });
  return kept.length > 0 ? { ...subQuestion, calls: kept } : subQuestion;
}
