import type { Database } from "../database.ts";

/** Tables of their own beside those of the jobs; made when missing. */
const schema = `
  CREATE TABLE IF NOT EXISTS briefings (
    id TEXT PRIMARY KEY, tenant TEXT NOT NULL, name TEXT NOT NULL, origin TEXT NOT NULL, definition TEXT NOT NULL,
    enabled INTEGER NOT NULL, problem TEXT, thread_id TEXT NOT NULL, cursor INTEGER NOT NULL,
    created TEXT NOT NULL, updated TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE (tenant, name)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS slots (
    briefing_id TEXT NOT NULL REFERENCES briefings ON DELETE CASCADE, slot TEXT NOT NULL, due INTEGER NOT NULL,
    state TEXT NOT NULL, run_id TEXT, reason TEXT, updated TEXT NOT NULL, PRIMARY KEY (briefing_id, slot)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS slots_by_state ON slots (state, due);
  CREATE INDEX IF NOT EXISTS slots_of_run ON slots (run_id);
  CREATE TABLE IF NOT EXISTS deliveries (
    id TEXT PRIMARY KEY, briefing_id TEXT NOT NULL REFERENCES briefings ON DELETE CASCADE, slot TEXT NOT NULL,
    run_id TEXT NOT NULL, channel TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
    next INTEGER NOT NULL, message TEXT, updated TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deliveries_by_state ON deliveries (state, next);`;

/** Makes the tables of briefings, slots and deliveries where they are missing. */
export function prepareBriefingSchema(database: Database): void {
  database.exec(schema);
}
