/**
 * The inquiry graph: one short answer to a question about pictures and documents, by looking.
 *
 *   START ─▶ begin ─▶ hop ─┬─▶ hop (a tool was used)
 *                          └─▶ END (answered, or turns spent)
 *
 * One node takes a hop, because thinking and acting are one step of a conversation: what was thought is in the journal
 * of calls, what was done in the folder of hops, so a killed inquiry goes on at the step it was at. State carries
 * counts and ids; pictures live in visual memory.
 */
import { type BaseCheckpointSaver, END, START, StateGraph } from "@langchain/langgraph";
import { begin, hop, type InquiryServices } from "../src/research/index.ts";
import { InquiryState } from "./state.ts";

/** Compiles the inquiry graph over the services of one inquiry. */
export function inquiryGraph(services: InquiryServices, checkpointer?: BaseCheckpointSaver) {
  return new StateGraph(InquiryState)
    .addNode("begin", () => begin(services))
    .addNode("hop", (state) => hop(state, services))
    .addEdge(START, "begin")
    .addEdge("begin", "hop")
    .addConditionalEdges("hop", ({ isDone }) => (isDone ? END : "hop"), ["hop", END])
    .compile(checkpointer ? { checkpointer } : {});
}
