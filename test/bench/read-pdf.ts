import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename } from "node:path";
import type { ParsedSource } from "../../src/evidence/parsed-source.ts";
import { parserFor } from "../../src/perception/index.ts";

/** Reads one PDF the way a run does; a failure ends the benchmark. */
export async function readPdf(path: string): Promise<ParsedSource> {
  const bytes = readFileSync(path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const resource = { bytes, mediaType: "application/pdf", name: basename(path), path, sha256 };
  const signal = new AbortController().signal;
  const result = await parserFor(resource)?.parse(resource, { signal, temporaryFolder: tmpdir() });
  if (!result?.ok) throw new Error(result?.failure.message ?? "No parser reads PDF files.");
  return result.parsed;
}
