import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";

/** Samples that are read in place: the others need a child process each, and most of the time of a run over all. */
export const quickSamples = [
  "annual-review-2017.docx",
  "carbon-dioxide.csv",
  "fact-sheet.md",
  "glossary.md",
  "iowa-electricity.csv",
  "newspaper-column.html",
  "nuclear-plant-note.md",
  "operator-note.txt",
  "wind-power.html",
] as const;

/** Copies bundled samples into a new folder, whose path it gives. */
export async function copySamples(folder: string, names: readonly string[] = quickSamples): Promise<string> {
  await mkdir(folder);
  await Promise.all(names.map((name) => copyFile(join(packageRoot, "samples", name), join(folder, name))));
  return folder;
}
