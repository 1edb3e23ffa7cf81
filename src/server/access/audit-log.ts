import { rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { isMissing } from "../../errors.ts";
import { appendLine, makeFolder } from "../../runs/index.ts";

/** Who did what to what, and how it ended; never any content. */
export interface AuditEntry {
  /** Name of the token, subject of the identity, or where nobody proved anything the client's address. */
  readonly who: string;
  readonly tenant?: string;
  /** Method and pattern of the route, or the command. */
  readonly action: string;
  /** Ids in the path, as `runId=… id=…`. */
  readonly object?: string;
  readonly outcome: "done" | "denied" | "failed";
  /** HTTP status. */
  readonly status?: number;
}

/**
 * The record of changes and of denied requests: one JSON object a line, with its time, only ever appended.
 *
 * Contract: entries stand in the order in which they were given; a full file is set aside under a number, the oldest of
 * those goes.
 */
export interface AuditLog {
  /** Rejects when the line could not be written. */
  note(entry: AuditEntry): Promise<void>;
}

const maxBytes = 10_000_000;
const keptFiles = 10;

/** The audit log in `home`. */
export function createAuditLog(
  home: string,
  { now, rotateAfter = maxBytes }: { readonly now: () => Date; readonly rotateAfter?: number },
): AuditLog {
  const path = join(home, "audit.jsonl");
  let written: Promise<void> = makeFolder(home);
  const write = async (line: string): Promise<void> => {
    if ((await sizeOf(path)) >= rotateAfter) await rotate(home);
    await appendLine(path, line, { mend: true });
  };
  return {
    note(entry) {
      const line = JSON.stringify({ at: now().toISOString(), ...entry });
      const done = written.then(() => write(line));
      // The next entry is tried whatever became of this one.
      written = done.catch(() => undefined);
      return done;
    },
  };
}

async function rotate(home: string): Promise<void> {
  const name = (number: number) => join(home, number === 0 ? "audit.jsonl" : `audit.${number}.jsonl`);
  for (let number = keptFiles - 1; number >= 0; number--)
    if ((await sizeOf(name(number))) >= 0) await rename(name(number), name(number + 1));
}

/** -1 where there is no file. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return -1;
    throw error;
  }
}
