import type { Quantity } from "../report/index.ts";
import { type CellNumber, parseCellNumber } from "./cell-number.ts";
import type { SourceTable } from "./parsed-source.ts";
import { type Period, parsePeriod } from "./period.ts";
import { pathSeparator } from "./sections.ts";
import { readLabelUnit, readTableScale, type TableScale } from "./table-scale.ts";
import { type RowShape, shapeOf, type TableShape } from "./table-shape.ts";
import { currencyBefore, isMoney } from "./units.ts";

/** What is known about a table from its surroundings. */
export interface TableContext {
  readonly sourceTitle: string;
  /** Whom the source is about, if it is about one: `Apple Inc.` */
  readonly entity?: string;
  readonly language?: string;
  /** Text around the table that may say its scale or period: "(In millions, except per share amounts)". */
  readonly before?: string;
}

/** A body cell that holds a number, with its meaning. */
export interface TypedCell {
  /** Counts from 0 in `table.rows`. */
  readonly rowIndex: number;
  readonly columnIndex: number;
  /** Literally as it stands in the cell. */
  readonly text: string;
  /** Row header with the section rows above: `Net sales: › Products`. */
  readonly row: string;
  /** Column header rows joined: `Three Months Ended › July 1, 2023`. */
  readonly column: string;
  readonly quantity: Quantity;
  /** The value of one step of the last printed digit, in base units. */
  readonly step: number;
  /** Length of the period in months; 0 for a moment; absent when unknown. */
  readonly months?: number;
}

/**
 * Types each number of a table: value in base units, unit, metric, entity and period.
 *
 * Contract: every cell with one number is in the answer, in reading order; cells that name or date rows, blanks and
 * dashes are not. Works with periods in columns or rows and for entity × attribute tables; a unit printed in the cell
 * wins over its row, the row over its column, the column over the table.
 */
export function typedCells(table: SourceTable, context: TableContext): readonly TypedCell[] {
  const shape = shapeOf(table, context.language);
  const reader = tableReader(table, shape, context);
  return table.rows.flatMap((row, rowIndex) => {
    const rowShape = shape.rows[rowIndex];
    if (!rowShape || rowShape.isHeading) return [];
    return row.flatMap((_cell, columnIndex) => reader(rowShape, { rowIndex, columnIndex }) ?? []);
  });
}

/** Row and column header text of any body cell, numeric or not. */
export function cellHeaders(
  table: SourceTable,
  at: { readonly rowIndex: number; readonly columnIndex: number },
  shape: TableShape = shapeOf(table),
): { readonly row: string; readonly column: string } {
  const rowShape = shape.rows[at.rowIndex];
  const label = rowShape ? [...rowShape.sections, rowLabel(table, shape, at.rowIndex)] : [];
  return {
    row: label.filter((part) => part !== "").join(pathSeparator),
    column: (shape.columnPaths[at.columnIndex] ?? []).join(pathSeparator),
  };
}

type At = { readonly rowIndex: number; readonly columnIndex: number };

interface TableReading {
  readonly table: SourceTable;
  readonly shape: TableShape;
  readonly context: TableContext;
  readonly said: TableScale;
  readonly currencies: readonly string[];
  readonly tableCurrency: string;
  readonly periods: readonly (Period | undefined)[];
  readonly captionPeriod: Period | undefined;
  /** The unit that the caption gives in brackets: "Net generation by source (GWh)". */
  readonly captionUnit: Measure | undefined;
  /** Thousands are grouped, so that a bare "2024" is a year. */
  readonly grouped: boolean;
}

