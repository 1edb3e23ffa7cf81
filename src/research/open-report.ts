import { ExhibitError } from "../errors.ts";
import type { StoredSource } from "../library/index.ts";
import { assetFileName, originalFileName, type Report, type Source } from "../report/index.ts";
import { parseReport } from "../report/parse.ts";
import { openRunFolder, type RunFolder } from "../runs/index.ts";
import { saveRevision } from "./revisions.ts";
import type { Services } from "./services.ts";

/**
 * Takes a finished report over into this run: its evidence, the sources that it is checked against, its pictures, and
 * the report itself as the first revision.
 *
 * Contract: the folder of the report is not changed. Errors: `NOT_FOUND` when the report or the text of a source is not
 * there, `BAD_REPORT`.
 */
export async function openReport(
  path: string,
  services: Services,
): Promise<{ readonly sourceIds: readonly string[]; readonly evidenceIds: readonly string[] }> {
  const from = await openRunFolder(path);
  const bytes = await from.readBytes("report.json");
  if (!bytes) throw new ExhibitError("NOT_FOUND", `${path} has no report.json; give the folder of a finished run.`);
  const report = await parseReport(new TextDecoder().decode(bytes));
  for (const source of report.sources) await takeSource(source, from, services);
  await takePictures(report, from, services);
  services.evidence.add(report.evidence);
  await saveRevision(0, { ...report, created: services.started }, services);
  return { sourceIds: report.sources.map(({ id }) => id), evidenceIds: report.evidence.map(({ id }) => id) };
}

async function takeSource(source: Source, from: RunFolder, services: Services): Promise<void> {
  const { id, title } = source;
  const { library, folder } = services;
  const stored = (await from.readJson<StoredSource>(`sources/${id}.json`)) ?? library.get(id);
  if (!stored) {
    const message = `The text of “${title}” is not in ${from.resolve("sources")}, so nothing cited from it can be checked; give the whole folder of the run.`;
    throw new ExhibitError("NOT_FOUND", message);
  }
  if (!library.get(id)) await library.add(stored, { assets: [], parser: "report" });
  await folder.writeJson(`sources/${id}.json`, stored);
  const name = `sources/${originalFileName(source)}`;
  const original = await from.readBytes(name);
  if (original) await folder.writeBytes(name, original);
}

async function takePictures({ assets }: Report, from: RunFolder, { folder }: Services): Promise<void> {
  for (const { id, mediaType } of assets) {
    const name = `assets/${assetFileName(id, mediaType)}`;
    const bytes = await from.readBytes(name);
    if (bytes) await folder.writeBytes(name, bytes);
  }
}
