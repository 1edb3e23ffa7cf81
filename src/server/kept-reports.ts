import type { ResolvedReport } from "../report/index.ts";
import type { RunFolder } from "../runs/index.ts";
import { fileVersion } from "./file-version.ts";
import { createRecent } from "./recent.ts";
import { loadResolved } from "./report-view.ts";

/** Loads the report of a run, numbered. Errors: those of `loadResolved`. */
export type LoadReport = (folder: RunFolder) => Promise<ResolvedReport>;

/** Whoever reads a report asks for its evidence and pictures one by one; each time it would be checked and numbered. */
const keptReports = 8;

/** Keeps the reports that were read last, as long as their files stay the same. */
export function createReports(): LoadReport {
  const kept = createRecent<{ readonly version: string; readonly report: Promise<ResolvedReport> }>({
    most: keptReports,
  });
  return async (folder) => {
    const version = await fileVersion(folder.resolve("report.json"));
    const known = kept.get(folder.path);
    if (known?.version === version) return known.report;
    const report = loadResolved(folder);
    kept.set(folder.path, { version, report });
    // One that cannot be read is read again for the next who asks.
    report.catch(() => kept.delete(folder.path));
    return report;
  };
}
