import { deflateSync, inflateSync } from "node:zlib";
import type { AssetBytes, ParsedSource } from "../evidence/parsed-source.ts";
import type { Source } from "../report/index.ts";
import { inTransaction } from "../runs/index.ts";
import { storedName } from "./asset-files.ts";
import { type Database, indexVersion, termTables } from "./database.ts";
import { dimensions, embed } from "./embed.ts";
import type { Passage, StoredSource } from "./library.ts";
import { termsOf } from "./terms.ts";
import { toPassages } from "./to-passages.ts";

/** What `add` and `remove` write and `find`, `get` and `list` read. Every method that writes is one transaction. */
export interface LibraryStore {
  /** Tells the files of readings that this one replaced. */
  add(entry: StoredSource, assets: readonly AssetBytes[], parser: string): readonly string[];
  /** Tells the files the source had, or `undefined` when there was no such source. */
  remove(sourceId: string): readonly string[] | undefined;
  /** Hands those of the files that no source uses any more to `drop`, while nobody else can write. */
  dropUnused(files: readonly string[], drop: (file: string) => void): void;
  find(sha256: string, parser: string): StoredSource | undefined;
  get(sourceId: string): StoredSource | undefined;
  list(): readonly Source[];
  /** Name of a picture's file beside the database. */
  assetFile(assetId: string): string | undefined;
  /** Makes passages, terms and vectors anew when they were made by other rules than this version's. */
  refreshIndex(): void;
}

interface SourceRow {
  readonly number: number;
  readonly id: string;
  readonly source: string;
}

/** libsql hands out blobs as `ArrayBuffer`. */
interface ReadingRow extends SourceRow {
  readonly parsed: ArrayBuffer;
}

const selectReading =
  "SELECT number, id, sources.source, parsed FROM sources JOIN readings ON readings.source = number";
/** Level 3 is three times as fast as the default and 10 % larger. */
const deflateOptions = { level: 3 };

/** Prepares the statements of an open database. */
export function createLibraryStore(database: Database): LibraryStore {
  return {
    add: (entry, assets, parser) => inTransaction(database, () => addSource(database, entry, assets, parser)),
    remove: (sourceId) => inTransaction(database, () => removeSource(database, sourceId)),
    dropUnused: (files, drop) => {
      if (files.length > 0) inTransaction(database, () => dropUnused(database, files, drop));
    },
    find: (sha256, parser) =>
      toStored(database.prepare(`${selectReading} WHERE sha256 = ? AND parser = ?`).get([sha256, parser])),
    get: (sourceId) => toStored(database.prepare(`${selectReading} WHERE id = ?`).get([sourceId])),
    list: () => {
      const rows = database.prepare("SELECT source FROM sources ORDER BY number").all([]) as SourceRow[];
      return rows.map((row) => JSON.parse(row.source) as Source);
    },
    assetFile: (assetId) => {
      const row = database.prepare("SELECT file FROM assets WHERE id = ? LIMIT 1").get([assetId]);
      return (row as { readonly file: string } | undefined)?.file;
    },
    refreshIndex: () => {
      if (!isCurrent(database)) inTransaction(database, () => refresh(database));
    },
  };
}

function toStored(row: unknown): StoredSource | undefined {
  if (row === undefined) return undefined;
  const { source, parsed } = row as ReadingRow;
  return {
    source: JSON.parse(source) as Source,
    parsed: JSON.parse(inflateSync(parsed).toString("utf8")) as ParsedSource,
  };
}

