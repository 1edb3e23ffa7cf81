import { parentPort, workerData } from "node:worker_threads";
import { startReader } from "./reader.ts";

/** A thread with many readers, so that the clients of a measurement do not hold up the server. */
export interface ReadersData {
  readonly urls: readonly string[];
}

export interface ReadersResult {
  readonly delays: readonly number[];
  readonly lost: number;
  readonly repeated: number;
  readonly gaps: number;
  readonly connections: number;
  readonly events: number;
  readonly unfinished: number;
}

// What the thread was started with, by the benchmark that names this type.
const { urls } = workerData as ReadersData;
const readers = urls.map((url) => startReader(url));

parentPort?.on("message", (message: "cut" | "report") => {
  if (message === "cut") for (const reader of readers) reader.cut();
  else parentPort?.postMessage({ ...resultOf(), live: true });
});

await Promise.all(readers.map(({ done }) => done));
parentPort?.postMessage(resultOf());
process.exit(0);

function resultOf(): ReadersResult {
  const all = readers.map(({ seen }) => seen);
  const sum = (of: "lost" | "repeated" | "gaps" | "connections") => all.reduce((total, seen) => total + seen[of], 0);
  return {
    delays: all.flatMap(({ delays }) => delays),
    lost: sum("lost"),
    repeated: sum("repeated"),
    gaps: sum("gaps"),
    connections: sum("connections"),
    events: all.reduce((total, { delays }) => total + delays.length, 0),
    unfinished: all.filter(({ isEnded }) => !isEnded).length,
  };
}
