import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ExhibitError } from "../../errors.ts";
import { toRequest } from "../../request.ts";
import type { ModelFlags } from "../../request-models.ts";
import type { Inquiry } from "../../research/index.ts";
import { startRun } from "../../run.ts";
import { configFor } from "../config-for.ts";
import type { Printer } from "../print.ts";
import { follow } from "./research.ts";

/** The flags of `exhibit inquire`, as parsed. */
export interface InquireFlags extends ModelFlags {
  readonly search?: string;
  readonly tools?: string;
  readonly trustTools?: boolean;
  readonly offline: boolean;
  readonly out?: string;
  readonly json: boolean;
}

/** Answers a question about pictures and documents by looking; gives the exit code. */
export async function inquireCommand(
  question: string,
  targets: readonly string[],
  flags: InquireFlags,
  printer: Printer,
): Promise<number> {
  const config = configFor(flags);
  const isUrl = (target: string): boolean => /^https?:\/\//i.test(target);
  const given = { library: targets.filter((target) => !isUrl(target)), url: targets.filter(isUrl) };
  const request = toRequest(question, { ...flags, ...given, planOnly: false, yes: true }, { config, canAsk: false });
  if (request.models === undefined) {
    const message =
      "Looking needs a model that sees; name one with --model. Without one, `exhibit research` reads documents and the words in pictures.";
    throw new ExhibitError("BAD_USAGE", message);
  }
  const asked = { ...request, library: targets.length > 0 ? request.library : [], graph: "inquiry" as const };
  return follow((options) => startRun(asked, options), { config, printer, ...flags, conclude: printAnswer });
}

/** The answer stands before the folder, which stays the last line. */
async function printAnswer(runFolder: string, printer: Printer): Promise<void> {
  const text = await readFile(join(runFolder, "inquiry.json"), "utf8");
  // Our own file, written from this type a moment ago.
  const { answer, unsupported, limitations } = JSON.parse(text) as Inquiry;
  printer.result(answer || "No answer was found.");
  if (unsupported.length > 0) printer.note(`Not found in any step: ${unsupported.join(", ")}.`);
  for (const line of limitations) printer.note(line);
}
