/**
 * The research graph. It says when; the stages in `src/research/` say what.
 *
 *   START ─▶ brief ─┬────────────▶ plan ─▶ approve ─┬─▶ gather (one per sub-question) ─▶ assess
 *                   │ unclear       ▲               │        ▲                            │
 *                   └──▶ clarify ───┘               │        └──── gaps, rounds left ─────┤
 *                                                   └─▶ END (plan only)                   │ enough
 *            ┌────────────────────────────────────────────────────────────────────────────┘
 *            ▼
 *         outline ─▶ illustrate ─▶ draft (one per section) ─▶ compose ─▶ verify ─┬─▶ render ─▶ inspect ─▶ END
 *                                                                 ▲              │      ▲         │
 *                                                                 └──── patch ◀──┘      └─ faults ┘
 *
 * Two nodes wait for the user by interrupt: `clarify` for answers where the brief found something unclear and was to
 * ask, `approve` for the word on the plan. Plain nodes and edges rather than an agent: everything that code can decide,
 * code decides. State carries ids; a killed run goes on at the last finished node, and finished branches of a fan-out
 * are not repeated.
 */
import { END, interrupt, Send, START } from "@langchain/langgraph";
import { type Answers, clarify, type Services } from "../src/research/index.ts";
import { questionNodes } from "./nodes.ts";
import type { ResearchState } from "./state.ts";
import { type GraphOptions, timed } from "./timed.ts";

const maxRounds = 3;
const maxPatches = 2;
const maxRenderings = 2;

type State = typeof ResearchState.State;

/** Compiles the research graph over the services of one run. */
export function researchGraph(services: Services, options: GraphOptions = {}) {
  const { request } = services;
  const { checkpointer, inFlight = new Set() } = options;
  const stage = timed(services, inFlight);
  const follows = request.follows !== undefined;
  return questionNodes(services, stage)
    .addNode("clarify", ({ question, clarifications }) => {
      const answers: Answers = interrupt({ clarifications });
      return stage("clarify", () => clarify({ question, answers }, services));
    })
    .addNode("approve", ({ subQuestions }) =>
      request.approval === "auto" ? {} : { subQuestions: interrupt({ subQuestions }) },
    )
    .addEdge(START, "brief")
    .addConditionalEdges("brief", toClarify, ["clarify", "plan"])
    .addEdge("clarify", "plan")
    .addEdge("plan", "approve")
    .addConditionalEdges("approve", (state) => toGather(state, follows), ["gather", "assess"])
    .addEdge("gather", "assess")
    .addConditionalEdges("assess", (state) => (enough(state) ? "outline" : toGaps(state, follows)), [
      "gather",
      "outline",
    ])
    .addEdge("outline", "illustrate")
    .addConditionalEdges("illustrate", toDraft, ["draft", "compose"])
    .addEdge("draft", "compose")
    .addEdge("compose", "verify")
    .addConditionalEdges("verify", (state) => (needsPatch(state) ? "patch" : "render"), ["patch", "render"])
    .addEdge("patch", "verify")
    .addEdge("render", "inspect")
    .addConditionalEdges("inspect", (state) => (needsRendering(state) ? "render" : END), ["render", END])
    .compile(checkpointer ? { checkpointer } : {});
}

/** What is unclear is put to the user; a plain question goes straight to its plan. */
export function toClarify({ clarifications }: Pick<State, "clarifications">): "clarify" | "plan" {
  return clarifications.length > 0 ? "clarify" : "plan";
}

/**
 * One branch per sub-question; straight to `assess` when the plan is empty. A follow-up looks into what was read for
 * the question before, and outside only for the gaps that leaves.
 */
export function toGather({ subQuestions, sourceIds }: State, follows = false) {
  if (subQuestions.length === 0) return "assess";
  return subQuestions.map((subQuestion) => {
    const { queries, calls = [] } = subQuestion;
    return new Send("gather", { subQuestion, queries, calls, within: follows, sourceIds });
  });
}

/** Whether searching is over: no gap that a query could fill, rounds spent, or a limit reached. */
export function enough({ gaps, round, searchEnd }: Pick<State, "gaps" | "round" | "searchEnd">): boolean {
  return searchEnd !== "" || round >= maxRounds || gaps.every((gap) => gap.queries.length === 0);
}

/** One branch per gap that a query could fill. */
export function toGaps({ gaps, subQuestions, sourceIds, round }: State, follows = false) {
  return gaps.flatMap(({ subQuestionId, queries }) => {
    const subQuestion = subQuestions.find((candidate) => candidate.id === subQuestionId);
    return subQuestion && queries.length > 0
      ? [
          new Send("gather", {
            subQuestion,
            queries,
            calls: follows && round === 1 ? (subQuestion.calls ?? []) : [],
            within: false,
            sourceIds,
          }),
        ]
      : [];
  });
}

/** One branch per section; straight to `compose` when nothing was found to write about. */
export function toDraft({ sectionIds }: Pick<State, "sectionIds">) {
  return sectionIds.length === 0 ? "compose" : sectionIds.map((sectionId) => new Send("draft", { sectionId }));
}

/** Whether failing claims are worth another surgical round. */
export function needsPatch({ problemCount, revision }: Pick<State, "problemCount" | "revision">): boolean {
  return problemCount > 0 && revision < maxPatches;
}

/** Whether layout faults are worth one rendering in smaller type. */
export function needsRendering({ faultCount, renderings }: Pick<State, "faultCount" | "renderings">): boolean {
  return faultCount > 0 && renderings < maxRenderings;
}
