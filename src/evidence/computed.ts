import type { ClaimCheck, Evidence } from "../report/index.ts";
import { parseCellNumber } from "./cell-number.ts";
import { foldText } from "./normalise.ts";

type Operation = "count" | "sum" | "mean" | "difference";

/** How a report declares that a value was computed from the cells it cites, in the languages it is written in. */
const declared: readonly (readonly [operation: Operation, words: string])[] = [
  ["count", "number of rows|Zahl der Zeilen|nombre de lignes|número de filas|行数|عدد الصفوف"],
  ["sum", "sum|Summe|somme|suma|总和|مجموع"],
  [
    "difference",
    "difference of .+ and .+|Differenz von .+ und .+|différence entre .+ et .+|diferencia entre .+ y .+|.+与.+之差|الفرق بين .+ و.+",
  ],
  ["mean", "mean|Mittel|moyenne|media|平均值|متوسط"],
];
const open = "\\s?[（(]";
const close = "[)）][.。]?";

/**
 * Computes a declared value again: `3 (Country: number of rows)`, `205 (Points: sum)`, `Norway (Country, number of
 * rows: 3)`.
 *
 * Contract: undefined for any other sentence; the cited evidence must be cells of one column of one table, each once,
 * or the claim is unsupported; a value that does not come out is contradicted.
 */
export function checkComputed(
  claim: string,
  evidence: readonly Evidence[],
): Pick<ClaimCheck, "support" | "step" | "reason"> | undefined {
  const read = readDeclared(claim.trim());
  if (!read) return undefined;
  const placed = evidence.flatMap(({ content, sourceId }) =>
    content.type === "cell" ? [{ ...content, sourceId }] : [],
  );
  const columns = new Set(placed.map(({ sourceId, tableId, columnIndex }) => `${sourceId} ${tableId} ${columnIndex}`));
  const rows = new Set(placed.map(({ rowIndex }) => rowIndex));
  const cells: readonly { readonly value: string }[] = placed;
  if (cells.length === 0 || cells.length < evidence.length || columns.size > 1 || rows.size < cells.length)
    return { support: "unsupported", step: "numbers", reason: "What is computed must rest on cells of one column." };
  const { operation, value, each } = read;
  const other = each === undefined ? undefined : cells.find((cell) => plainText(cell.value) !== plainText(each));
  const result = other
    ? undefined
    : compute(
        operation,
        cells.map((cell) => cell.value),
      );
  const holds = result !== undefined && Math.abs(result - value) <= tolerance(operation, value);
  return holds
    ? {
        support: "supported",
        step: "numbers",
        reason: `Derived from the cited cells: ${operation} of ${cells.length}.`,
      }
    : {
        support: "contradicted",
        step: "numbers",
        reason: other
          ? `A cited cell holds “${other.value}”.`
          : `The ${operation} of the cited cells is ${result ?? "unknown"}.`,
      };
}

const plainText = (text: string): string => foldText(text).replace(/\s+/gu, " ").trim().toLowerCase();

/** A mean is printed with two digits, a sum without the dust of its addition. */
const tolerance = (operation: Operation, value: number): number =>
  operation === "mean" ? 0.0051 : 1e-9 * Math.max(1, Math.abs(value));

interface Declared {
  readonly operation: Operation;
  readonly value: number;
  /** What every cell must hold. */
  readonly each?: string;
}

function readDeclared(claim: string): Declared | undefined {
  for (const [operation, words] of declared) {
    const [, value] =
      new RegExp(`^(-?\\d+(?:\\.\\d+)?)${open}.*[:：]\\s?(?:${words})${close}$`, "su").exec(claim) ?? [];
    if (value !== undefined) return { operation, value: Number(value) };
    const [, each, count] =
      new RegExp(`^(.+?)${open}[^()（）]*[,，،]\\s?(?:${words})\\s?[:：]\\s?(\\d+)${close}$`, "su").exec(claim) ?? [];
    if (operation === "count" && each !== undefined) return { operation, value: Number(count), each };
  }
  return undefined;
}

function compute(operation: Operation, texts: readonly string[]): number | undefined {
  if (operation === "count") return texts.length;
  const values = texts.map((text) => parseCellNumber(text)?.value ?? Number.NaN);
  const [first = 0, second = 0] = values;
  if (operation === "difference") return values.length === 2 ? Math.abs(first - second) : undefined;
  const sum = values.reduce((total, value) => total + value, 0);
  if (Number.isNaN(sum)) return undefined;
  return operation === "sum" ? sum : sum / values.length;
}
