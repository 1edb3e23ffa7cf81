import type { Source } from "../report/index.ts";
import type { Database } from "./database.ts";
import type { StoredSource } from "./library.ts";

/** The sources of one answer are asked for again and again; a reading of some hundred pages takes 50 ms to unpack. */
const maxKept = 16;

/** Readings that were asked for last. Forgets them when another process changed the database. */
export interface KeptReadings {
  take(sourceId: string, load: () => StoredSource | undefined): StoredSource | undefined;
  /** The same array until something changes. */
  list(load: () => readonly Source[]): readonly Source[];
  forget(): void;
}

/** Starts empty, and forgets everything when another process has changed the database. */
export function createKeptReadings(database: Database): KeptReadings {
  const kept = new Map<string, StoredSource>();
  const selectVersion = database.prepare("PRAGMA data_version");
  let version = -1;
  let sources: readonly Source[] | undefined;
  const forget = (): void => {
    kept.clear();
    sources = undefined;
  };
  const forgetWhenChanged = (): void => {
    const row = selectVersion.get([]) as { readonly data_version: number };
    if (row.data_version !== version) forget();
    version = row.data_version;
  };
  return {
    take: (sourceId, load) => {
      forgetWhenChanged();
      const reading = kept.get(sourceId) ?? load();
      kept.delete(sourceId);
      if (reading) kept.set(sourceId, reading);
      const [oldest] = kept.keys();
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
      return reading;
    },
    list: (load) => {
      forgetWhenChanged();
      sources ??= load();
      return sources;
    },
    forget,
  };
}
