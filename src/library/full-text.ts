import type { Database, Statement } from "./database.ts";
import type { Passage } from "./library.ts";

/** What a search is limited to; `undefined` means everything. */
export interface Scope {
  /** Row numbers of sources. */
  readonly sources: ReadonlySet<number> | undefined;
  readonly kinds: ReadonlySet<Passage["kind"]> | undefined;
}

interface RankedPassage {
  /** Row number of the passage. */
  readonly passage: number;
  readonly score: number;
}

/** Weights of title, section and body in BM25. */
const columnWeights = "2.0, 1.0, 1.0";

/** Prepares ranking by BM25: the passages for the first of the expressions that finds any, best first. */
export function createFullText(
  database: Database,
): (expressions: readonly string[], scope: Scope, limit: number) => readonly RankedPassage[] {
  const prepared = new Map<string, Statement>();
  return (expressions, scope, limit) => {
    const { condition, values } = conditionOf(database, scope);
    const select = prepared.get(condition) ?? prepareRanking(database, condition);
    prepared.set(condition, select);
    for (const expression of expressions) {
      const found = select.all([expression, ...values, limit]) as RankedPassage[];
      if (found.length > 0) return found;
    }
    return [];
  };
}

/** There are a handful of conditions, so each is prepared once. */
function prepareRanking(database: Database, condition: string): Statement {
  return database.prepare(
    `SELECT terms.rowid AS passage, -bm25(terms, ${columnWeights}) AS score FROM terms
     WHERE terms MATCH ? ${condition} ORDER BY score DESC, terms.rowid LIMIT ?`,
  );
}

/** Passages of a source are numbered in a row: one source alone is a range, which the index jumps to. */
function conditionOf(database: Database, { sources, kinds }: Scope): { condition: string; values: readonly unknown[] } {
  const [only] = sources ?? [];
  if (sources?.size === 1 && !kinds) {
    const row = database
      .prepare("SELECT min(number) AS first, max(number) AS last FROM passages WHERE source = ?")
      .get([only]) as { readonly first: number | null; readonly last: number | null };
    return { condition: "AND terms.rowid BETWEEN ? AND ?", values: [row.first ?? 0, row.last ?? -1] };
  }
  const limits = [
    ...(sources ? [{ column: "source", values: [...sources] }] : []),
    ...(kinds ? [{ column: "kind", values: [...kinds] }] : []),
  ];
  if (limits.length === 0) return { condition: "", values: [] };
  const where = limits.map(({ column }) => `${column} IN (SELECT value FROM json_each(?))`).join(" AND ");
  return {
    // The plus keeps the list out of the full-text plan, which would match anew for each passage in it.
    condition: `AND +terms.rowid IN (SELECT number FROM passages WHERE ${where})`,
    values: limits.map((limit) => JSON.stringify(limit.values)),
  };
}
