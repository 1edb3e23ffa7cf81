import type { PageContent, Rect } from "../layout/item.ts";
import { type AddedText, tick } from "./added-words.ts";

/** The fields of a pdf.js annotation that are read; its own types leave them open. */
interface Annotation {
  readonly subtype?: unknown;
  readonly rect?: unknown;
  readonly url?: unknown;
  readonly hidden?: unknown;
  readonly password?: unknown;
  readonly fieldType?: unknown;
  readonly fieldValue?: unknown;
  readonly exportValue?: unknown;
  readonly buttonValue?: unknown;
  readonly contentsObj?: { readonly str?: unknown };
}

/** Web links, and what was filled in or typed onto the page. Hidden fields and passwords are left out. */
export function annotationsOf(
  annotations: readonly Annotation[],
  toPage: (rect: readonly number[]) => Rect,
): { readonly links: PageContent["links"]; readonly added: readonly AddedText[] } {
  const placed = annotations.flatMap((annotation) => {
    const { rect, hidden } = annotation;
    return Array.isArray(rect) && rect.length === 4 && hidden !== true
      ? [{ annotation, rect: toPage(rect.map(Number)) }]
      : [];
  });
  return {
    links: placed.flatMap(({ annotation: { subtype, url }, rect }) =>
      subtype === "Link" && typeof url === "string" ? [{ ...rect, url }] : [],
    ),
    added: placed.flatMap(({ annotation, rect }) => {
      const text = textOf(annotation);
      return text === "" ? [] : [{ ...rect, text }];
    }),
  };
}

function textOf({
  subtype,
  fieldType,
  fieldValue,
  exportValue,
  buttonValue,
  contentsObj,
  password,
}: Annotation): string {
  if (subtype === "FreeText") return typeof contentsObj?.str === "string" ? contentsObj.str : "";
  if (subtype !== "Widget" || password === true) return "";
  if (fieldType === "Btn") {
    const own = exportValue ?? buttonValue;
    return typeof fieldValue === "string" && fieldValue !== "Off" && fieldValue === own ? tick : "";
  }
  if (fieldType !== "Tx" && fieldType !== "Ch") return "";
  const values: readonly unknown[] = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values.filter((value) => typeof value === "string").join(", ");
}
