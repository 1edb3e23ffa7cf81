import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "cheerio";
import type { SourceTable } from "../../src/evidence/parsed-source.ts";
import { closeParsers } from "../../src/perception/index.ts";
import { readPdf } from "./read-pdf.ts";

/**
 * Tables of the ICDAR-2013 competition (EU part): detection F1 counts tables per page; adjacency relations are nearest
 * non-blank neighbours to the right and below, texts folded to letters and digits, false and missed tables included.
 */
export async function bench({ data }: { readonly data: string }): Promise<unknown> {
  const folder = join(data, "pdf-tables");
  const counts = { hits: 0, truth: 0, found: 0, relations: { hits: 0, truth: 0, found: 0 } };
  const started = Date.now();
  const worst: { name: string; f1: number }[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".pdf"))) {
    const truth = truthOf(readFileSync(join(folder, file.replace(".pdf", "-str.xml")), "utf8"));
    const parsed = await readPdf(join(folder, file));
    const tables = parsed.blocks.filter((block) => block.type === "table");
    worst.push({ name: file, f1: compare(truth, tables.map(gridOf), counts) });
  }
  await closeParsers();
  return {
    detectionF1: f1(counts),
    adjacencyPrecision: round(counts.relations.hits / counts.relations.found),
    adjacencyRecall: round(counts.relations.hits / counts.relations.truth),
    adjacencyF1: f1(counts.relations),
    tables: counts.truth,
    milliseconds: Date.now() - started,
    worst: worst
      .sort((a, b) => a.f1 - b.f1)
      .slice(0, 12)
      .map(({ name, f1 }) => `${name} ${f1}`),
  };
}

interface Grid {
  readonly page: number;
  readonly cells: readonly GridCell[];
}

interface GridCell {
  readonly text: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

interface Counts {
  hits: number;
  truth: number;
  found: number;
}

function compare(truth: readonly Grid[], found: readonly Grid[], counts: Counts & { relations: Counts }): number {
  const own = { hits: 0, truth: 0, found: 0 };
  for (const page of new Set([...truth, ...found].map((grid) => grid.page))) {
    const expected = truth.filter((grid) => grid.page === page);
    const actual = found.filter((grid) => grid.page === page);
    counts.truth += expected.length;
    counts.found += actual.length;
    counts.hits += Math.min(expected.length, actual.length);
    const left = expected.flatMap(relationsOf);
    const right = actual.flatMap(relationsOf);
    own.truth += left.length;
    own.found += right.length;
    own.hits += common(left, right);
  }
  counts.relations.hits += own.hits;
  counts.relations.truth += own.truth;
  counts.relations.found += own.found;
  return f1(own);
}

function common(left: readonly string[], right: readonly string[]): number {
  const rest = new Map<string, number>();
  for (const relation of left) rest.set(relation, (rest.get(relation) ?? 0) + 1);
  return right.filter((relation) => {
    const count = rest.get(relation) ?? 0;
    rest.set(relation, count - 1);
    return count > 0;
  }).length;
}

function truthOf(xml: string): readonly Grid[] {
  const $ = load(xml, { xml: true });
  return $("region")
    .toArray()
    .map((region) => ({
      page: Number($(region).attr("page")),
      cells: $(region)
        .find("cell")
        .toArray()
        .map((cell) => {
          const at = (name: string) => Number($(cell).attr(name) ?? $(cell).attr(name.replace("end", "start")));
          const text = $(cell).find("content").text();
          return { text, top: at("start-row"), bottom: at("end-row"), left: at("start-col"), right: at("end-col") };
        }),
    }));
}

/** Equal neighbours in a header row are one spanning cell. */
function gridOf(table: SourceTable): Grid {
  const header = table.header.flatMap((row, top) =>
    row.flatMap((text, left) => {
      if (text !== "" && row[left - 1] === text) return [];
      let right = left;
      while (text !== "" && row[right + 1] === text) right += 1;
      return [{ text, top, bottom: top, left, right }];
    }),
  );
  const body = table.rows.flatMap((row, index) =>
    row.map((cell, left) => {
      const top = table.header.length + index;
      return { text: cell.text, top, bottom: top, left, right: left };
    }),
  );
  return { page: table.locator.page ?? 0, cells: [...header, ...body] };
}

function relationsOf(grid: Grid): readonly string[] {
  const cells = grid.cells.map((cell) => ({ ...cell, text: fold(cell.text) })).filter((cell) => cell.text !== "");
  return cells.flatMap((cell) => {
    const right = nearest(
      cells,
      (other) => other.left - cell.right,
      (other) => overlaps(cell, other, "row"),
    );
    const below = nearest(
      cells,
      (other) => other.top - cell.bottom,
      (other) => overlaps(cell, other, "column"),
    );
    return [
      ...right.map((other) => `${cell.text} → ${other.text}`),
      ...below.map((other) => `${cell.text} ↓ ${other.text}`),
    ];
  });
}

/** The closest cells in one direction: one, or several of equal distance beside a spanning cell. */
function nearest(
  cells: readonly GridCell[],
  distance: (cell: GridCell) => number,
  isInReach: (cell: GridCell) => boolean,
): readonly GridCell[] {
  const candidates = cells.filter((cell) => distance(cell) > 0 && isInReach(cell));
  const closest = Math.min(...candidates.map(distance));
  return candidates.filter((cell) => distance(cell) === closest);
}

function overlaps(a: GridCell, b: GridCell, axis: "row" | "column"): boolean {
  return axis === "row" ? a.top <= b.bottom && b.top <= a.bottom : a.left <= b.right && b.left <= a.right;
}

function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function f1({ hits, truth, found }: Counts): number {
  return round(truth + found === 0 ? 1 : (2 * hits) / (truth + found));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
