import type { Database } from "./database.ts";
import type { StoredSource } from "./library.ts";

/** The sources of one answer are asked for again and again; a reading of some hundred pages takes 50 ms to unpack. */
const maxKept = 16;

/** Readings that were asked for last. Forgets them when another process changed the database. */
export interface KeptReadings {
  take(sourceId: string, load: () => StoredSource | undefined): StoredSource | undefined;
  forget(): void;
}

/** Starts empty. */
export function createKeptReadings(database: Database): KeptReadings {
  const kept = new Map<string, StoredSource>();
  const selectVersion = database.prepare("PRAGMA data_version");
  let version = -1;
  return {
    take: (sourceId, load) => {
      const row = selectVersion.get([]) as { readonly data_version: number };
      if (row.data_version !== version) kept.clear();
      version = row.data_version;
      const reading = kept.get(sourceId) ?? load();
      kept.delete(sourceId);
      if (reading) kept.set(sourceId, reading);
      const [oldest] = kept.keys();
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
      return reading;
    },
    forget: () => kept.clear(),
  };
}
