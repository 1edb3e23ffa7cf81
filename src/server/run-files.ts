import { stat } from "node:fs/promises";
import type { ArtifactFormat, RunFolder } from "../runs/index.ts";
import type { ArtifactView } from "./api-types.ts";

type FileKind = ArtifactFormat | "json" | "bib" | "ris";

const files: readonly (readonly [name: string, format: FileKind, mediaType: string])[] = [
  ["report.pdf", "pdf", "application/pdf"],
  ["report.docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["report.pptx", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  ["report.html", "html", "text/html; charset=utf-8"],
  ["report.md", "md", "text/markdown; charset=utf-8"],
  ["report.json", "json", "application/json"],
  ["references.bib", "bib", "application/x-bibtex; charset=utf-8"],
  ["references.ris", "ris", "application/x-research-info-systems; charset=utf-8"],
];

/** The files of a run that a user may download, in the order in which they are offered. */
export async function artifactFiles(
  folder: RunFolder,
): Promise<readonly (ArtifactView & { readonly mediaType: string })[]> {
  const found = await Promise.all(
    files.map(async ([name, format, mediaType]) => {
      const there = await stat(folder.resolve(name)).catch(() => undefined);
      return there?.isFile() ? [{ name, format, mediaType, bytes: there.size }] : [];
    }),
  );
  return found.flat();
}
