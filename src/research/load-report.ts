import { ExhibitError } from "../errors.ts";
import type { Report } from "../report/index.ts";
import { parseReport } from "../report/parse.ts";
import type { RunFolder } from "../runs/index.ts";

/** The report of a run. Errors: `NOT_FOUND` when it has none yet, `BAD_REPORT`. */
export async function loadReport(folder: RunFolder): Promise<Report> {
  const bytes = await folder.readBytes("report.json");
  if (bytes === undefined) {
    throw new ExhibitError(
      "NOT_FOUND",
      `${folder.path} has no report.json yet; finish the run with \`exhibit resume\`.`,
    );
  }
  try {
    return await parseReport(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof ExhibitError)) throw error;
    throw new ExhibitError(error.code, `${folder.resolve("report.json")}: ${error.message}`, { cause: error });
  }
}
