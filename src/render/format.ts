import { type Chart, type Evidence, isRightToLeft, type Locator, localeOf, type Source } from "../report/index.ts";
import type { Labels } from "../report/labels.ts";
import { safeLink } from "../report/safe-link.ts";

export { printable } from "../report/index.ts";
export { isRightToLeft, localeOf, safeLink };

/**
 * How numbers and dates are printed. Every format asks here, so that a chart says the same in HTML, DOCX and PPTX.
 */

/** How the values of one chart are printed: divided by what, with how many decimals, and what the axis says. */
export interface ValueScale {
  /** Printed value = value ÷ divisor. */
  readonly divisor: number;
  /** `billions`, in the report's language; empty when nothing is divided. */
  readonly word: string;
  readonly decimals: number;
  /** Decimals that show every value whole, so that a column's points stand below each other; 0 where that takes many. */
  readonly exactDecimals?: number;
  /** `USD, billions`, `%`, `GWh`, or empty. */
  readonly unit: string;
}

const maxDecimals = 6;

/**
 * Chooses the scale of a set of values.
 *
 * Contract: pure; the largest scale word that the largest value reaches, the thousands only from 100,000 on, because
 * `1,500` reads better than `1.5 thousands`; percentages are never scaled; three significant digits where rounding
 * would lose them, and no decimal that all values do without.
 */
export function scaleFor(values: readonly number[], unit: string, labels: Pick<Labels, "scales">): ValueScale {
  const finite = values.filter(Number.isFinite).map(Math.abs);
  const largest = Math.max(0, ...finite);
  const scales = unit === "%" ? [] : labels.scales;
  const reached = scales.filter(({ divisor }) => largest >= (divisor < 1e6 ? Math.max(1e5, divisor) : divisor));
  const scale = reached.reduce((best, next) => (next.divisor > best.divisor ? next : best), { divisor: 1, name: "" });
  return {
    divisor: scale.divisor,
    word: scale.name,
    decimals: decimalsFor(finite.map((value) => value / scale.divisor)),
    exactDecimals: exactDecimalsFor(finite.map((value) => value / scale.divisor)),
    unit: [unit, scale.name].filter((part) => part !== "").join(", "),
  };
}

/** The scale in which a chart's values are printed; all series share it, so that they can be compared. */
export function chartScale(chart: Chart, labels: Pick<Labels, "scales">): ValueScale {
  const values = chart.series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  return scaleFor(values, chart.unit, labels);
}

/**
 * Three digits, two for values below a tenth of the largest; a tiny value must not give the large ones a long tail. Two
 * digits of the distance between the values in any case, so that 101.2 and 101.9 do not both become 101 and 102.
 */
function decimalsFor(values: readonly number[]): number {
  const largest = Math.max(0, ...values);
  const limit = largest >= 100 ? 1 : largest >= 1 ? 2 : maxDecimals;
  const spread = largest - Math.min(largest, ...values);
  const apart = spread * 10 < largest ? digitsAfterPoint(spread, 2) : 0;
  const needed = values.map((value) => {
    const own = digitsAfterPoint(value, value * 10 >= largest ? 3 : 2);
    return Math.min(decimalsOf(value), Math.max(Math.min(limit, own), apart));
  });
  return Math.min(maxDecimals, Math.max(0, ...needed));
}

const mostPadded = 3;

function exactDecimalsFor(values: readonly number[]): number {
  const needed = Math.max(0, ...values.map(decimalsOf));
  return needed > mostPadded ? 0 : needed;
}

/** Decimals that show so many digits of a value: 1 for 24.9 with three. */
function digitsAfterPoint(value: number, digits: number): number {
  return value === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(value)));
}

/** Decimals that a number has, floating-point noise aside: 0 for 12, 3 for 89.498. */
function decimalsOf(value: number): number {
  const text = Number(value.toPrecision(12)).toFixed(maxDecimals).replace(/0+$/, "");
  return text.length - text.indexOf(".") - 1;
}

/** `Total net sales (USD, billions)`. */
export function axisTitle(title: string, scale: ValueScale): string {
  return scale.unit === "" ? title : title === "" ? scale.unit : `${title} (${scale.unit})`;
}

/** A value as it stands beside its mark: `89.5` on an axis of billions, `45.2%`. */
export function formatValue(value: number, scale: ValueScale, language: string): string {
  return withUnit(numberFormat(language, scale.decimals, scale.decimals).format(scaled(value, scale)), scale);
}

