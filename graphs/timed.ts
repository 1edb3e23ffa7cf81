import type { StageName } from "../src/events.ts";
import type { Services } from "../src/research/index.ts";

/** Wraps a node: refuses to start after a cancellation, and emits the start and end of its stage. */
export function timed({ emit, signal, now }: Services) {
  return async <Update>(stage: StageName, work: () => Promise<Update>): Promise<Update> => {
    signal.throwIfAborted();
    const started = now().getTime();
    emit({ type: "stage-start", stage });
    const update = await work();
    emit({ type: "stage-end", stage, durationMs: now().getTime() - started });
    return update;
  };
}
