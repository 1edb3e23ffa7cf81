import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { blockText, type ParsedSource, type SourceTable } from "../../src/evidence/parsed-source.ts";
import { closeParsers } from "../../src/perception/index.ts";
import { readPdf } from "./read-pdf.ts";

const check = z.object({
  pdf: z.string(),
  type: z.string(),
  text: z.string().optional(),
  before: z.string().optional(),
  after: z.string().optional(),
  cell: z.string().optional(),
  up: z.string().nullish(),
  down: z.string().nullish(),
  left: z.string().nullish(),
  right: z.string().nullish(),
  top_heading: z.string().nullish(),
  left_heading: z.string().nullish(),
  max_diffs: z.number().nullish(),
  case_sensitive: z.boolean().nullish(),
  first_n: z.number().nullish(),
  last_n: z.number().nullish(),
});
type Check = z.infer<typeof check>;

/**
 * Hard pages with checks in the manner of olmOCR-bench: text present, absent or in order within an edit distance, table
 * cells with their neighbours. Formula checks need a LaTeX reading and are counted apart.
 */
export async function bench({ data }: { readonly data: string }): Promise<unknown> {
  const folder = join(data, "pdf-pages");
  const lines = readFileSync(join(folder, "checks.jsonl"), "utf8").split("\n").filter(Boolean);
  const checks = lines.map((line) => check.parse(JSON.parse(line)));
  const score = new Map<string, { passed: number; of: number }>();
  const failed: string[] = [];
  const sources = new Map<string, ParsedSource>();
  for (const item of checks) {
    const source = sources.get(item.pdf) ?? (await readPdf(join(folder, "pdfs", item.pdf)));
    sources.set(item.pdf, source);
    const counts = score.get(item.type) ?? { passed: 0, of: 0 };
    const passed = passes(item, source);
    score.set(item.type, { passed: counts.passed + (passed ? 1 : 0), of: counts.of + 1 });
    if (!passed) failed.push(`${item.pdf} ${item.type} ${item.text ?? item.cell ?? item.before ?? ""}`.slice(0, 110));
  }
  await closeParsers();
  const text = ["present", "absent", "order"].map((type) => score.get(type) ?? { passed: 0, of: 0 });
  const share = text.reduce((sum, { passed }) => sum + passed, 0) / text.reduce((sum, { of }) => sum + of, 0);
  return { textShare: Math.round(share * 1000) / 1000, ...Object.fromEntries(score), failed };
}

function passes(item: Check, source: ParsedSource): boolean {
  const fold = (text: string): string => normalise(item.case_sensitive === false ? text.toLowerCase() : text);
  const text = fold(source.blocks.map(blockText).join("\n"));
  const most = item.max_diffs ?? 0;
  if (item.type === "present") return find(windowOf(text, item), fold(item.text ?? ""), most) >= 0;
  if (item.type === "absent") return find(windowOf(text, item), fold(item.text ?? ""), most) < 0;
  if (item.type === "order") {
    const before = find(text, fold(item.before ?? ""), most);
    return before >= 0 && find(text.slice(before), fold(item.after ?? ""), most) >= 0;
  }
  return item.type === "table" && source.blocks.some((block) => block.type === "table" && holdsCell(block, item));
}

function windowOf(text: string, { first_n: first, last_n: last }: Check): string {
  if (first) return text.slice(0, first);
  return last ? text.slice(-last) : text;
}

function normalise(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐-―−]/g, "-")
    .replace(/\s+/g, " ");
}

/** Position of the best match within so many edits, or -1 (Sellers' algorithm). */
function find(text: string, wanted: string, most: number): number {
  if (most === 0) return text.indexOf(wanted);
  let previous = Array.from({ length: wanted.length + 1 }, (_, index) => index);
  for (let end = 1; end <= text.length; end += 1) {
    const current = [0];
    for (let index = 1; index <= wanted.length; index += 1) {
      const change = (previous[index - 1] ?? 0) + (text[end - 1] === wanted[index - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[index] ?? 0) + 1, (current[index - 1] ?? 0) + 1));
    }
    if ((current[wanted.length] ?? most + 1) <= most) return Math.max(0, end - wanted.length);
    previous = current;
  }
  return -1;
}

function holdsCell(table: SourceTable, item: Check): boolean {
  const grid = [...table.header, ...table.rows.map((row) => row.map((cell) => cell.text))];
  const at = (row: number, column: number): string => grid[row]?.[column] ?? "";
  return grid.some((cells, row) =>
    cells.some((text, column) => {
      if (!isLike(text, item.cell ?? "", item)) return false;
      const above = grid.slice(0, row).map((_, index) => at(index, column));
      const before = cells.slice(0, column);
      return (
        (!item.up || isLike(at(row - 1, column), item.up, item)) &&
        (!item.down || isLike(at(row + 1, column), item.down, item)) &&
        (!item.left || isLike(at(row, column - 1), item.left, item)) &&
        (!item.right || isLike(at(row, column + 1), item.right, item)) &&
        (!item.top_heading || above.some((heading) => isLike(heading, item.top_heading ?? "", item))) &&
        (!item.left_heading || before.some((heading) => isLike(heading, item.left_heading ?? "", item)))
      );
    }),
  );
}

/** Cells may carry a note mark or lack a sign; half of the letters must agree, as in the benchmark's own runner. */
function isLike(actual: string, wanted: string, { max_diffs: most }: Check): boolean {
  const [left, right] = [normalise(actual).trim(), normalise(wanted).trim()];
  if (left === right) return true;
  const allowed = Math.max(most ?? 0, 0);
  return left.length <= right.length + allowed && find(left, right, allowed) >= 0;
}
