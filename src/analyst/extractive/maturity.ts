import { pathSeparator } from "../../evidence/index.ts";

/**
 * Balance sheets give a debt or claim in two rows of one name: what is due within a year, and the rest. Alone each is
 * half of the answer.
 */

/** What the later half's heading says, and how both halves are called. */
const languages: readonly (readonly [heading: RegExp, later: string, soon: string])[] = [
  [/\b(?:non-?\s?current|long-term)\b/iu, "non-current", "current"],
  [/\blangfristig/iu, "langfristig", "kurzfristig"],
  [/\bnon[ -]courant/iu, "non courant", "courant"],
  [/\bno corriente/iu, "no corriente", "corriente"],
  [/非流动/u, "非流动", "流动"],
  [/غير (?:ال)?متداول/u, "غير متداول", "متداول"],
];

const marks: ReadonlySet<string> = new Set(languages.flatMap(([, later, soon]) => [later, soon]));

/**
 * The names of two rows of one label of which exactly one stands under a heading for what is due later: "Term debt
 * (current)", "Term debt (non-current)".
 *
 * Contract: in the order given; undefined where the labels differ or the headings do not tell them apart.
 */
export function maturityNames(first: string, second: string): readonly [string, string] | undefined {
  const [a, b] = [first, second].map((label) => label.split(pathSeparator));
  const name = a?.at(-1) ?? "";
  if (name === "" || name.toLowerCase() !== b?.at(-1)?.toLowerCase()) return undefined;
  for (const [heading, later, soon] of languages) {
    const isLater = [a, b].map((path) => path?.slice(0, -1).some((part) => heading.test(part)) ?? false);
    if (isLater[0] === isLater[1]) continue;
    const nameOf = (late: boolean | undefined): string => `${name} (${late ? later : soon})`;
    return [nameOf(isLater[0]), nameOf(isLater[1])];
  }
  return undefined;
}

/** `current` of "Term debt (current)"; undefined of a label that is no half. */
export function maturityOf(label: string): string | undefined {
  const [, mark] = /\(([^()]+)\)$/u.exec(label) ?? [];
  return mark !== undefined && marks.has(mark) ? mark : undefined;
}

/** "Term debt" of "Term debt (current)". */
export function withoutMaturity(label: string): string {
  return maturityOf(label) === undefined ? label : label.replace(/\s*\([^()]+\)$/u, "");
}
