import type { Gap, SubQuestion } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import { loadBrief } from "./brief.ts";
import { unskippedEvidence } from "./evidence-view.ts";
import type { Services } from "./services.ts";
import { takeAdditions } from "./take-additions.ts";

/** Says which sub-questions lack evidence, what to search next for them, and whether a limit ended the search. */
export async function assess(
  input: {
    readonly subQuestions: readonly SubQuestion[];
    readonly evidenceIds: readonly string[];
    readonly round: number;
    readonly additionCount: number;
  },
  services: Services,
): Promise<Assessment> {
  const brief = await loadBrief(services);
  const evidence = unskippedEvidence(input.evidenceIds, services);
  const { round } = input;
  const subQuestions = input.subQuestions.filter(({ id }) => !services.steering.skips(id));
  const assessed = await services.analyst.assess({ brief, plan: { subQuestions }, evidence, round });
  const gaps = round === 0 ? assessed.gaps.map((gap) => askedOutside(gap, subQuestions, services)) : assessed.gaps;
  const answered = new Set(evidence.flatMap((view) => view.evidence.subQuestionIds));
  const unanswered = subQuestions.filter((subQuestion) => !answered.has(subQuestion.id));
  const added = await takeAdditions({ subQuestions, additionCount: input.additionCount }, services);
  const told = added.gaps.map(({ subQuestionId }) => subQuestionId);
  return {
    ...added,
    gaps: [...added.gaps, ...gaps.filter(({ subQuestionId }) => !told.includes(subQuestionId))],
    // What a user adds is searched for, however many rounds there were.
    round: added.gaps.length > 0 ? Math.min(round, 1) : round + 1,
    unansweredIds: unanswered.map((subQuestion) => subQuestion.id),
    searchEnd: services.budget.reached ?? "",
  };
}

/** The first queries of a follow-up were not asked outside yet, so a gap asks them. */
function askedOutside(gap: Gap, subQuestions: readonly SubQuestion[], { request, search }: Services): Gap {
  if (request.follows === undefined || request.offline || !search) return gap;
  const { queries = [] } = subQuestions.find(({ id }) => id === gap.subQuestionId) ?? {};
  return { ...gap, queries: [...new Set([...queries, ...gap.queries])] };
}

/** What is still missing, and what becomes of the search. */
export interface Assessment {
  readonly subQuestions: readonly SubQuestion[];
  readonly sourceIds: readonly string[];
  readonly gaps: readonly Gap[];
  readonly round: number;
  readonly additionCount: number;
  readonly unansweredIds: readonly string[];
  readonly failures: readonly Failure[];
  readonly searchEnd: string;
}
