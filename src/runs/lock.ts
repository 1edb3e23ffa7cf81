import { readFileSync } from "node:fs";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { ExhibitError } from "../errors.ts";
import { explainWriteError } from "./write.ts";

/** A lock file is written right after it was made; one that stays empty is of a process that died in between. */
const emptyLockMs = 2_000;
/** Taking a dead process's lock over is a matter of milliseconds. */
const takeoverMs = 10_000;
const retryMs = 50;
const maxAttempts = 100;

/** Locks that this process holds: its own id in a file may be left by an earlier process of the same id. */
const held = new Set<string>();

/**
 * Takes a run for this process; the returned function gives it back.
 *
 * Contract: one living holder at a time, also within this process; the lock of a killed process is taken over, even if
 * its process id has been given to another since (where the system tells when a process began).
 * Errors: `RUN_BUSY` names the process that has it.
 */
export async function lockRun(path: string): Promise<() => Promise<void>> {
  if (held.has(path)) throw busy(path, process.pid);
  held.add(path);
  try {
    await acquire(path);
  } catch (error) {
    held.delete(path);
    throw error;
  }
  return async () => {
    held.delete(path);
    // Whoever deleted the file by hand may have let another process in.
    if ((await contentOf(path)) === ownMark()) await rm(path, { force: true });
  };
}

async function acquire(path: string): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (await create(path, ownMark())) return;
    const content = await contentOf(path);
    if (content === undefined) continue;
    if (content === "" && (await ageOf(path)) < emptyLockMs) await wait(retryMs);
    else if (content !== ownMark() && isAlive(content)) throw busy(path, processOf(content));
    else if (await takeOver(path, content)) return;
  }
  throw busy(path, processOf((await contentOf(path)) ?? ""));
}

/** Only one process at a time replaces a dead one's lock, and only if it is still the lock it judged. */
async function takeOver(path: string, judged: string): Promise<boolean> {
  const guard = `${path}.takeover`;
  if (!(await create(guard, ownMark()))) {
    if ((await ageOf(guard)) > takeoverMs) await rm(guard, { force: true });
    else await wait(retryMs);
    return false;
  }
  try {
    if ((await contentOf(path)) !== judged) return false;
    await rm(path, { force: true });
    return await create(path, ownMark());
  } finally {
    await rm(guard, { force: true });
  }
}

/** Makes a file that must not exist; false when it does. */
async function create(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw explainWriteError(error, path);
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw explainWriteError(error, path);
  }
}

async function ageOf(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return 0;
    throw error;
  }
}

function busy(path: string, owner: number): ExhibitError {
  return new ExhibitError(
    "RUN_BUSY",
    `Process ${owner} is working on this run (${path}); wait for it or end it first.`,
  );
}

/** What a holder writes: its process id, and when it began where that can be known. */
function ownMark(): string {
  return `${process.pid} ${birthOf(process.pid)}`.trim();
}

function processOf(mark: string): number {
  return Number(mark.split(" ")[0] ?? "");
}

function isAlive(mark: string): boolean {
  const id = processOf(mark);
  if (!Number.isInteger(id) || id <= 0 || !exists(id)) return false;
  const birth = mark.split(" ").slice(1).join(" ");
  const now = birthOf(id);
  // A mark without a birth is believed, unless it is of this very process, which knows that it holds nothing.
  return birth === "" || now === "" ? id !== process.pid : birth === now;
}

function exists(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Boot and start of a process on Linux (proc(5), field 22 of `stat`); empty elsewhere and for hidden processes. */
function birthOf(processId: number): string {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, "latin1");
    // The command's name, in parentheses, may hold anything, spaces and parentheses too.
    const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()}:${started}`;
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
