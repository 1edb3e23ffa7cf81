import { primaryOf } from "./locale.ts";

/** The quotation marks of a language, with the space that French sets inside them. */
export interface QuotationMarks {
  readonly open: string;
  readonly close: string;
}

const marks: ReadonlyMap<string, QuotationMarks> = new Map([
  ["ar", { open: "«", close: "»" }],
  ["de", { open: "„", close: "“" }],
  ["es", { open: "«", close: "»" }],
  ["fr", { open: "« ", close: " »" }],
  ["it", { open: "«", close: "»" }],
  ["ja", { open: "「", close: "」" }],
  ["ru", { open: "«", close: "»" }],
]);

/** Marks for a BCP 47 tag; those of English where the language has none of its own. */
export function quotationMarks(language: string): QuotationMarks {
  return marks.get(primaryOf(language)) ?? { open: "“", close: "”" };
}
