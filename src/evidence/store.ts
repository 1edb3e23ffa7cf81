import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ExhibitError, messageOf } from "../errors.ts";
import type { Evidence, Source } from "../report/index.ts";

/** Evidence and sources of a run, in memory and as append-only lines in the run folder. */
export interface EvidenceStore {
  /** Stores what is new and merges sub-questions of what is known; answers how many were new. */
  add(evidence: readonly Evidence[]): number;
  /** Stores a source or what is known of it now; the later one wins. */
  addSource(source: Source): void;
  /** Undefined for an id that nobody banked. */
  get(id: string): Evidence | undefined;
  getSource(id: string): Source | undefined;
  /** In order of id, so that parallel branches give the same list. */
  all(): readonly Evidence[];
  sources(): readonly Source[];
  /** Ends writing; what was read stays readable. */
  close(): void;
}

/**
 * Opens the store of a run folder: `evidence.jsonl` and `sources.jsonl`, one JSON value a line, later lines win.
 *
 * Contract: one process writes; a line torn by a crash is cut off on opening; `add` has reached the disk when it
 * returns; adding the same again writes nothing.
 */
export function createEvidenceStore(folder: string): EvidenceStore {
  mkdirSync(folder, { recursive: true });
  const evidence = openLines<Evidence>(join(folder, "evidence.jsonl"));
  const sources = openLines<Source>(join(folder, "sources.jsonl"));
  return {
    add: (items) => addEvidence(evidence, items),
    addSource: (source) => {
      if (!evidenceEquals(sources.values.get(source.id), source)) sources.append([source]);
    },
    get: (id) => evidence.values.get(id),
    getSource: (id) => sources.values.get(id),
    all: () => inOrder(evidence.values),
    sources: () => inOrder(sources.values),
    close: () => {
      evidence.close();
      sources.close();
    },
  };
}

function addEvidence(lines: Lines<Evidence>, items: readonly Evidence[]): number {
  const changed = new Map<string, Evidence>();
  let added = 0;
  for (const item of items) {
    const known = changed.get(item.id) ?? lines.values.get(item.id);
    if (!known) added++;
    const merged = known ? mergeEvidence(known, item) : mergeEvidence(item, item);
    if (!evidenceEquals(known, merged)) changed.set(item.id, merged);
  }
  lines.append([...changed.values()]);
  return added;
}

/** Two finds of the same evidence: the union of their sub-questions, sorted; typed numbers of the first that has them. */
export function mergeEvidence(first: Evidence, second: Evidence): Evidence {
  const subQuestionIds = [...new Set([...first.subQuestionIds, ...second.subQuestionIds])].sort();
  const quantities = first.quantities ?? second.quantities;
  return { ...first, subQuestionIds, ...(quantities && { quantities }) };
}

function evidenceEquals(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

function inOrder<T extends { readonly id: string }>(values: ReadonlyMap<string, T>): readonly T[] {
  return [...values.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

interface Lines<T> {
  readonly values: ReadonlyMap<string, T>;
  append(items: readonly T[]): void;
  close(): void;
}

function openLines<T extends { readonly id: string }>(path: string): Lines<T> {
  const values = existsSync(path) ? readLines<T>(path) : new Map<string, T>();
  const file = openSync(path, "a");
  let open = true;
  return {
    values,
    append(items) {
      if (items.length === 0) return;
      if (!open) throw new ExhibitError("INTERNAL", `Cannot write ${path}: the evidence store is closed.`);
      writeAll(file, `${items.map((item) => JSON.stringify(item)).join("\n")}\n`, path);
      for (const item of items) values.set(item.id, item);
    },
    close() {
      if (open) closeSync(file);
      open = false;
    },
  };
}

function writeAll(file: number, text: string, path: string): void {
  try {
    const bytes = Buffer.from(text, "utf8");
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } catch (error) {
    const full = error instanceof Error && "code" in error && error.code === "ENOSPC";
    throw new ExhibitError(full ? "DISK_FULL" : "NOT_WRITABLE", `Cannot write ${path}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Reads whole lines; what follows the last line end, or does not parse there, was torn by a crash and is cut off. */
function readLines<T extends { readonly id: string }>(path: string): Map<string, T> {
  const bytes = readFileSync(path);
  const values = new Map<string, T>();
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start);
    const value = end < 0 ? undefined : parseLine<T>(bytes.toString("utf8", start, end));
    if (end < 0 || (value === undefined && end === bytes.length - 1)) break;
    if (value === undefined) throw new ExhibitError("BAD_REPORT", `${path} has a broken line at byte ${start}.`);
    values.set(value.id, value);
    start = end + 1;
  }
  if (start < bytes.length) truncateSync(path, start);
  return values;
}

function parseLine<T extends { readonly id: string }>(line: string): T | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // The store wrote these lines itself; an id is what tells a whole line from a torn one.
    return value !== null && typeof value === "object" && "id" in value ? (value as T) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
