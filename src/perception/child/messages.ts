/** What the supervisor and its children say to each other over the process channel. */

/** How a task in a child ended. Only `ok` carries a value. */
export type ChildState = "ok" | "password" | "invalid" | "crashed" | "timeout" | "memory";

/** What came of a task; `message` is for whoever reads why a file was not read. */
export type ChildOutcome<Value> =
  | { readonly state: "ok"; readonly value: Value }
  | { readonly state: Exclude<ChildState, "ok">; readonly message: string };

/** The only message a child gets. `task` names one of the tasks it was started with. */
export interface TaskRequest {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
}

/** What a child says of the request with this id. */
export type ChildMessage =
  /** The process is up and its task begins: the task's time counts from here. */
  | { readonly type: "begun"; readonly id: number }
  /** The task turned out larger than thought (more pages): from now on it may take this much longer. */
  | { readonly type: "extend"; readonly id: number; readonly milliseconds: number }
  | { readonly type: "done"; readonly id: number; readonly outcome: ChildOutcome<unknown> };

/** Exit code of a child that found itself over its memory limit. */
export const memoryExitCode = 77;

/** What programs say when they cannot get memory. */
export const memoryWords = /out of memory|memory allocation|bad_alloc|cannot allocate|allocation failed/i;

/** A task throws this to say that the file, not the code, is at fault. */
export class BadFileError extends Error {
  override readonly name = "BadFileError";
  readonly state: "password" | "invalid";

  constructor(state: "password" | "invalid", message: string, options?: ErrorOptions) {
    super(message, options);
    this.state = state;
  }
}
