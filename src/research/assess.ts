import type { Gap, SubQuestion } from "../analyst/index.ts";
import { loadBrief } from "./brief.ts";
import { viewEvidence } from "./evidence-view.ts";
import type { Services } from "./services.ts";

/** Says which sub-questions lack evidence, what to search next for them, and whether a limit ended the search. */
export async function assess(
  input: {
    readonly subQuestions: readonly SubQuestion[];
    readonly evidenceIds: readonly string[];
    readonly round: number;
  },
  services: Services,
): Promise<{ gaps: readonly Gap[]; round: number; unansweredIds: readonly string[]; searchEnd: string }> {
  const brief = await loadBrief(services);
  const evidence = viewEvidence(input.evidenceIds, services);
  const { subQuestions, round } = input;
  const { gaps } = await services.analyst.assess({ brief, plan: { subQuestions }, evidence, round });
  const answered = new Set(evidence.flatMap((view) => view.evidence.subQuestionIds));
  const unanswered = subQuestions.filter((subQuestion) => !answered.has(subQuestion.id));
  return {
    gaps,
    round: round + 1,
    unansweredIds: unanswered.map((subQuestion) => subQuestion.id),
    searchEnd: services.budget.reached ?? "",
  };
}