/** The same value without rounding, for data tables: `89.498`, and `22.140` beside it. */
export function formatExact(value: number, scale: ValueScale, language: string): string {
  return withUnit(numberFormat(language, scale.exactDecimals ?? 0, maxDecimals).format(scaled(value, scale)), scale);
}

/** The number format of the values in a native chart of an office file: `#,##0.0`. */
export function officeNumberFormat(scale: Pick<ValueScale, "decimals" | "unit">): string {
  const decimals = scale.decimals > 0 ? `.${"0".repeat(scale.decimals)}` : "";
  return `#,##0${decimals}${scale.unit === "%" ? '"%"' : ""}`;
}

// Twelve digits are more than any source prints; beyond them stands only the noise of the division.
const scaled = (value: number, scale: ValueScale): number => Number((value / scale.divisor).toPrecision(12));
const withUnit = (text: string, scale: ValueScale): string => (scale.unit === "%" ? `${text}%` : text);

function numberFormat(language: string, minimumFractionDigits: number, maximumFractionDigits: number) {
  // Latin digits in every language: a reader compares them with the digits of the evidence.
  return new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits,
    maximumFractionDigits,
    numberingSystem: "latn",
  });
}

/**
 * What a cell means in base units: `89,498,000,000 USD` for `89,498` under "in millions".
 *
 * Contract: empty where nothing was typed, and where it would only repeat what stands in the cell (`2016`, `$5`, `5%`).
 */
export function formatMeaning(evidence: Evidence, language: string): string {
  const { content } = evidence;
  const [quantity] = content.type === "cell" ? (evidence.quantities ?? []) : [];
  if (!quantity || content.type !== "cell") return "";
  const value = numberFormat(language, 0, maxDecimals).format(quantity.value);
  if (digitsOf(value) === digitsOf(content.value) && namesUnit(content.value, quantity.unit)) return "";
  return quantity.unit === "%" ? `${value}%` : `${value} ${quantity.unit}`.trimEnd();
}

const digitsOf = (text: string): string => text.replace(/\P{Nd}/gu, "");

/** Whether a text says its unit by name or, for a currency, by its sign. */
function namesUnit(text: string, unit: string): boolean {
  return text.includes(unit) || (/^[A-Z]{3}$/.test(unit) && /\p{Sc}/u.test(text));
}

/** A path of headings or header cells for reading: a level that ends in punctuation needs no sign after it. */
export function formatPath(path: string): string {
  return path.replace(/([,:;])\s*›\s*/gu, "$1 ").trim();
}

/** `20 November 2026` in the report's language; an ISO date as precise as given; anything else unchanged. */
export function formatDate(iso: string, language: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(iso) ?? [];
  if (year === undefined) return iso;
  if (month === undefined) return year;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? "1")));
  // A month or day that no calendar has would otherwise move on into the next.
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day ?? "1")) return iso;
  return new Intl.DateTimeFormat(localeOf(language), {
    year: "numeric",
    month: "long",
    ...(day === undefined ? {} : { day: "numeric" as const }),
    timeZone: "UTC",
    numberingSystem: "latn",
    calendar: "gregory",
  }).format(date);
}

/** Where in its source evidence stands, with the innermost heading: `page 4, Statements of operations`. */
export function formatLocator(locator: Locator, labels: Pick<Labels, "page">): string {
  const page = locator.page === undefined ? "" : `${labels.page} ${locator.page}`;
  const heading = locator.section?.split(" › ").at(-1)?.trim() ?? "";
  return [page, heading, locator.time ?? ""].filter((part) => part !== "").join(", ");
}

/** The address of a source that may be opened, if it has one with a harmless scheme. */
export function sourceLink(source: Source): string | undefined {
  return source.url === undefined ? undefined : safeLink(source.url);
}

/** What a bibliography tells of a source beside its title, as plain text; its address only where none may be opened. */
export function sourceFacts(
  source: Source,
  { labels, report }: { readonly labels: Labels; readonly report: { readonly language: string } },
): readonly string[] {
  return [
    source.authors.join("; "),
    source.site ?? "",
    source.published ? `${labels.published} ${formatDate(source.published, report.language)}` : "",
    source.path === undefined ? "" : `${labels.file}: ${source.path}`,
    source.url !== undefined && sourceLink(source) === undefined ? source.url : "",
    `${labels.accessed} ${formatDate(source.fetched, report.language)}`,
    source.licence ? `${labels.licence}: ${source.licence}` : "",
  ].filter((fact) => fact !== "");
}