function tableReader(
  table: SourceTable,
  shape: TableShape,
  context: TableContext,
): (row: RowShape, at: At) => TypedCell | undefined {
  const surroundings = [
    table.caption,
    table.notes,
    ...shape.titles,
    ...(shape.columnPaths[Math.max(0, shape.labelColumn)] ?? []),
    context.before,
  ];
  const said = readTableScale(surroundings.filter(Boolean).join(" \n "));
  const currencies = shape.columnPaths.map((_path, column) => columnCurrency(table, column));
  const reading: TableReading = {
    table,
    shape,
    context,
    said,
    currencies,
    tableCurrency: isMoney(said.unit) ? said.unit : (currencies.find((unit) => unit !== "") ?? ""),
    periods: shape.columnPaths.map((path) => parsePeriod(path.join(pathSeparator), context.language)),
    grouped: table.rows.some((row) => row.some((cell) => /^\D{0,4}\d{1,3}(?:,\d{3})+\D{0,3}$/.test(cell.text))),
    captionPeriod: parsePeriod(table.caption ?? "", context.language),
    captionUnit: readLabelUnit(table.caption ?? ""),
  };
  return (row, at) => typeCell(reading, row, at);
}

function typeCell(reading: TableReading, row: RowShape, at: At): TypedCell | undefined {
  const { table, shape, context } = reading;
  if (at.columnIndex === shape.labelColumn || at.columnIndex === shape.periodColumn) return undefined;
  const text = (table.rows[at.rowIndex]?.[at.columnIndex]?.text ?? "").trim();
  const number = parseCellNumber(text, context.language ? { language: context.language } : {});
  if (!number || (reading.grouped && /^(?:19|20)\d\d$/.test(text))) return undefined;
  const headers = cellHeaders(table, at, shape);
  const measure = measureOf(reading, { row, at, number });
  const meaning = meaningOf(reading, row, at);
  const { months, ...named } = meaning;
  return {
    rowIndex: at.rowIndex,
    columnIndex: at.columnIndex,
    text,
    ...headers,
    quantity: { value: dusted(number.value * measure.scale), unit: measure.unit, ...named },
    step: dusted(number.step * measure.scale),
    ...(months !== undefined && { months }),
  };
}

const dusted = (value: number): number => Number(value.toPrecision(15));

