import { foldText } from "../../evidence/index.ts";
import { synonymsOf } from "./thesaurus.ts";

/** A number that follows from two lines of the statements. */
export interface Ratio {
  /** As it is asked: `gross margin`. */
  readonly name: string;
  readonly numerator: string;
  readonly denominator: string;
  /** `share`: a ÷ b in per cent; `rest`: (b − a) ÷ b in per cent; `times`: a ÷ b. */
  readonly form: "share" | "rest" | "times";
}

type Line = readonly [names: string, form: Ratio["form"], numerator: string, denominator: string];

/** Ratios as textbooks define them; only those whose parts are of one period or one day. */
const known: readonly Line[] = [
  [
    "gross margin|gross profit margin|gross margin percentage|gross margin rate|bruttomarge|marge brute|margen bruto",
    "rest",
    "cost of sales",
    "total net sales",
  ],
  [
    "operating margin|operating profit margin|operating income margin|operative marge|marge opérationnelle|margen operativo",
    "share",
    "operating income",
    "total net sales",
  ],
  [
    "net margin|net profit margin|profit margin|net income margin|nettomarge|marge nette|margen neto",
    "share",
    "net income",
    "total net sales",
  ],
  [
    "effective tax rate|tax rate|effektiver steuersatz|taux d'imposition|tasa impositiva",
    "share",
    "provision for income taxes",
    "income before provision for income taxes",
  ],
  ["r&d intensity|research intensity|r&d ratio", "share", "research and development", "total net sales"],
  ["current ratio", "times", "total current assets", "total current liabilities"],
  ["debt ratio|liabilities to assets ratio", "share", "total liabilities", "total assets"],
  ["equity ratio|eigenkapitalquote", "share", "total shareholders' equity", "total assets"],
];

const measure = "((?:\\p{L}[\\p{L}&'’-]*,?\\s+){0,4}?\\p{L}[\\p{L}&'’-]*)";
const asShare = new RegExp(
  `${measure}\\s+as\\s+an?\\s+(?:share|percentage|percent|proportion|fraction|%)\\s+of\\s+(?:the\\s+|its\\s+|their\\s+)?${measure}(?=\\s*(?:[?.,;]|$|\\s(?:in|for|over|from|between|during|and|since|develop|change|evolve|grow|compare)\\b))`,
  "iu",
);
const ofShare = new RegExp(
  `\\b(?:share|percentage|proportion)\\s+of\\s+${measure}\\s+(?:in|relative to)\\s+(?:the\\s+|its\\s+|their\\s+)?${measure}(?=\\s*(?:[?.,;]|$|\\s(?:in|for|over|from|between|during|and|since|develop|change|evolve|grow|compare)\\b))`,
  "iu",
);
const leading = /^.*\b(?:what|how|which|is|was|were|are|did|has|have|does|do|the|'s|’s|much|changed?|developed?)\s+/iu;

/** The ratio that a topic names, or that the question spells out ("R&D as a percentage of net sales"). */
export function ratioOf(topic: string, question = ""): Ratio | undefined {
  const asked = foldText(topic).toLowerCase().trim();
  for (const [names, form, numerator, denominator] of known) {
    const all = names.split("|");
    if (all.includes(asked)) return { name: topic.toLowerCase(), form, numerator, denominator };
  }
  const [, part = "", rest = ""] = asShare.exec(question) ?? ofShare.exec(question) ?? [];
  const numerator = ownedBy(part).replace(leading, "").trim();
  const whole = ownedBy(rest);
  // Only of lines that statements print as one total: "generation" is a column of many rows.
  if (numerator === "" || synonymsOf(whole, 1).length === 0 || !topic.toLowerCase().includes(numerator.toLowerCase()))
    return undefined;
  return { name: `${numerator} as a share of ${whole}`, form: "share", numerator, denominator: whole };
}

/** "Orchard's net sales" without its owner. */
const ownedBy = (phrase: string): string => phrase.replace(/^.*['’]s?\s+/u, "").trim();

/** The value of a ratio in base units (per cent for shares); undefined where it divides by nothing. */
export function ratioValue({ form }: Pick<Ratio, "form">, numerator: number, denominator: number): number | undefined {
  if (denominator === 0) return undefined;
  if (form === "times") return numerator / denominator;
  return (100 * (form === "rest" ? denominator - numerator : numerator)) / denominator;
}
