import {
  type Cell,
  type Chart,
  citationMarks,
  fileStem,
  type Inline,
  printedBlocks,
  type Table,
  textOf,
  walkBlocks,
} from "../report/index.ts";
import type { ResolvedReport } from "../report/resolve.ts";
import { printable } from "./format.ts";
import type { RenderedFile } from "./renderer.ts";
import { toBibtex } from "./sidecars-bibtex.ts";
import { type CsvValue, csvLines } from "./sidecars-csv.ts";
import { toRis } from "./sidecars-ris.ts";

/**
 * The files beside a report: its evidence, its bibliography in the two formats that reference managers read, and the
 * numbers of every chart and table.
 *
 * Contract: pure; citation numbers are those of the report.
 */
export function sidecarsOf(resolved: ResolvedReport): readonly RenderedFile[] {
  const blocks = [...walkBlocks(printedBlocks(resolved))];
  const charts = blocks.filter((block) => block.type === "chart");
  const tables = blocks.filter((block) => block.type === "table");
  return [
    textFile("evidence.json", `${JSON.stringify(evidenceOf(resolved), null, 2)}\n`),
    textFile("references.bib", toBibtex(resolved.bibliography)),
    textFile("references.ris", toRis(resolved.bibliography)),
    ...charts.map((chart) => textFile(`charts/${fileStem(chart.id)}.csv`, csvLines(chartRows(chart, resolved)))),
    ...tables.map((table) => textFile(`tables/${fileStem(table.id)}.csv`, csvLines(tableRows(table, resolved)))),
  ];
}

const textFile = (name: string, text: string): RenderedFile => ({ name, bytes: new TextEncoder().encode(text) });

/** Every cited source with its evidence, and where the report cites it by number. */
function evidenceOf({ report, bibliography }: ResolvedReport): object {
  return {
    schemaVersion: report.schemaVersion,
    question: report.question,
    created: report.created,
    sources: bibliography.map(({ number, source, evidence }) => ({ number, ...source, evidence })),
    verification: report.verification,
  };
}

/** Long form: one row for each drawn value, in base units, with the evidence behind it. */
function chartRows(chart: Chart, resolved: ResolvedReport): readonly (readonly CsvValue[])[] {
  const header = [chart.xTitle || "category", "series", chart.yTitle || "value", "unit", "citation", "evidence"];
  const rows = chart.categories.flatMap((category, index) =>
    chart.series.map(({ name, points }) => {
      const point = points[index];
      const ids = point?.evidenceIds ?? [];
      return [category, name, point?.value ?? "", chart.unit, marksOf(ids, resolved), ids.join(" ")];
    }),
  );
  return [header, ...rows];
}

/** The table as it is printed, and for each row the evidence behind it. */
function tableRows(table: Table, resolved: ResolvedReport): readonly (readonly CsvValue[])[] {
  const row = (cells: readonly Cell[]): readonly string[] => cells.map((cell) => plain(cell.children));
  const cited = (cells: readonly Cell[]): readonly string[] => cells.flatMap((cell) => evidenceIn(cell.children));
  return [
    [...row(table.header), "citation", "evidence"],
    ...table.rows.map((cells) => {
      const ids = [...new Set(cited(cells))];
      return [...row(cells), marksOf(ids, resolved), ids.join(" ")];
    }),
  ];
}

const plain = (inlines: readonly Inline[]): string => printable(textOf(inlines)).trim();

function evidenceIn(inlines: readonly Inline[]): readonly string[] {
  return inlines.flatMap((inline) =>
    inline.type === "citation" ? inline.evidenceIds : "children" in inline ? evidenceIn(inline.children) : [],
  );
}

function marksOf(ids: readonly string[], resolved: ResolvedReport): string {
  return citationMarks(resolved, ids)
    .map(({ label }) => label)
    .join("");
}