/** The same bytes read by the same parser are stored once; another reading or other bytes replace the earlier. */
function addSource(
  database: Database,
  entry: StoredSource,
  assets: readonly AssetBytes[],
  parser: string,
): readonly string[] {
  const { source, parsed } = entry;
  const same = database
    .prepare("SELECT number, id, source FROM sources WHERE sha256 = ? AND parser = ?")
    .get([source.sha256, parser]) as SourceRow | undefined;
  if (same) {
    refreshPath(database, same, source.path);
    return [];
  }
  const earlier = database
    .prepare("SELECT number FROM sources WHERE sha256 = ? OR id = ?")
    .all([source.sha256, source.id]) as SourceRow[];
  const replaced = earlier.flatMap((row) => dropSource(database, row.number));
  const number = Number(
    database
      .prepare("INSERT INTO sources (id, sha256, parser, title, source) VALUES (?, ?, ?, ?, ?)")
      .run([source.id, source.sha256, parser, source.title, JSON.stringify(source)]).lastInsertRowid,
  );
  const bytes = deflateSync(JSON.stringify(parsed), deflateOptions);
  database.prepare("INSERT INTO readings (source, parsed) VALUES (?, ?)").run([number, bytes]);
  const insertAsset = database.prepare("INSERT INTO assets (id, source, file) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  for (const { asset } of assets) insertAsset.run([asset.id, number, storedName(asset.id, asset.mediaType)]);
  indexSource(database, number, entry);
  return replaced;
}

/** A file may have been moved or renamed since: pictures of its pages are made from where it was read last. */
function refreshPath(database: Database, row: SourceRow, path: string | undefined): void {
  const stored = JSON.parse(row.source) as Source;
  if (path === undefined || stored.path === path) return;
  const source = JSON.stringify({ ...stored, path });
  database.prepare("UPDATE sources SET source = ? WHERE number = ?").run([source, row.number]);
}

function indexSource(database: Database, number: number, { source, parsed }: StoredSource): void {
  const passages = toPassages(source, parsed);
  if (passages.length === 0) return;
  const title = valuesOf(source.title);
  const first = takeNumbers(database, passages.length);
  const insertPassage = database.prepare("INSERT INTO passages (number, source, kind, passage) VALUES (?, ?, ?, ?)");
  const insertTerms = database.prepare("INSERT INTO terms (rowid, title, section, body) VALUES (?, ?, ?, ?)");
  const matrix = new Int8Array(passages.length * dimensions);
  for (const [index, passage] of passages.entries()) {
    const body = termsOf(passage.text);
    const section = valuesOf(passage.locator.section ?? "");
    insertPassage.run([first + index, number, passage.kind, JSON.stringify(passage)]);
    insertTerms.run([first + index, title, section, body.map((term) => term.value).join(" ")]);
    matrix.set(embed([...termsOf(headingOf(source, passage)), ...body]), index * dimensions);
  }
  database
    .prepare("INSERT INTO vectors (source, first, matrix) VALUES (?, ?, ?)")
    .run([number, first, Buffer.from(matrix.buffer)]);
}

/** A passage's vector also says what it is about: its source's title and its section. */
function headingOf(source: Source, { locator }: Passage): string {
  return `${source.title}\n${locator.section ?? ""}`;
}

function valuesOf(text: string): string {
  return termsOf(text)
    .map((term) => term.value)
    .join(" ");
}

/** Numbers are never used twice, so that a reader's vectors cannot be taken for those of another passage. */
function takeNumbers(database: Database, count: number): number {
  const row = database.prepare("UPDATE state SET value = value + ? WHERE name = 'next' RETURNING value").get([count]);
  return (row as { readonly value: number }).value - count;
}

function dropSource(database: Database, number: number): readonly string[] {
  const files = database.prepare("SELECT file FROM assets WHERE source = ?").all([number]);
  database.prepare("DELETE FROM terms WHERE rowid IN (SELECT number FROM passages WHERE source = ?)").run([number]);
  database.prepare("DELETE FROM sources WHERE number = ?").run([number]);
  database.prepare("UPDATE state SET value = value + 1 WHERE name = 'removals'").run([]);
  return (files as { readonly file: string }[]).map(({ file }) => file);
}

function removeSource(database: Database, sourceId: string): readonly string[] | undefined {
  const row = database.prepare("SELECT number FROM sources WHERE id = ?").get([sourceId]) as SourceRow | undefined;
  return row && dropSource(database, row.number);
}

function dropUnused(database: Database, files: readonly string[], drop: (file: string) => void): void {
  const select = database.prepare("SELECT 1 FROM assets WHERE file = ? LIMIT 1");
  for (const file of new Set(files)) if (select.get([file]) === undefined) drop(file);
}

function isCurrent(database: Database): boolean {
  const state = database.prepare("SELECT value FROM state WHERE name = 'index'").get([]);
  return (state as { readonly value: number }).value === indexVersion;
}

function refresh(database: Database): void {
  // Another process may have done it while this one waited for the lock.
  if (isCurrent(database)) return;
  database.exec(`DELETE FROM passages; DELETE FROM vectors; DROP TABLE vocabulary; DROP TABLE terms; ${termTables}`);
  const rows = database.prepare("SELECT number FROM sources ORDER BY number").all([]) as SourceRow[];
  const select = database.prepare(`${selectReading} WHERE number = ?`);
  for (const { number } of rows) {
    const stored = toStored(select.get([number]));
    if (stored) indexSource(database, number, stored);
  }
  database.prepare("UPDATE state SET value = ? WHERE name = 'index'").run([indexVersion]);
  database.prepare("UPDATE state SET value = value + 1 WHERE name = 'removals'").run([]);
}