/** The currency printed in a column's cells or in the cells left of them. */
function columnCurrency(table: SourceTable, column: number): string {
  for (const row of table.rows) {
    const text = row[column]?.text.trim() ?? "";
    const left = row[column - 1]?.text.trim() ?? "";
    const inCell = /\p{Sc}|^[A-Z]{3}\s?[\d(]/u.test(text) ? (parseCellNumber(text)?.unit ?? "") : "";
    if (isMoney(inCell)) return inCell;
    if (/^(?:[A-Z]{1,3})?\p{Sc}$/u.test(left)) return currencyBefore(left)?.unit ?? "";
  }
  return "";
}

interface Measure {
  readonly unit: string;
  readonly scale: number;
}

const perShare = /\bper[- ](?:\p{L}+[- ])?(?:share|unit)\b|\bje aktie\b|\bpar action\b/iu;
const shareCount =
  /\bshares?\s+(?:used|outstanding|issued|repurchased|purchased|vested|granted)|\bnumber of shares|^shares\b|\bshares\s*$|weighted[- ]average\s+(?:\p{L}+\s+)?shares|\bcommon shares\b/iu;

function measureOf(reading: TableReading, cell: { row: RowShape; at: At; number: CellNumber }): Measure {
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

const entityHeaders =
  /\b(?:country|countries|nation|team|club|company|companies|city|cities|state|province|county|region|name|player|athlete|driver|rider|candidate|party|district|municipality|university|school|airline|bank|brand|model|manufacturer|organi[sz]ation|land|stadt|verein|unternehmen|pays|ville|país|ciudad)\b|国家|城市|公司|地区/iu;

type Meaning = Pick<Quantity, "metric" | "entity" | "period" | "periodEnd"> & { readonly months?: number };

function meaningOf(reading: TableReading, row: RowShape, at: At): Meaning {
  const { shape, context } = reading;
  const rowPath = metricOf([...row.sections, row.label]);
  const header = metricOf(shape.columnPaths[at.columnIndex] ?? []);
  const columnPeriod = reading.periods[at.columnIndex];
  const entityRows = shape.labelColumn >= 0 && namesEntities(reading);
  const rowPeriod = rowPeriodOf(reading, at.rowIndex);
  if (columnPeriod) {
    const rest = metricOf([columnPeriod.rest]);
    if (entityRows) return named(rest || captionMetric(reading), { entity: rowPath, period: columnPeriod });
    return named([rowPath, rest].filter((part) => part !== "").join(pathSeparator), {
      entity: entityOf(reading),
      period: columnPeriod,
    });
  }
  if (rowPeriod) return named(header, { entity: rowPath || context.entity, period: rowPeriod });
  // A table of a company's own report lists items, not rival entities, unless its header says otherwise.
  if (!entityRows && (context.entity !== undefined || reading.periods.some((period) => period !== undefined))) {
    const metric = [rowPath, header].filter((part) => part !== "").join(pathSeparator);
    return named(metric, { entity: entityOf(reading), period: reading.captionPeriod });
  }
  return named(header || captionMetric(reading), { entity: rowPath || context.entity, period: reading.captionPeriod });
}

/** Whom the table is about: the source's entity, unless the caption says it shows what another one disclosed. */
function entityOf(reading: TableReading): string | undefined {
  const other =
    /\b(?:of|for|by) (\p{Lu}[\p{L}\p{N}&.-]+(?: \p{Lu}[\p{L}\p{N}&.-]+)*),? as (?:disclosed|reported|published)/u;
  return other.exec(reading.table.caption ?? "")?.[1] ?? reading.context.entity;
}

function named(metric: string, rest: { entity?: string | undefined; period?: Period | undefined }): Meaning {
  return {
    ...(metric !== "" && { metric }),
    ...(rest.entity && { entity: rest.entity }),
    ...(rest.period && { period: rest.period.period, periodEnd: rest.period.periodEnd }),
    ...(rest.period?.months !== undefined && { months: rest.period.months }),
  };
}

/** Labels joined to a metric: no trailing colons, no "(unaudited)", no scale or unit in brackets. */
function metricOf(labels: readonly string[]): string {
  return labels
    .map((label) =>
      withoutUnit(label)
        .replace(/\s*\((?:unaudited|audited|in [^)]*|[^)]*\b(?:millions|thousands|billions)\b[^)]*)\)/giu, "")
        .replace(/\b(?:un)?audited\b|[®™]/giu, "")
        .replace(/\s*:\s*$/u, "")
        .trim(),
    )
    .filter((label) => label !== "")
    .join(pathSeparator);
}

/** "Area (km²)" is the area; the unit is told apart. */
function withoutUnit(label: string): string {
  const bare = label.replace(/\s*[([][^()[\]]{1,18}[)\]]\s*$/u, "");
  return bare !== "" && bare !== label && (readLabelUnit(label)?.unit ?? "") !== "" ? bare : label;
}

function namesEntities(reading: TableReading): boolean {
  return entityHeaders.test(reading.shape.columnPaths[reading.shape.labelColumn]?.join(" ") ?? "");
}

function captionMetric(reading: TableReading): string {
  return metricOf([reading.table.caption ?? ""]).slice(0, 120);
}

function rowPeriodOf(reading: TableReading, rowIndex: number): Period | undefined {
  const { shape, table, context } = reading;
  if (shape.periodColumn < 0) return undefined;
  const text = table.rows[rowIndex]?.[shape.periodColumn]?.text.trim() ?? "";
  if (/^\d{4}$/.test(text)) return { period: text, periodEnd: text, months: 12, rest: "" };
  return parsePeriod(text, context.language);
}

function rowLabel(table: SourceTable, shape: TableShape, rowIndex: number): string {
  const label = shape.rows[rowIndex]?.label ?? "";
  if (label !== "" && shape.periodColumn < 0) return label;
  const period = shape.periodColumn < 0 ? "" : (table.rows[rowIndex]?.[shape.periodColumn]?.text.trim() ?? "");
  return [label, period].filter((part) => part !== "").join(", ");
}
