import type { Database } from "../database.ts";

/** Short ways to ask a database. */
export interface Statements {
  /** Gives how many rows were changed. */
  run(sql: string, values: readonly unknown[]): number;
  /** The caller names the type of the rows, which the statement gives them. */
  all<Row>(sql: string, values: readonly unknown[]): readonly Row[];
}

export function statementsOf(database: Database): Statements {
  return {
    run: (sql, values) => database.prepare(sql).run(values).changes,
    // The one cast: rows have the shape of the statements that ask for them.
    all: <Row>(sql: string, values: readonly unknown[]) => database.prepare(sql).all(values) as readonly Row[],
  };
}
