import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts"],
    setupFiles: ["test/support/no-network.ts"],
    // Against what hangs, not what is slow: on a machine with twenty times the work it can do, a run takes minutes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 240_000 } },
    // A machine shared with others may stall for seconds. What passes only the second time is listed with "retry x1".
    retry: process.env.CI === undefined ? 0 : 1,
    // No module keeps state that a test could see, so modules are loaded once a worker: half the time of the whole suite.
    isolate: false,
    // Many tests wait for a child process, so every core has work for a worker.
    maxWorkers: "100%",
  },
});
