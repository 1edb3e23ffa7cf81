import { ChildPool } from "../../src/perception/child/supervisor.ts";

/** A program that uses a pool once and never closes it: it must end by itself. */
const pool = new ChildPool({ entry: process.argv[2] ?? "", maxChildren: 1, maxBytes: 1024 ** 3, tasksPerChild: 9 });
const outcome = await pool.run("echo", 1, { timeoutMs: 250_000, signal: new AbortController().signal });
process.exitCode = outcome.state === "ok" ? 0 : 1;
process.disconnect?.();
