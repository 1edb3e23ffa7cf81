import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { SourceTable } from "../../src/evidence/parsed-source.ts";
import { parserFor } from "../../src/perception/index.ts";
import type { BenchOptions } from "./run.ts";

/** Cells of the page's best matching table against the CSV: F1 of cells in their rows, mean over pages. */
export async function bench({ data }: BenchOptions): Promise<void> {
  const folder = join(data, "wiki-tables");
  const scores: { readonly name: string; readonly cells: number; readonly shape: boolean; readonly header: boolean }[] =
    [];
  for (const file of readdirSync(join(folder, "tables")).sort()) {
    const name = file.replace(/\.csv$/, "");
    const text = readFileSync(join(folder, "tables", file), "utf8");
    const expected: string[][] = parse(text, { escape: "\\", relax_column_count: true });
    const tables = await tablesOf(readFileSync(join(folder, "pages", `${name}.html`)), name);
    const ranked = tables.map((table) => ({ ...compare(table, expected), name })).sort((a, b) => b.cells - a.cells);
    scores.push(ranked[0] ?? { name, cells: 0, shape: false, header: false });
  }
  const mean = scores.reduce((sum, score) => sum + score.cells, 0) / scores.length;
  const share = (key: "shape" | "header") => scores.filter((score) => score[key]).length;
  console.log(
    `${scores.length} tables  cell F1 ${mean.toFixed(4)}  same shape ${share("shape")}  same header ${share("header")}`,
  );
  for (const score of scores.filter(({ cells }) => cells < 0.97)) console.log(score);
}

async function tablesOf(bytes: Uint8Array, name: string): Promise<readonly SourceTable[]> {
  const resource = { bytes, mediaType: "text/html", name: `${name}.html`, sha256: "" };
  const context = { signal: new AbortController().signal, temporaryFolder: "/nonexistent" };
  const result = await parserFor(resource)?.parse(resource, context);
  return result?.ok === true ? result.parsed.blocks.filter((block) => block.type === "table") : [];
}

function compare(table: SourceTable, expected: readonly (readonly string[])[]) {
  const rows = [...table.header, ...table.rows.map((row) => row.map((cell) => cell.text))];
  const [header = [], ...body] = expected;
  return {
    cells: f1(keys(rows), keys(expected)),
    shape: table.rows.length === body.length && (table.rows[0]?.length ?? 0) === header.length,
    header: squeeze(table.header.at(-1)?.join("|") ?? "") === squeeze(header.join("|")),
  };
}

/** A cell counts with its column and its text, so that a shifted column is wrong. */
function keys(rows: readonly (readonly string[])[]): readonly string[] {
  return rows
    .flatMap((row) => row.map((text, column) => `${column} ${squeeze(text)}`))
    .filter((key) => !/^\d+ $/.test(key));
}

function squeeze(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}|]/gu, "");
}

function f1(found: readonly string[], expected: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const key of expected) counts.set(key, (counts.get(key) ?? 0) + 1);
  let shared = 0;
  for (const key of found) {
    const left = counts.get(key) ?? 0;
    if (left > 0) shared += 1;
    counts.set(key, left - 1);
  }
  return found.length + expected.length === 0 ? 1 : (2 * shared) / (found.length + expected.length);
}
