import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import type { RunFolder } from "../runs/index.ts";
import type { ModelAnswer, ModelCall, ModelRole } from "./model.ts";

/** One answered call, as it is kept in the run folder. Holds what was answered and paid, never a key. */
export interface JournalEntry {
  readonly role: ModelRole;
  readonly stage: string;
  readonly answer: ModelAnswer;
  readonly costUsd: number | "unknown";
}

/**
 * The answers of this run by what was asked, so that a resumed run pays no call twice.
 *
 * Contract: an entry is written before its answer is used; the key is made of the role and the whole prompt, pictures
 * included, and not of the model, so that a run resumed with another model keeps what was paid.
 */
export interface CallJournal {
  /** What was answered to this before; undefined where it must be asked. */
  find(key: string): Promise<JournalEntry | undefined>;
  /** Settles once the entry is on the disk. */
  save(key: string, entry: JournalEntry): Promise<void>;
  /** Everything answered so far. */
  all(): Promise<readonly JournalEntry[]>;
}

const folderName = "calls";

/** Keeps the journal as one file a call under `calls/`. */
export function createCallJournal(folder: RunFolder): CallJournal {
  const fileOf = (key: string): string => `${folderName}/${key}.json`;
  return {
    find: (key) => folder.readJson<JournalEntry>(fileOf(key)),
    save: (key, entry) => folder.writeJson(fileOf(key), entry),
    async all() {
      // A run that never asked a model has no such folder; one that cannot be read would let limits be passed twice.
      const names = (await folder.has(folderName)) ? await readdir(folder.resolve(folderName)) : [];
      const keys = names.filter((name) => /^[0-9a-f]{40}\.json$/.test(name)).sort();
      const entries = await Promise.all(keys.map((name) => folder.readJson<JournalEntry>(`${folderName}/${name}`)));
      return entries.flatMap((entry) => (entry ? [entry] : []));
    },
  };
}

/** The idempotency key of a call: equal for equal words, pictures, tools and limits, whatever model answers. */
export function keyOf(role: ModelRole, { messages, json, maxOutputTokens, tools }: ModelCall): string {
  const hash = createHash("sha256").update(JSON.stringify([role, json, maxOutputTokens]));
  if (tools) hash.update(`\0tools\0${JSON.stringify(tools)}`);
  for (const { role: speaker, parts, calls, callId } of messages) {
    hash.update(`\0${speaker}`);
    if (calls || callId !== undefined) hash.update(`\0calls\0${JSON.stringify([calls, callId])}`);
    for (const part of parts) {
      if (part.type === "text") hash.update(`\0text\0${part.text}`);
      else hash.update(`\0${part.mediaType}\0`).update(part.bytes);
    }
  }
  return hash.digest("hex").slice(0, 40);
}
