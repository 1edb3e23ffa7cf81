import { BadFileError } from "../../src/perception/child/messages.ts";
import { serve } from "../../src/perception/child/serve.ts";

/** A child process that misbehaves on request; started by the supervisor's tests, never imported. */
serve(
  {
    echo: async (input) => input,
    environment: async () => Object.keys(process.env).filter((name) => !name.startsWith("NODE_CHANNEL")),
    pid: async () => process.pid,
    throwing: async () => {
      throw new Error("the file is odd");
    },
    password: async () => {
      throw new BadFileError("password", "locked");
    },
    crash: async () => process.kill(process.pid, "SIGSEGV"),
    exit: async () => process.exit(3),
    hang: () => new Promise(() => setInterval(() => undefined, 1_000)),
    busy: async () => {
      for (;;) Math.random();
    },
    slow: async (input, context) => {
      context.extend(250_000);
      await new Promise((resolve) => setTimeout(resolve, Number(input)));
      return "done";
    },
    memory: async () => {
      const kept: Buffer[] = [];
      for (;;) {
        kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    heap: async () => {
      const kept: unknown[] = [];
      for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
    },
  },
  Number(process.argv[2]),
);
