import { ExhibitError } from "../errors.ts";
import type { Report } from "./model.ts";

const schemaVersion = 1;

/**
 * Reads a report back from the text of `report.json`.
 *
 * Contract: throws BAD_REPORT for what is not JSON, has another shape or a newer schema version; never repairs.
 */
export async function parseReport(json: string): Promise<Report> {
  const value = parseJson(json);
  const version =
    value !== null && typeof value === "object" && "schemaVersion" in value ? value.schemaVersion : undefined;
  if (typeof version === "number" && version > schemaVersion) {
    throw new ExhibitError(
      "BAD_REPORT",
      `The report has schema version ${version}, this program reads up to ${schemaVersion}; update the program.`,
    );
  }
  const { schemaProblems } = await import("./schema.ts");
  const problems = schemaProblems(value);
  if (problems.length > 0) throw new ExhibitError("BAD_REPORT", `The report is not valid: ${problems.join("; ")}.`);
  // The schema has just checked every member of the type.
  return value as Report;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ExhibitError("BAD_REPORT", "The report is not JSON; it may have been cut off while it was written.", {
      cause: error,
    });
  }
}
