import { parseCellNumber } from "../../evidence/index.ts";
import type { Brief } from "../analyst.ts";
import type { Datum } from "./datum.ts";
import { endOf } from "./periods.ts";
import { fill, type Phrases, phrasesFor } from "./phrases/index.ts";

/** How numbers and periods are printed in one language. */
export interface Printer {
  /** BCP 47 tag. */
  readonly language: string;
  readonly phrases: Phrases;
}

/** Numbers and periods in the report's language. */
export function printerFor({ language }: Pick<Brief, "language">): Printer {
  return { language, phrases: phrasesFor(language) };
}

const signs: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹" };

/** Latin digits everywhere: readers and checks compare them with the source. */
function numberFormat(language: string, decimals: number): Intl.NumberFormat {
  const locale = language.startsWith("ar") ? "ar-u-nu-latn" : language;
  return new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A number in its source's scale: `$82,959 million`, `82.959 Mio. USD`, `15.8%`. */
export function amountOf(datum: Pick<Datum, "value" | "unit" | "printed">, printer: Printer): string {
  return formatAmount(datum.value, formOf(datum), printer);
}

/** The form in which the source prints a number, for amounts computed from it. */
export function formOf({ value, unit, printed }: Pick<Datum, "value" | "unit" | "printed">): AmountForm {
  const cell = parseCellNumber(printed);
  const exponent = cell && cell.value !== 0 ? Math.round(Math.log10(Math.abs(value / cell.value))) : 0;
  return { unit, exponent, decimals: decimalsOf(printed) };
}

/** Decimals printed after the last point or comma that does not group thousands. */
export function decimalsOf(printed: string): number {
  // Nothing is grouped after a lone zero: 0.158 has three decimals, 1.158 may be a thousand and more.
  const [, afterZero, others] = /(?<![\d.,])0[.,](\d+)(?=\D*$)|[.,](\d{1,2}|\d{4,})(?!\d)(?=\D*$)/u.exec(printed) ?? [];
  return (afterZero ?? others)?.length ?? 0;
}

/** How an amount is printed: unit, power of ten that the scale word stands for, decimals. */
export interface AmountForm {
  readonly unit: string;
  readonly exponent: number;
  readonly decimals: number;
}

/** A value in base units as the language prints it: `$82,959 million`, `82.959 Mio. USD`; a minus is U+2212. */
export function formatAmount(value: number, form: AmountForm, printer: Printer): string {
  const { unit, exponent, decimals } = form;
  const scale = exponent > 0 ? printer.phrases.scales[exponent] : "";
  const divisor = exponent > 0 && scale ? 10 ** exponent : 1;
  const digits = numberFormat(printer.language, decimals).format(Math.abs(value) / divisor);
  const minus = value < 0 ? "−" : "";
  const [currency = "", ...rest] = unit.split(" ");
  const english = printer.language.startsWith("en");
  const tight = printer.language.startsWith("zh");
  if (unit === "%") return `${minus}${digits}${english || tight ? "%" : "\u00a0%"}`;
  const scaled = scale ? `${digits}${tight ? "" : " "}${scale}` : digits;
  const sign = english ? signs[currency] : undefined;
  if (sign) return [`${minus}${sign}${scaled}`, ...rest].join(" ");
  return unit === "" ? `${minus}${scaled}` : `${minus}${scaled} ${unit}`;
}

/** `1.4%`: a relative change without its sign. */
export function percentOf(share: number, printer: Printer): string {
  return formatAmount(Math.abs(share) * 100, { unit: "%", exponent: 0, decimals: 1 }, printer);
}

/** `1.7`: a ratio with one decimal, two below 2 where one would round the difference away. */
export function ratioText(ratio: number, printer: Printer): string {
  return numberFormat(printer.language, ratio < 1.1 ? 2 : 1).format(ratio);
}

/** A day in words of the language; a year or month as precise as it is known. */
export function dateText(iso: string, printer: Printer): string {
  const [year = "", month, day] = iso.split("-");
  if (!month) return year;
  const date = new Date(`${endOf(iso)}T00:00:00Z`);
  const locale = printer.language.startsWith("ar") ? "ar-u-nu-latn" : printer.language;
  const isDotted = day !== undefined && /^(?:de|da|nb|no|fi|cs|sk|hr|hu|sl|et|lv|is)\b/u.test(printer.language);
  const options: Intl.DateTimeFormatOptions = {
    year: "numeric",
    // "25. Juni" ends a sentence for readers of sentences; "25.06." does not.
    month: isDotted ? "2-digit" : "long",
    timeZone: "UTC",
    ...(day && { day: isDotted ? "2-digit" : "numeric" }),
  };
  return new Intl.DateTimeFormat(locale === "en" ? "en-US" : locale, options).format(date);
}

/** "in the three months ended July 1, 2023", "as of July 1, 2023". */
export function periodText(datum: Pick<Datum, "end" | "months">, printer: Printer): string {
  const { phrases } = printer;
  const date = dateText(datum.end, printer);
  if (!datum.end.includes("-")) return fill(phrases.year, { date });
  const counted = printer.language.startsWith("en") ? `${datum.months} months` : undefined;
  const months = datum.months ? (phrases.monthNames[datum.months] ?? counted) : undefined;
  return months ? fill(phrases.span, { months, date }) : fill(phrases.moment, { date });
}
