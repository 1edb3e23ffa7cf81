import { type Finding, type SourceBlock, type SourceTable, shapeOf } from "../../../evidence/index.ts";
import type { StoredSource } from "../../../library/index.ts";
import { picturesOf } from "../figures.ts";
import { type TypedTable, typedTables } from "../typed-tables.ts";

/** What fits one slide beside a row of headers. */
const mostRows = 9;
const mostColumns = 6;
/** Periods and lines that a chart shows. */
const mostPeriods = 60;
const mostLines = 4;
/** Fewer points make no development. */
const leastPeriods = 4;
/** Cells of more are running text in columns. */
const longestCell = 60;

/** A table or picture that may stand on a slide, as findings; higher is better. */
interface Showing {
  readonly findings: readonly Finding[];
  readonly score: number;
}

/** What shows a stretch best: a table that makes a chart, a picture with a caption, a table; nothing where there is none. */
export function bestShowing(stored: StoredSource, blocks: readonly SourceBlock[]): readonly Finding[] {
  const ids = new Set(blocks.map(({ id }) => id));
  const tables = typedTables(stored).filter(({ table }) => ids.has(table.id));
  const showings = [...tables.map((table) => showTable(table, stored)), ...showPictures(stored, ids)];
  const [best] = showings.flatMap((one) => one ?? []).sort((a, b) => b.score - a.score);
  return best?.findings ?? [];
}

function showTable(typed: TypedTable, stored: StoredSource): Showing | undefined {
  const { table } = typed;
  const cells = chartCells(typed);
  const findings = cells.length > 0 ? cells : excerptCells(table);
  // Two columns of words without a name are a layout or a list.
  const isNamed = typed.cells.length > 0 || table.caption !== undefined || (table.rows[0]?.length ?? 0) > 2;
  if (findings.length < 4 || !isNamed) return undefined;
  const kind = cells.length > 0 ? 3 : typed.cells.length > 0 ? 1.5 : 1;
  const score = kind + (table.caption ? 0.5 : 0) + Math.min(0.4, findings.length / 100);
  return {
    score,
    findings: findings.map(({ rowIndex, columnIndex }) => ({
      type: "cell",
      sourceId: stored.source.id,
      tableId: table.id,
      rowIndex,
      columnIndex,
    })),
  };
}

interface Place {
  readonly rowIndex: number;
  readonly columnIndex: number;
}

/** Cells of the measures that a table follows over time; none where it follows nothing. */
function chartCells({ cells }: TypedTable): readonly Place[] {
  const dated = cells.filter(({ quantity }) => quantity.periodEnd !== undefined && quantity.metric !== undefined);
  const ends = [...new Set(dated.map(({ quantity }) => quantity.periodEnd ?? ""))].sort();
  if (ends.length < leastPeriods || dated.length < 0.6 * cells.length) return [];
  const lines = new Map<string, typeof dated>();
  for (const cell of dated) {
    const key = `${cell.quantity.unit}\n${cell.months ?? ""}\n${cell.quantity.entity}\n${cell.quantity.metric}`;
    lines.set(key, [...(lines.get(key) ?? []), cell]);
  }
  const long = [...lines.values()].filter((line) => line.length >= leastPeriods);
  const [unit] = long.map(([first]) => first?.quantity.unit);
  const shown = new Set(ends.slice(-mostPeriods));
  return long
    .filter(([first]) => first?.quantity.unit === unit)
    .slice(0, mostLines)
    .flatMap((line) => line.filter(({ quantity }) => shown.has(quantity.periodEnd ?? "")));
}

/** The first rows and columns that hold something; none of a table of running text. */
function excerptCells(table: SourceTable): readonly Place[] {
  const filled = (text: string | undefined): boolean => (text ?? "").trim() !== "";
  const shape = shapeOf(table);
  // A header among the rows stands above the columns already; a section's name has a label.
  const isHeader = (row: number): boolean => shape.rows[row]?.isHeading === true && shape.rows[row].label === "";
  const width = Math.max(0, ...table.rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => column)
    .filter((column) => table.rows.filter((row) => filled(row[column]?.text)).length > 1)
    .slice(0, mostColumns);
  const places = table.rows
    .flatMap((row, rowIndex) => (row.some(({ text }) => filled(text)) && !isHeader(rowIndex) ? [rowIndex] : []))
    .slice(0, mostRows)
    .flatMap((rowIndex) => columns.map((columnIndex) => ({ rowIndex, columnIndex })))
    .filter(({ rowIndex, columnIndex }) => filled(table.rows[rowIndex]?.[columnIndex]?.text));
  const long = places.filter((at) => (table.rows[at.rowIndex]?.[at.columnIndex]?.text.length ?? 0) > longestCell);
  const rows = new Set(places.map(({ rowIndex }) => rowIndex));
  return columns.length < 2 || rows.size < 2 || long.length > 0.2 * places.length ? [] : places;
}

/** A picture smaller than this is an ornament on a slide. */
const leastSide = 150;

function showPictures({ source, parsed }: StoredSource, ids: ReadonlySet<string>): readonly Showing[] {
  const assets = new Map(parsed.assets.map((asset) => [asset.id, asset]));
  return picturesOf({ source, parsed }).flatMap(({ figure, caption, words }) => {
    const asset = assets.get(figure.assetId ?? "");
    const reading = [caption, words].filter(Boolean).join("\n").trim();
    if (!ids.has(figure.id) || !asset || Math.min(asset.width, asset.height) < leastSide || reading === "") return [];
    const drawn = figure.kind === "chart" || figure.kind === "diagram";
    const score = (figure.caption ? 2.2 : 1.2) + (drawn ? 0.5 : 0);
    return [{ score, findings: [{ type: "region" as const, sourceId: source.id, figureId: figure.id, reading }] }];
  });
}
