/**
 * The deck graph: slides of one document, or of a finished report. It says when; the stages in `src/research/` say
 * what.
 *
 *   START ─▶ open ─┬─▶ digest (one per chapter) ─▶ outline ─▶ illustrate ─▶ draft (one per section) ─▶ compose
 *                  │                                                                                      │
 *                  └─▶ condense (a report) ◀──────────────────────────────────────────────────────────────┘
 *                         │
 *                         └─▶ verify ─┬─▶ render ─▶ inspect ─▶ END
 *                               ▲     │      ▲         │
 *                               └ patch ◀┘   └─ faults ┘
 *
 * A deck is a report whose sections follow the document, so everything after reading is the stages of the research
 * graph. A chapter of the document travels as a sub-question: what is asked of it is what it says.
 */
import { END, Send, START } from "@langchain/langgraph";
import type { Services } from "../src/research/index.ts";
import * as stages from "../src/research/index.ts";
import { reportNodes } from "./nodes.ts";
import { needsPatch, needsRendering, toDraft } from "./research.ts";
import { DigestState, type ResearchState } from "./state.ts";
import { type GraphOptions, timed } from "./timed.ts";

type State = typeof ResearchState.State;

/** Compiles the deck graph over the services of one run. */
export function deckGraph(services: Services, options: GraphOptions = {}) {
  const { checkpointer, inFlight = new Set() } = options;
  const stage = timed(services, inFlight);
  return reportNodes(services, stage)
    .addNode("open", () => stage("open", () => stages.open(services)))
    .addNode("digest", (input: typeof DigestState.State) => stage("digest", () => stages.digest(input, services)), {
      input: DigestState,
    })
    .addNode("condense", () => stage("condense", () => stages.condense(services)))
    .addEdge(START, "open")
    .addConditionalEdges("open", toDigest, ["digest", "condense"])
    .addEdge("digest", "outline")
    .addEdge("outline", "illustrate")
    .addConditionalEdges("illustrate", toDraft, ["draft", "compose"])
    .addEdge("draft", "compose")
    .addEdge("compose", "condense")
    .addEdge("condense", "verify")
    .addConditionalEdges("verify", (state) => (needsPatch(state) ? "patch" : "render"), ["patch", "render"])
    .addEdge("patch", "verify")
    .addEdge("render", "inspect")
    .addConditionalEdges("inspect", (state) => (needsRendering(state) ? "render" : END), ["render", END])
    .compile(checkpointer ? { checkpointer } : {});
}

/** One branch per chapter; a finished report is only fitted to its slides. */
export function toDigest({ subQuestions }: Pick<State, "subQuestions">) {
  return subQuestions.length === 0 ? "condense" : subQuestions.map(({ id }) => new Send("digest", { chapterId: id }));
}
