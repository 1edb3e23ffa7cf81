import { type Failure, isAbort, messageOf } from "../errors.ts";
import type { Emit } from "../events.ts";
import {
  keepBrowser,
  type RenderContext,
  type RenderedFile,
  type Renderer,
  sidecarsOf,
  type Theme,
} from "../render/index.ts";
import { assetFileName, type Report } from "../report/index.ts";
import { type ResolvedReport, resolve } from "../report/resolve.ts";
import type { ArtifactFormat, RunFolder } from "../runs/index.ts";

/** What is rendered, with what, and where to. */
export interface ArtifactOptions {
  readonly formats: readonly ArtifactFormat[];
  readonly renderers: Readonly<Record<ArtifactFormat, Renderer>>;
  readonly theme: Theme;
  readonly folder: RunFolder;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/**
 * Renders a report into its run folder, with the sidecar files.
 *
 * Contract: needs no model and no network; a format that cannot be made is a failure and the others are still written.
 */
export async function writeArtifacts(
  report: Report,
  options: ArtifactOptions,
): Promise<{ artifacts: readonly string[]; failures: readonly Failure[] }> {
  const resolved = resolve(report);
  const context: RenderContext = {
    theme: options.theme,
    loadAsset: assetLoader(report, options.folder),
    signal: options.signal,
  };
  const artifacts: string[] = [];
  const failures: Failure[] = [];
  await writeFiles(sidecarsOf(resolved), options.folder);
  const letBrowserGo = keepBrowser();
  try {
    for (const format of options.formats) {
      const result = await renderOne(format, resolved, context, options);
      if ("failure" in result) failures.push(result.failure);
      else artifacts.push(result.artifact);
    }
  } finally {
    await letBrowserGo();
  }
  return { artifacts, failures };
}

async function renderOne(
  format: ArtifactFormat,
  resolved: ResolvedReport,
  context: RenderContext,
  { renderers, folder, emit, signal }: ArtifactOptions,
): Promise<{ artifact: string } | { failure: Failure }> {
  try {
    const files = await renderers[format].render(resolved, context);
    await writeFiles(files, folder);
    const [first] = files;
    const artifact = first?.name ?? `report.${format}`;
    emit({ type: "artifact-written", format, path: folder.resolve(artifact), bytes: first?.bytes.length ?? 0 });
    return { artifact };
  } catch (error) {
    if (isAbort(error, signal) || isStorageError(error)) throw error;
    const message = `report.${format} could not be made: ${messageOf(error)}`;
    const failure: Failure = { stage: "render", target: `report.${format}`, code: "broken", message };
    emit({ type: "failure", failure });
    return { failure };
  }
}

/** A full or read-only disk concerns every format, so it ends the run (which can be resumed). */
function isStorageError(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "DISK_FULL" || error.code === "NOT_WRITABLE");
}

async function writeFiles(files: readonly RenderedFile[], folder: RunFolder): Promise<void> {
  for (const file of files) await folder.writeBytes(file.name, file.bytes);
}

function assetLoader(report: Report, folder: RunFolder): RenderContext["loadAsset"] {
  const assets = new Map(report.assets.map((asset) => [asset.id, asset]));
  return async (assetId) => {
    const asset = assets.get(assetId);
    const bytes = asset && (await folder.readBytes(`assets/${assetFileName(assetId, asset.mediaType)}`));
    if (!bytes) throw new Error(`the picture ${assetId} is missing in ${folder.path}`);
    return bytes;
  };
}
