import { randomBytes } from "node:crypto";
import { appendFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ExhibitError, messageOf } from "../errors.ts";

/** What the file system answers when a path cannot be written, whatever the space. */
const unwritable = "EACCES EPERM EROFS ENOTDIR EISDIR EEXIST ENOENT ENOTEMPTY ENAMETOOLONG ELOOP EBUSY".split(" ");

/**
 * Writes a file so that it is either the old or the new one, never half of it: temporary name, sync, rename.
 *
 * Errors: `NOT_WRITABLE` and `DISK_FULL` name the path and the remedy.
 */
export async function writeAtomically(
  path: string,
  data: string | Uint8Array,
  /** Permissions of the file; the process's usual ones when absent. */
  { mode }: { readonly mode?: number } = {},
): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await makeFolder(dirname(path));
    await writeAndSync(temporary, data, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw explainWriteError(error, path);
  }
}

/**
 * Makes a folder and its parents; one that is there is fine.
 *
 * Not `mkdir`'s own recursion: on file systems that answer ENOENT to every creation (`/proc`) Node 20 never returns.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return;
    if (code !== "ENOENT") throw error;
    if (!(await isFolder(dirname(path)))) await makeFolder(dirname(path));
    // Also when another writer has just made the parent. A second ENOENT is the file system's own answer.
    await mkdir(path).catch((again: unknown) => ignoreExisting(again, path));
  }
}

/** Another writer may have made the folder in the meantime. */
async function ignoreExisting(error: unknown, path: string): Promise<void> {
  if (!(await isFolder(path))) throw error;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

/**
 * Appends one line; a reader must expect the line of a killed process to be torn. With `mend`, a line that was torn
 * earlier is ended first, so that it costs no other.
 */
export async function appendLine(path: string, line: string, { mend = false } = {}): Promise<void> {
  try {
    await appendFile(path, `${mend && (await isTorn(path)) ? "\n" : ""}${line}\n`);
  } catch (error) {
    throw explainWriteError(error, path);
  }
}

async function isTorn(path: string): Promise<boolean> {
  const file = await open(path, "a+");
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 });
    return buffer[0] !== 0x0a;
  } finally {
    await file.close();
  }
}

async function writeAndSync(path: string, data: string | Uint8Array, mode?: number): Promise<void> {
  const file = await open(path, "w", mode);
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Turns what a checkpoint database throws when its disk fails into an error a user can act on; anything else passes
 * unchanged. On a full disk SQLite rolls back by itself and its driver complains of that instead of the cause.
 */
export function explainDatabaseError(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/^SQLITE_(?:NOTADB|CORRUPT)/.test(code)) {
    const message = `${path} is damaged; delete it and \`exhibit resume\` begins the run again from its documents.`;
    return new ExhibitError("BAD_REPORT", message, { cause: error });
  }
  const isStorage = /^SQLITE_(?:FULL|IOERR)/.test(code) || /cannot rollback - no transaction/.test(messageOf(error));
  if (!isStorage) return error;
  const message = `${path} could not be written, most likely because the disk is full; free some space and go on with \`exhibit resume\`.`;
  return new ExhibitError("DISK_FULL", message, { cause: error });
}

/** Whether something could not be written for want of space, by the words of whoever tried. */
export function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(?:DISK_FULL|ENOSPC|EDQUOT|SQLITE_FULL)$/.test(code);
}

/** Turns the file system's codes into an error a user can act on; anything else passes unchanged. */
export function explainWriteError(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (["ENOSPC", "EDQUOT", "EFBIG"].includes(code)) {
    const message = `No space left to write ${path}; free some and go on with \`exhibit resume\`. Nothing already written is lost.`;
    return new ExhibitError("DISK_FULL", message, { cause: error });
  }
  if (unwritable.includes(code)) {
    const message = `Cannot write ${path} (${code}); make its folder writable. A new run can go to another folder with --out; of an existing one, copy its folder to where you may write and name the copy.`;
    return new ExhibitError("NOT_WRITABLE", message, { cause: error });
  }
  return error;
}
