import { ExhibitError } from "../errors.ts";
import type { Report } from "../report/index.ts";
import type { Services } from "./services.ts";

/** Keeps a revision of the report; `report-0.json` is the first. */
export async function saveRevision(
  revision: number,
  report: Report,
  { folder }: Pick<Services, "folder">,
): Promise<void> {
  await folder.writeJson(fileOf(revision), report);
}

/** Errors: `NOT_FOUND` when the run folder lost the revision. */
export async function loadRevision(revision: number, { folder }: Pick<Services, "folder">): Promise<Report> {
  const stored = await folder.readJson<Report>(fileOf(revision));
  if (!stored)
    throw new ExhibitError("NOT_FOUND", `${folder.path} has no ${fileOf(revision)}; run the question again.`);
  return stored;
}

function fileOf(revision: number): string {
  return `drafts/report-${revision}.json`;
}
