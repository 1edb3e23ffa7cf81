import type { Clock } from "../../src/net/index.ts";

/** A clock that jumps ahead whenever something waits for it, and remembers the waits. */
export interface FakeClock extends Clock {
  readonly waits: readonly number[];
  advance(ms: number): void;
}

export function fakeClock(start = Date.parse("2026-03-01T00:00:00Z")): FakeClock {
  let time = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
      time += ms;
    },
    advance(ms) {
      time += ms;
    },
  };
}
