import type { Database, Statement } from "./database.ts";
import { embed } from "./embed.ts";
import { createFullText, type Scope } from "./full-text.ts";
import type { Passage, PassageHit, PassageQuery } from "./library.ts";
import { matchExpressions } from "./match-expression.ts";
import { parseQuery } from "./parse-query.ts";
import { type Candidate, diversify, fuse } from "./rank.ts";
import type { VectorIndex } from "./vector-index.ts";
import type { Vectors } from "./vectors.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Against 1 for BM25. On two-hop questions 0.2 to 0.5 gain one in a hundred over 0. */
const vectorWeight = 0.3;
const defaultDiversity = 0.3;
/** Candidates per ranking: so many, or so many per passage wanted. */
const minDepth = 100;
const depthPerHit = 8;

/** Prepares searching in an open database. */
export function createSearch(
  database: Database,
  { vectors, vocabulary }: { readonly vectors: Vectors; readonly vocabulary: Vocabulary },
): (query: PassageQuery) => readonly PassageHit[] {
  const fullText = createFullText(database);
  const statements = prepareStatements(database);
  return (query) => {
    if (query.limit < 1) return [];
    const index = vectors.current();
    const scope = scopeOf(statements, query);
    const depth = Math.max(minDepth, query.limit * depthPerHit);
    const parsed = parseQuery(query.query);
    const quotedOnly = query.quotedOnly === true && parsed.quoted.length > 0;
    const expressions = matchExpressions(parsed, vocabulary, { passages: index.size, quotedOnly });
    const matches = fullText(expressions, scope, depth);
    if (quotedOnly && matches.length === 0) return [];
    const vector = embed(parsed.terms);
    // Who quotes wants these words: then the vectors only rank what holds them.
    const nearest =
      parsed.quoted.length > 0 && matches.length > 0
        ? index.compare(vector, matches)
        : index.nearest(vector, scope.kinds ? depth * 4 : depth, scope.sources);
    const scores = fuse([
      { entries: matches, weight: 1 },
      { entries: nearest, weight: vectorWeight },
    ]);
    const kept = scope.kinds ? ofKinds(statements, scores, scope.kinds) : [...scores];
    const chosen = diversify(candidatesOf(kept, index).slice(0, depth), query.limit, {
      diversity: query.diversity ?? defaultDiversity,
      similarity: (a, b) => index.similarity(a.passage, b.passage),
    });
    return toHits(statements, chosen);
  };
}

interface Statements {
  readonly sourcesById: Statement;
  readonly passagesOfKinds: Statement;
  readonly passageWithTitle: Statement;
}

function prepareStatements(database: Database): Statements {
  return {
    sourcesById: database.prepare("SELECT number FROM sources WHERE id IN (SELECT value FROM json_each(?))"),
    passagesOfKinds: database.prepare(
      "SELECT number FROM passages WHERE number IN (SELECT value FROM json_each(?)) AND kind IN (SELECT value FROM json_each(?))",
    ),
    passageWithTitle: database.prepare(
      "SELECT passage, title FROM passages JOIN sources ON sources.number = passages.source WHERE passages.number = ?",
    ),
  };
}

function scopeOf(statements: Statements, { sourceIds, kinds }: PassageQuery): Scope {
  return { sources: sourceIds && sourceNumbers(statements, sourceIds), kinds: kinds && new Set(kinds) };
}

function sourceNumbers({ sourcesById }: Statements, ids: readonly string[]): ReadonlySet<number> {
  const rows = sourcesById.all([JSON.stringify(ids)]) as { readonly number: number }[];
  return new Set(rows.map((row) => row.number));
}

type Scored = readonly [passage: number, score: number];

/** The vectors do not know of what kind a passage is. */
function ofKinds(
  { passagesOfKinds }: Statements,
  scores: ReadonlyMap<number, number>,
  kinds: ReadonlySet<Passage["kind"]>,
): readonly Scored[] {
  const rows = passagesOfKinds.all([JSON.stringify([...scores.keys()]), JSON.stringify([...kinds])]);
  return (rows as { readonly number: number }[]).map(({ number }) => [number, scores.get(number) ?? 0]);
}

function candidatesOf(scored: readonly Scored[], index: VectorIndex): readonly Candidate[] {
  return scored
    .flatMap(([passage, score]) => {
      const source = index.sourceOf(passage);
      return source === undefined ? [] : [{ passage, source, score }];
    })
    .sort((a, b) => b.score - a.score || a.passage - b.passage);
}

/** Texts are read for the chosen few only. */
function toHits({ passageWithTitle }: Statements, chosen: readonly Candidate[]): readonly PassageHit[] {
  return chosen.flatMap(({ passage: number, score }) => {
    const row = passageWithTitle.get([number]) as { readonly passage: string; readonly title: string } | undefined;
    return row ? [{ ...(JSON.parse(row.passage) as Passage), score, sourceTitle: row.title }] : [];
  });
}
