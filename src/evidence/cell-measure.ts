import type { CellNumber } from "./cell-number.ts";
import type { At, Measure, TableReading } from "./table-reading.ts";
import { readLabelUnit } from "./table-scale.ts";
import type { RowShape } from "./table-shape.ts";
import { isMoney } from "./units.ts";

const perShare = /\bper[- ](?:\p{L}+[- ])?(?:share|unit)\b|\bje aktie\b|\bpar action\b/iu;
const shareCount =
  /\bshares?\s+(?:used|outstanding|issued|repurchased|purchased|vested|granted)|\bnumber of shares|^shares\b|\bshares\s*$|weighted[- ]average\s+(?:\p{L}+\s+)?shares|\bcommon shares\b/iu;

/**
 * The unit and scale of a number: what the cell prints, else what its row says, else its column, else the table.
 */
export function measureOf(reading: TableReading, cell: { row: RowShape; at: At; number: CellNumber }): Measure {
  const { said, shape, table } = reading;
  const { row, at, number } = cell;
  const right = table.rows[at.rowIndex]?.[at.columnIndex + 1]?.text.trim() ?? "";
  if (number.unit === "%" || /^\)?\s?%$/.test(right)) return { unit: "%", scale: 1 };
  if (number.scaled || (number.unit !== "" && !isMoney(number.unit))) {
    const unit = number.unit === "" ? reading.tableCurrency : number.unit;
    return { unit, scale: 1 };
  }
  const columnLabel = (shape.columnPaths[at.columnIndex] ?? []).join(" ");
  const rowUnit = readLabelUnit(row.label) ?? row.sections.map(readLabelUnit).find((unit) => unit?.unit === "%");
  const columnUnit = readLabelUnit(columnLabel);
  const special = specialMeasure(reading, { row, number, column: columnLabel, labelled: rowUnit ?? columnUnit });
  if (special) return special;
  const labelled = rowUnit ?? columnUnit;
  if (labelled && (labelled.unit !== "" || labelled.scale !== 1)) {
    const counted = /^(?:number|count) of\b/iu.test(columnLabel) || /^(?:number|count) of\b/iu.test(row.label);
    return labelledMeasure(reading, labelled, counted ? "" : number.unit || reading.tableCurrency);
  }
  const money = number.unit || (reading.currencies[at.columnIndex] ?? "") || (said.said ? reading.tableCurrency : "");
  if (money === "" && said.unit === "" && !said.said && reading.captionUnit) return reading.captionUnit;
  return { unit: money || said.unit, scale: said.unit === "%" ? 1 : said.scale };
}

const percentage = /\b(?:percentage|percent|effective tax rate|growth rate|margin rate)\b|(?<!\d\s?)%/iu;

/** Rows that a table of money excepts: percentages, counts of shares, earnings per share, employees. */
function specialMeasure(
  reading: TableReading,
  cell: { row: RowShape; number: CellNumber; column: string; labelled: Measure | undefined },
): Measure | undefined {
  const { said, tableCurrency } = reading;
  const { label } = cell.row;
  const section = cell.row.sections.at(-1) ?? "";
  const isCount = !isMoney(cell.number.unit);
  if (isCount && percentage.test(label)) return { unit: "%", scale: 1 };
  const shares = shareCount.test(label) || shareCount.test(section) || shareCount.test(cell.column);
  if (isCount && shares && !/^(?:average )?price/iu.test(cell.column)) {
    const scale = cell.labelled !== undefined && cell.labelled.scale !== 1 ? cell.labelled.scale : said.scale;
    return { unit: "shares", scale: said.sharesScale ?? scale };
  }
  if ([label, section, cell.column].some((text) => perShare.test(text))) {
    const named = cell.labelled !== undefined && isMoney(cell.labelled.unit) ? cell.labelled.unit.slice(0, 3) : "";
    const currency = cell.number.unit || named || tableCurrency;
    return { unit: currency === "" ? "per share" : `${currency} per share`, scale: 1 };
  }
  if (isCount && percentage.test(section)) return { unit: "%", scale: 1 };
  const own = `${section} ${label}`.toLowerCase();
  return isCount && said.exceptions.some((word) => own.includes(word)) ? { unit: "", scale: 1 } : undefined;
}

function labelledMeasure(reading: TableReading, labelled: Measure, currency: string): Measure {
  const unit = labelled.unit || (labelled.scale !== 1 ? currency : "");
  const scale = labelled.scale !== 1 ? labelled.scale : isMoney(labelled.unit) ? reading.said.scale : 1;
  return { unit, scale };
}
