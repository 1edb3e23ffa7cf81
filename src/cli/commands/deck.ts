import { startRun } from "../../run.ts";
import { configFor } from "../config-for.ts";
import { type DeckFlags, toDeckRequest } from "../deck-request.ts";
import type { Printer } from "../print.ts";
import { follow } from "./research.ts";

/** Makes slides of a document or a finished report; gives the exit code. */
export async function deckCommand(target: string, flags: DeckFlags, printer: Printer): Promise<number> {
  const config = configFor(flags);
  const request = await toDeckRequest(target, flags, config);
  return follow((options) => startRun(request, options), { config, printer, ...flags });
}
