import { printable } from "../format.ts";

/**
 * HTML that is built only here: whatever is interpolated into an `html` template is escaped at that point, unless it is
 * markup made by another template. A report loaded from JSON cannot contain markup, because the key is a symbol.
 */
const content = Symbol("markup");

/** HTML that may stand in a page as it is. Only `html` and `ownMarkup` make it. */
export interface Markup {
  readonly [content]: string;
}

/** What an `html` template takes: words are escaped, lists are joined without a separator, undefined is nothing. */
export type Interpolated = Markup | string | number | undefined | readonly Interpolated[];

/** Makes markup. Contract: attributes must stand in double quotes; strings are escaped for both text and attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Interpolated[]): Markup {
  const parts = strings.map((string, index) => string + (index < values.length ? escaped(values[index]) : ""));
  return { [content]: parts.join("") };
}

function escaped(value: Interpolated): string {
  if (value === undefined) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  return isList(value) ? value.map(escaped).join("") : value[content];
}

const isList = (value: Markup | readonly Interpolated[]): value is readonly Interpolated[] => Array.isArray(value);

/** Markup that this program made elsewhere: a drawn chart, the style sheet. Never for text of a report. */
export function ownMarkup(text: string): Markup {
  return { [content]: text };
}

/** The HTML text of markup. */
export function htmlText(markup: Markup): string {
  return markup[content];
}

function escapeHtml(text: string): string {
  return printable(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** An id as it may stand in `id`, `href="#…"` and space-separated lists. */
export function anchor(id: string): string {
  return id.replace(/[^\w-]/g, "_");
}
