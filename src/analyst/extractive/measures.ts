import { termSet } from "./words.ts";

/**
 * Subjects that no statement gives in one line, with the lines that tell them. General bookkeeping, not tuned to
 * documents.
 */
const composites: readonly (readonly [subjects: string, measures: readonly string[]])[] = [
  [
    "cash flow|cash flows|cash flow statement|statement of cash flows|cash generation|cashflow|flux de trésorerie|flujos de efectivo",
    ["operating cash flow", "investing cash flow", "financing cash flow"],
  ],
  [
    "liquidity|liquidity position|liquidity and capital resources|liquidität|liquidité|liquidez",
    ["cash and cash equivalents", "total current assets", "total current liabilities"],
  ],
  [
    "financial performance|financial results|results of operations|business performance|operating results|financials|performance|earnings|ertragslage|résultats financiers|resultados financieros",
    ["total net sales", "operating income", "net income"],
  ],
  ["profitability|profits|rentabilität|rentabilité|rentabilidad", ["gross margin", "operating income", "net income"]],
  [
    "financial position|financial condition|balance sheet|financial health|capital structure|vermögenslage|bilanz|situation financière|situación financiera",
    ["total assets", "total liabilities", "total shareholders' equity"],
  ],
  ["capital return|shareholder returns|capital return program", ["repurchases of common stock", "dividends"]],
  ["debt structure|debt instruments|debt obligations|indebtedness|debt levels", ["long-term debt"]],
];

const keyed = composites.map(([subjects, measures]) => ({
  subjects: subjects.split("|").map((words) => [...termSet(words)].sort().join(" ")),
  measures,
}));

/** The measures that tell a topic: several for a subject like "cash flows", else the topic itself. */
export function measuresOf(topic: string): readonly string[] {
  const key = [...termSet(topic)].sort().join(" ");
  return keyed.find(({ subjects }) => subjects.includes(key))?.measures ?? [topic];
}
