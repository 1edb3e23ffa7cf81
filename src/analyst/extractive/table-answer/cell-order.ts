import { findDates, parseCellNumber } from "../../../evidence/index.ts";

/** How the cells of a column are compared. */
export type CellKind = "number" | "rank" | "duration" | "date" | "text";

/** What a cell is compared by: smaller comes first. Units: base number, seconds, inches for feet, `yyyymmdd` for dates. */
export interface CellOrder {
  readonly kind: Exclude<CellKind, "text">;
  readonly value: number;
}

const maxLength = 60;
const rank = /^(?:T-?|=)?\s?(\d{1,3})(?:st|nd|rd|th)\b/iu;
const clock = /^\+?(?:(\d+):)?(\d{1,3}):(\d\d)(?:[.:](\d+))?/u;
const hours = /^(?:(\d+)\s?h(?:ours?)?\s?)?(\d{1,3})\s?(?:'|′|min)\s?(\d{1,2}(?:\.\d+)?)\s?(?:"|''|″|s)/u;
const feet = /^([3-8])\s?(?:'|′|ft\.?)\s?(?:(\d|1[01])\s?(?:"|″|in\b))?$/u;
const yearSpan = /^((?:1[5-9]|20)\d\d)\s?[-–—/]\s?(?:\d{2,4}|present)?\b/iu;
const leading = /^(?:#|No\.?\s)?\s?([-−+]?\d[\d,]*(?:\.\d+)?)(?=\s|$|[\p{L}(*†‡\]%[])/u;

/**
 * Reads what a cell can be ordered by: a number, the place in a ranking, a time taken, a date.
 *
 * Contract: undefined for text, scores and cells with several numbers; a span of years counts as its first.
 */
export function orderOf(text: string): CellOrder | undefined {
  const clean = text.trim();
  if (!/\p{Nd}/u.test(clean) || clean.length > maxLength) return undefined;
  const placed = rank.exec(clean);
  if (placed) return { kind: "rank", value: Number(placed[1]) };
  const inches = feet.exec(clean);
  if (inches) return { kind: "number", value: Number(inches[1]) * 12 + Number(inches[2] ?? 0) };
  return durationOf(clean) ?? dateOf(clean) ?? numberOf(clean);
}

function durationOf(text: string): CellOrder | undefined {
  const [, first, minutes, seconds, rest] = clock.exec(text) ?? [];
  if (minutes !== undefined) return { kind: "duration", value: seconds60(first, minutes, `${seconds}.${rest ?? "0"}`) };
  const [, hour, minute, second] = hours.exec(text) ?? [];
  return minute === undefined ? undefined : { kind: "duration", value: seconds60(hour, minute, second ?? "0") };
}

const seconds60 = (hour: string | undefined, minute: string, second: string): number =>
  Number(hour ?? 0) * 3600 + Number(minute) * 60 + Number(second);

function dateOf(text: string): CellOrder | undefined {
  const span = yearSpan.exec(text);
  if (span) return { kind: "date", value: Number(span[1]) * 10_000 };
  if (/^(?:1[5-9]|20)\d\d$/u.test(text)) return { kind: "date", value: Number(text) * 10_000 };
  const [date] = findDates(text);
  if (!date || date.start > 12 || date.precision === "decade") return undefined;
  if (date.precision === "year" && date.text.length < text.length) return undefined;
  const [year = 0, month = 0, day = 0] = (date.precision === "month-day" ? `0${date.iso.slice(1)}` : date.iso)
    .split("-")
    .map((part) => Number(part) || 0);
  return { kind: "date", value: year * 10_000 + month * 100 + day };
}

function numberOf(text: string): CellOrder | undefined {
  const number = parseCellNumber(text)?.value;
  if (number !== undefined) return { kind: "number", value: number };
  const start = leading.exec(text)?.[1];
  return start === undefined ? undefined : { kind: "number", value: Number(start.replace(/,/g, "").replace("−", "-")) };
}
