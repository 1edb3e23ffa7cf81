import { fork } from "node:child_process";
import type { EditResult, EditWish } from "../edit.ts";
import { type ErrorCode, ExhibitError } from "../errors.ts";
import type { Refusal } from "../report/index.ts";
import { builtProgram } from "./built-program.ts";

/** What the editing process is told. */
export interface EditOrder {
  /** Absolute folder of the runs. */
  readonly out: string;
  readonly runId: string;
  readonly wish: EditWish;
}

/** What the process answers, once: the edit or why it was refused, or what broke. */
export type EditAnswer =
  | { readonly result: EditResult | Refusal }
  | { readonly failure: { readonly code: ErrorCode; readonly message: string } };

/** A report with hundreds of pages in five formats takes less; a browser that hangs takes for ever. */
const editTimeoutMs = 5 * 60_000;

/** Edits in a process of its own. Errors: those of `editRun`; `INTERNAL` when the process is lost or takes too long. */
export async function editInProcess(order: EditOrder): Promise<EditResult | Refusal> {
  const child = fork(builtProgram("editor.js"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), editTimeoutMs);
  try {
    const answer = await new Promise<EditAnswer | undefined>((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", () => resolve(undefined));
      child.once("error", reject);
      child.send(order, (error) => error && resolve(undefined));
    });
    if (!answer) throw new ExhibitError("INTERNAL", `The edit of ${order.runId} ended its process or took too long.`);
    if ("failure" in answer) throw new ExhibitError(answer.failure.code, answer.failure.message);
    return answer.result;
  } finally {
    clearTimeout(timer);
  }
}
