/**
 * A process that edits the report of one run and makes its files again, so that the server stays quick meanwhile.
 *
 * Contract: does one edit and ends; ends at once when the server is gone.
 */
import { loadConfig } from "../config.ts";
import { editRun } from "../edit.ts";
import { ExhibitError, messageOf } from "../errors.ts";
import type { EditAnswer, EditOrder } from "./edit-in-process.ts";

const abort = new AbortController();
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(0));
process.once("message", (order: EditOrder) => void edit(order));

async function edit({ out, runId, wish }: EditOrder): Promise<void> {
  const answer = await editRun(runId, wish, { config: loadConfig({ out }), signal: abort.signal }).then(
    (result): EditAnswer => ({ result }),
    (error: unknown): EditAnswer => ({
      failure: { code: error instanceof ExhibitError ? error.code : "INTERNAL", message: messageOf(error) },
    }),
  );
  process.send?.(answer, undefined, undefined, () => process.disconnect());
}
