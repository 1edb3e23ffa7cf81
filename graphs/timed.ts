import type { BaseCheckpointSaver } from "@langchain/langgraph";
import type { StageName } from "../src/events.ts";
import type { Services } from "../src/research/index.ts";

/** How a graph is compiled: where its checkpoints go, and who is told the stages at work (see `timed`). */
export interface GraphOptions {
  readonly checkpointer?: BaseCheckpointSaver;
  readonly inFlight?: Set<Promise<unknown>>;
}

/**
 * Wraps a node: refuses to start after a cancellation, and emits the start and end of its stage.
 *
 * Contract: `inFlight` holds the stages at work. LangGraph gives a cancelled run back at once, while they are still
 * writing; who closes files or gives the run away waits for them first.
 */
export function timed({ emit, signal, now }: Services, inFlight: Set<Promise<unknown>>) {
  return async <Update>(stage: StageName, work: () => Promise<Update>): Promise<Update> => {
    signal.throwIfAborted();
    const started = now().getTime();
    emit({ type: "stage-start", stage });
    const working = work();
    inFlight.add(working);
    try {
      const update = await working;
      emit({ type: "stage-end", stage, durationMs: now().getTime() - started });
      return update;
    } finally {
      inFlight.delete(working);
    }
  };
}
