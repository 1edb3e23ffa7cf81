/**
 * The nodes that several graphs have, each a stage of `src/research/`. They stand without edges: a graph says when.
 */
import { StateGraph } from "@langchain/langgraph";
import type { Services } from "../src/research/index.ts";
import * as stages from "../src/research/index.ts";
import { DraftState, GatherState, ResearchState } from "./state.ts";
import type { timed } from "./timed.ts";

type Stage = ReturnType<typeof timed>;

/** What makes a report of evidence, checks it and makes files of it. */
export function reportNodes(services: Services, stage: Stage) {
  return new StateGraph(ResearchState)
    .addNode("outline", (state) => stage("outline", () => stages.outline(state, services)))
    .addNode("illustrate", () => stage("illustrate", () => stages.illustrate(services)))
    .addNode("draft", (input: typeof DraftState.State) => stage("draft", () => stages.draft(input, services)), {
      input: DraftState,
    })
    .addNode("compose", (state) => stage("compose", () => stages.compose(state, services)))
    .addNode("verify", (state) => stage("verify", () => stages.verify(state, services)))
    .addNode("patch", (state) => stage("patch", () => stages.patch(state, services)))
    .addNode("render", (state) => stage("render", () => stages.render(state, services)))
    .addNode("inspect", (state) => stage("inspect", () => stages.inspect(state, services)));
}

/** The same, and what finds the evidence for a question. */
export function questionNodes(services: Services, stage: Stage) {
  return reportNodes(services, stage)
    .addNode("brief", ({ question }) => stage("brief", () => stages.brief(question, services)))
    .addNode("plan", () => stage("plan", () => stages.plan(services)))
    .addNode("gather", (input: typeof GatherState.State) => stage("gather", () => stages.gather(input, services)), {
      input: GatherState,
    })
    .addNode("assess", (state) => stage("assess", () => stages.assess(state, services)));
}
