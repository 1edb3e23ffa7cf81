import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import type { ArtifactFormat, RunFolder } from "../runs/index.ts";
import type { ArtifactView } from "./api-types.ts";

/** What of a run's folder may be fetched: what was made for readers, never logs, prompts and checkpoints. */
const readable =
  /^(?:report\.(?:md|html|pdf|docx|pptx|json)|evidence\.json|references\.(?:bib|ris)|inquiry\.(?:md|json)|delta\.json|(?:assets|charts)\/[\w.-]+)$/;

const mediaTypes: Readonly<Record<string, string>> = {
  ".md": "text/markdown; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".pdf": "application/pdf",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ".json": "application/json",
  ".bib": "application/x-bibtex; charset=utf-8",
  ".ris": "application/x-research-info-systems; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
  ".csv": "text/csv; charset=utf-8",
};

/** Renderings that are offered for download, in this order. */
const offered: readonly (readonly [name: string, format: ArtifactFormat | "json" | "bib" | "ris"])[] = [
  ["report.pdf", "pdf"],
  ["report.docx", "docx"],
  ["report.pptx", "pptx"],
  ["report.html", "html"],
  ["report.md", "md"],
  ["report.json", "json"],
  ["references.bib", "bib"],
  ["references.ris", "ris"],
];

/** A file of a run for its readers. */
export interface RunFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** The files of a run that a user may download, in the order in which they are offered. */
export async function artifactFiles(folder: RunFolder): Promise<readonly ArtifactView[]> {
  const found = await Promise.all(
    offered.map(async ([name, format]) => {
      const there = await stat(folder.resolve(name)).catch(() => undefined);
      return there?.isFile() ? [{ name, format, bytes: there.size }] : [];
    }),
  );
  return found.flat();
}

/** A file of those that are offered; undefined for any other. */
export async function readArtifact(folder: RunFolder, name: string): Promise<RunFile | undefined> {
  return offered.some(([one]) => one === name) ? readRunFile(folder.path, name) : undefined;
}

/**
 * A file of the run in `folder`; undefined for one that is not there or not for readers, or leads out of the folder.
 */
export async function readRunFile(folder: string, name: string): Promise<RunFile | undefined> {
  if (!readable.test(name)) return undefined;
  const mediaType = mediaTypes[extname(name).toLowerCase()] ?? "application/octet-stream";
  try {
    const path = await realpath(join(folder, name));
    return path.startsWith((await realpath(folder)) + sep) ? { bytes: await readFile(path), mediaType } : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
