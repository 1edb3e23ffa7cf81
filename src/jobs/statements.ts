import type { Database } from "./database.ts";

/** Short ways to ask a database. */
export interface Statements {
  /** Gives how many rows were changed. */
  run(sql: string, values: readonly unknown[]): number;
  /** The caller names the type of the rows, which the statement gives them. */
  all<Row>(sql: string, values: readonly unknown[]): readonly Row[];
}

/** The statements of one store: they are few and asked often, so each is prepared once. */
export function preparedStatements(database: Database): Statements {
  const prepared = new Map<string, ReturnType<Database["prepare"]>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    run: (sql, values) => statement(sql).run(values).changes,
    // The one cast: rows have the shape of the statements that ask for them.
    all: <Row>(sql: string, values: readonly unknown[]) => statement(sql).all(values) as readonly Row[],
  };
}
