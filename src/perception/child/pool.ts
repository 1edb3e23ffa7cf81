import { compiledPath } from "./compiled.ts";
import type { ChildOutcome } from "./messages.ts";
import { ChildPool, type RunOptions } from "./supervisor.ts";

const maxChildren = 2;
const maxNativeBytes = 2 * 1024 ** 3;
/** A tree of a page takes up to a hundred times its bytes. */
const maxDocumentBytes = 3 * 1024 ** 3;
const tasksPerChild = 50;

/** What runs a task by its name and tells how it ended. */
export interface TaskRunner {
  run<Value>(task: string, input: unknown, options: RunOptions): Promise<ChildOutcome<Value>>;
}

let native: ChildPool | undefined;
let documents: ChildPool | undefined;
let here: TaskRunner | undefined;

/** The one pool for native work (PDF, pictures, OCR), so that it never takes more than two processes. Made on first use. */
export function childPool(): TaskRunner {
  if (here !== undefined) return here;
  native ??= createPool(maxNativeBytes);
  return native;
}

/** A pool of its own for pages and office files: none of them waits behind a scanned book. */
export function documentPool(): TaskRunner {
  if (here !== undefined) return here;
  documents ??= createPool(maxDocumentBytes);
  return documents;
}

/** Called in a child, which has no children of its own: what its tasks ask of a pool, it does itself. */
export function runTasksHere(runner: TaskRunner): void {
  here = runner;
}

/** Ends the children that are idle, at once: those at work may serve another run of this process. */
export function closeChildren(): void {
  native?.close();
  documents?.close();
}

function createPool(maxBytes: number): ChildPool {
  return new ChildPool({ entry: compiledPath(import.meta.url, "./main.ts"), maxChildren, maxBytes, tasksPerChild });
}
