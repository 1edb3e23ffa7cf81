import { verifyReport } from "../evidence/index.ts";
import { loadRevision, saveRevision } from "./revisions.ts";
import type { Services } from "./services.ts";

/** Checks every claim of a revision against its evidence and writes the result into it. */
export async function verify(
  { revision }: { readonly revision: number },
  services: Services,
): Promise<{ problemCount: number }> {
  const report = await loadRevision(revision, services);
  const verification = verifyReport(report, { loadParsed: (sourceId) => services.library.get(sourceId)?.parsed });
  for (const { place, claim, support, evidenceIds } of verification.checks) {
    services.emit({ type: "claim-checked", place, claim, support, evidenceIds });
  }
  await services.folder.writeJson("verification.json", verification);
  await saveRevision(revision, { ...report, verification }, services);
  return { problemCount: verification.checks.filter((check) => check.support !== "supported").length };
}
