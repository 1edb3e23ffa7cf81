import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { blockText } from "../../src/evidence/parsed-source.ts";
import { parserFor } from "../../src/perception/index.ts";
import type { BenchOptions } from "./run.ts";

interface Truth {
  readonly url?: string;
  readonly _internal: { readonly page_type: { readonly primary: string } };
  readonly ground_truth: { readonly main_content?: string };
}

/** F1 over the multiset of lower-cased words of the main text, mean over pages and per page type. */
export async function bench({ data }: BenchOptions): Promise<void> {
  const folder = join(data, "web-pages");
  const scores = new Map<string, number[]>();
  const started = performance.now();
  for (const file of readdirSync(join(folder, "html")).sort()) {
    const id = file.slice(0, 4);
    const truth: Truth = JSON.parse(readFileSync(join(folder, "ground-truth", `${id}.json`), "utf8"));
    const expected = truth.ground_truth.main_content ?? "";
    if (expected === "") continue;
    const found = await mainText(gunzipSync(readFileSync(join(folder, "html", file))), `${id}.html`, truth.url);
    const score = f1(words(found), words(expected));
    for (const key of ["all", truth._internal.page_type.primary]) scores.set(key, [...(scores.get(key) ?? []), score]);
  }
  for (const [key, values] of [...scores].sort()) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    console.log(`${key.padEnd(16)} ${String(values.length).padStart(4)} pages  F1 ${mean.toFixed(4)}`);
  }
  console.log(`${Math.round((performance.now() - started) / (scores.get("all")?.length ?? 1))} ms a page`);
}

async function mainText(bytes: Uint8Array, name: string, url: string | undefined): Promise<string> {
  const mediaType = "text/html";
  const resource = { bytes, mediaType, name, sha256: "", ...(url === undefined || url === "" ? {} : { url }) };
  const context = { signal: new AbortController().signal, temporaryFolder: "/nonexistent" };
  const result = await parserFor(resource)?.parse(resource, context);
  if (result === undefined || !result.ok) return "";
  return result.parsed.blocks
    .map((block) => (block.type === "figure" ? (block.caption ?? "") : blockText(block)))
    .join("\n");
}

function words(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}\p{M}_]+/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function f1(found: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [word, count] of expected) shared += Math.min(count, found.get(word) ?? 0);
  const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return shared === 0 ? 0 : (2 * shared) / (total(found) + total(expected));
}
