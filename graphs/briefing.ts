/**
 * The briefing graph: a question that is asked again and again, told by what changed since the last time.
 *
 *   START ─▶ brief ─▶ plan ─▶ recheck ─▶ gather (one per sub-question) ─▶ assess ─┬─▶ (gaps) gather
 *                                                                                 │
 *              ┌─ something was read for the first time ──────────────────────────┤
 *              ▼                                                                  │ nothing was
 *           outline ─▶ illustrate ─▶ draft (one per section) ─▶ compose           │
 *                                                                  │              │
 *                                         ┌─ patch ◀──┐            ▼              ▼
 *                                         └───────────┴───────── verify ◀──▶ compare
 *                                                                  └─▶ render ─▶ inspect ─▶ END
 *
 * The report is made and verified first and compared then, so that what a claim cites is settled; what `compare` adds
 * is verified like everything else. Where all that was read is what earlier runs read, nothing can be new: no report is
 * drafted, and with a model none is paid for.
 */
import { END, START } from "@langchain/langgraph";
import type { Services } from "../src/research/index.ts";
import * as stages from "../src/research/index.ts";
import { questionNodes } from "./nodes.ts";
import { enough, needsPatch, needsRendering, toDraft, toGaps, toGather } from "./research.ts";
import type { ResearchState } from "./state.ts";
import { type GraphOptions, timed } from "./timed.ts";

type State = typeof ResearchState.State;

/** Compiles the briefing graph over the services of one run. */
export function briefingGraph(services: Services, options: GraphOptions = {}) {
  const { checkpointer, inFlight = new Set() } = options;
  const stage = timed(services, inFlight);
  return questionNodes(services, stage)
    .addNode("recheck", (state) => stage("recheck", () => stages.recheck(state, services)))
    .addNode("compare", (state) =>
      stage("compare", () => stages.compare({ ...state, isUnchanged: isUnchanged(state) }, services)),
    )
    .addEdge(START, "brief")
    .addEdge("brief", "plan")
    .addEdge("plan", "recheck")
    .addConditionalEdges("recheck", (state) => toGather(state), ["gather", "assess"])
    .addEdge("gather", "assess")
    .addConditionalEdges("assess", afterAssess, ["gather", "outline", "compare"])
    .addEdge("outline", "illustrate")
    .addConditionalEdges("illustrate", toDraft, ["draft", "compose"])
    .addEdge("draft", "compose")
    .addEdge("compose", "verify")
    .addConditionalEdges("verify", afterVerify, ["patch", "compare", "render"])
    .addEdge("patch", "verify")
    .addEdge("compare", "verify")
    .addEdge("render", "inspect")
    .addConditionalEdges("inspect", (state) => (needsRendering(state) ? "render" : END), ["render", END])
    .compile(checkpointer ? { checkpointer } : {});
}

/** Whether everything that was read is as earlier runs read it. */
export function isUnchanged({ knownIds, sourceIds }: Pick<State, "knownIds" | "sourceIds">): boolean {
  const known = new Set(knownIds);
  return known.size > 0 && sourceIds.every((id) => known.has(id));
}

function afterAssess(state: State) {
  if (!enough(state)) return toGaps(state);
  return isUnchanged(state) ? "compare" : "outline";
}

function afterVerify(state: State): "patch" | "compare" | "render" {
  if (needsPatch(state)) return "patch";
  return state.isCompared ? "render" : "compare";
}
