import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Report } from "../report/index.ts";
import type { RunFolder } from "../runs/index.ts";

const evidenceFile = z.looseObject({
  sources: z.array(z.looseObject({ evidence: z.array(z.looseObject({ id: z.string() })) })),
});

/**
 * What is wrong with `evidence.json`, one sentence each; nothing when it is not there. Readers look quotes up in that
 * file, so it must say what the report says.
 */
export async function evidenceFileProblems(report: Report, folder: RunFolder): Promise<readonly string[]> {
  const stored = await folder.readJson<unknown>("evidence.json");
  if (stored === undefined) return [];
  const { data } = evidenceFile.safeParse(stored);
  if (!data) return [`${folder.resolve("evidence.json")} is not a list of evidence; ${remedy}`];
  const inReport = new Map(report.evidence.map((item) => [item.id, item]));
  const items = data.sources.flatMap(({ evidence }) => evidence);
  const changed = items.filter((item) => !isDeepStrictEqual(item, inReport.get(item.id)));
  return changed.map(({ id }) => `evidence.json: ${id} is not what the report cites; ${remedy}`);
}

const remedy = "`exhibit render` makes the file again from report.json.";
