import type { Database } from "./database.ts";
import { embed } from "./embed.ts";
import type { Passage, PassageHit, PassageQuery } from "./library.ts";
import { matchExpressions } from "./match-expression.ts";
import { parseQuery } from "./parse-query.ts";
import { type Candidate, diversify, fuseRanks } from "./rank.ts";
import { createVectors } from "./vectors.ts";
import { createVocabulary } from "./vocabulary.ts";

/** Weights of title, section and body in BM25. */
const columnWeights = "2.0, 1.0, 1.0";
const vectorWeight = 0.5;
const defaultDiversity = 0.3;
/** Candidates per list: so many, or so many per passage wanted. */
const minDepth = 100;
const depthPerHit = 8;

interface PassageRow {
  readonly number: number;
  readonly source: number;
  readonly kind: string;
  readonly passage: string;
  readonly title: string;
}

/** What a search is limited to; `undefined` means everything. */
interface Scope {
  readonly sources: ReadonlySet<number> | undefined;
  readonly kinds: ReadonlySet<string> | undefined;
}

/** Prepares searching in an open database. */
export function createSearch(database: Database): (query: PassageQuery) => readonly PassageHit[] {
  const vectors = createVectors(database);
  const vocabulary = createVocabulary(database);
  return (query) => {
    if (query.limit < 1) return [];
    const index = vectors.current();
    const scope = { sources: sourceNumbers(database, query.sourceIds), kinds: query.kinds && new Set(query.kinds) };
    const depth = Math.max(minDepth, query.limit * depthPerHit);
    const parsed = parseQuery(query.query);
    const nearest = index.nearest(embed(parsed.terms), scope.kinds ? depth * 4 : depth, scope.sources);
    const scores = fuseRanks([
      { passages: matching(database, matchExpressions(parsed, vocabulary), scope, depth), weight: 1 },
      { passages: nearest.map(({ passage }) => passage), weight: vectorWeight },
    ]);
    const rows = rowsOf(database, [...scores.keys()], scope);
    const chosen = diversify(candidatesOf(rows, scores).slice(0, depth), query.limit, {
      diversity: query.diversity ?? defaultDiversity,
      similarity: (a, b) => index.similarity(a, b),
    });
    return chosen.flatMap((candidate) => toHit(candidate, rows.get(candidate.passage)));
  };
}

function sourceNumbers(database: Database, ids: readonly string[] | undefined): ReadonlySet<number> | undefined {
  if (!ids) return undefined;
  const select = database.prepare("SELECT number FROM sources WHERE id IN (SELECT value FROM json_each(?))");
  const rows = select.all([JSON.stringify(ids)]) as PassageRow[];
  return new Set(rows.map((row) => row.number));
}

/** Passage numbers by BM25 for the first expression that finds any. */
function matching(
  database: Database,
  expressions: readonly string[],
  { sources, kinds }: Scope,
  limit: number,
): readonly number[] {
  const among = (column: string, values: ReadonlySet<unknown> | undefined): string =>
    values ? `AND ${column} IN (SELECT value FROM json_each('${JSON.stringify([...values])}'))` : "";
  const select = database.prepare(
    `SELECT terms.rowid AS number FROM terms ${sources || kinds ? "JOIN passages ON passages.number = terms.rowid" : ""}
     WHERE terms MATCH ? ${among("passages.source", sources)} ${among("passages.kind", kinds)}
     ORDER BY bm25(terms, ${columnWeights}), terms.rowid LIMIT ?`,
  );
  for (const expression of expressions) {
    const rows = select.all([expression, limit]) as PassageRow[];
    if (rows.length > 0) return rows.map((row) => row.number);
  }
  return [];
}

function rowsOf(database: Database, numbers: readonly number[], { kinds }: Scope): ReadonlyMap<number, PassageRow> {
  const select = database.prepare(
    `SELECT passages.number, passages.source, kind, passage, title
     FROM passages JOIN sources ON sources.number = passages.source
     WHERE passages.number IN (SELECT value FROM json_each(?))`,
  );
  const rows = select.all([JSON.stringify(numbers)]) as PassageRow[];
  return new Map(rows.filter((row) => kinds?.has(row.kind) ?? true).map((row) => [row.number, row]));
}

function candidatesOf(
  rows: ReadonlyMap<number, PassageRow>,
  scores: ReadonlyMap<number, number>,
): readonly Candidate[] {
  return [...rows.values()]
    .map((row) => ({ passage: row.number, source: row.source, score: scores.get(row.number) ?? 0 }))
    .sort((a, b) => b.score - a.score || a.passage - b.passage);
}

function toHit({ score }: Candidate, row: PassageRow | undefined): readonly PassageHit[] {
  return row ? [{ ...(JSON.parse(row.passage) as Passage), score, sourceTitle: row.title }] : [];
}
