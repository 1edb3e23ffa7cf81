import type { Quantity } from "../report/index.ts";
import { type Period, parsePeriod } from "./period.ts";
import { pathSeparator } from "./sections.ts";
import type { At, TableReading } from "./table-reading.ts";
import { readLabelUnit } from "./table-scale.ts";
import type { RowShape } from "./table-shape.ts";

const entityHeaders =
  /\b(?:country|countries|nation|team|club|company|companies|city|cities|state|province|county|region|name|player|athlete|driver|rider|candidate|party|district|municipality|university|school|airline|bank|brand|model|manufacturer|organi[sz]ation|land|stadt|verein|unternehmen|pays|ville|país|ciudad)\b|国家|城市|公司|地区/iu;

/** What a number is of: the words it is filed under, and its period. */
type Meaning = Pick<Quantity, "metric" | "entity" | "period" | "periodEnd"> & { readonly months?: number };

/**
 * What a cell's number says of whom and when. Works with periods in columns or rows and for entity × attribute tables.
 */
export function meaningOf(reading: TableReading, row: RowShape, at: At): Meaning {
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
