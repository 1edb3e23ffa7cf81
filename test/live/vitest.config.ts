import { defineConfig } from "vitest/config";

/** Live tests reach real providers and cost money: they run alone, one after the other, and without the network's guard. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ["test/live/*.live.ts"],
    testTimeout: 30 * 60_000,
    fileParallelism: false,
  },
});
