type Database = import("better-sqlite3").Database;

/**
 * Runs `work` as one transaction that writes.
 *
 * Not the driver's own wrapper: on a full disk SQLite has rolled back already, and the wrapper's failing ROLLBACK would
 * hide the cause.
 */
export function inTransaction<Result>(database: Database, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
