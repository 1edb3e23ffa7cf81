import { type ErrorCode, ExhibitError, messageOf } from "../errors.ts";

/** What the storage said, and what a user can do about it. libsql reports failures to open by number only. */
const causes: readonly { readonly pattern: RegExp; readonly code: ErrorCode; readonly remedy: string }[] = [
  {
    pattern: /SQLITE_FULL|ENOSPC|EDQUOT|database or disk is full/u,
    code: "DISK_FULL",
    remedy: "The disk is full; make room or name another folder.",
  },
  {
    // The driver tells of a file without the right to write in words only.
    pattern:
      /readonly database|SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOENT|ConnectionFailed/u,
    code: "NOT_WRITABLE",
    remedy:
      "It must be a folder that can be written, even for reading from it; change its permissions, or copy it and name the folder of the copy with --out.",
  },
  {
    pattern: /SQLITE_IOERR/u,
    code: "NOT_WRITABLE",
    remedy: "The disk could not be read or written; check it and its free space, or name another folder.",
  },
  {
    pattern: /SQLITE_NOTADB|SQLITE_CORRUPT|Z_DATA_ERROR|Z_BUF_ERROR/u,
    code: "BAD_LIBRARY",
    remedy: "The file is damaged; delete it with its -wal and -shm files, and it is made anew from your documents.",
  },
  {
    pattern: /SQLITE_BUSY|SQLITE_LOCKED/u,
    code: "RUN_BUSY",
    remedy: "Another process has been writing to it for a long time; wait for it to end, then try again.",
  },
];

/** Turns what SQLite or the file system threw into an `ExhibitError` with a remedy; anything else stays as it is. */
export function libraryError(error: unknown, file: string): unknown {
  if (error instanceof ExhibitError) return error;
  const text = `${codeOf(error)} ${messageOf(error)}`;
  const cause = causes.find(({ pattern }) => pattern.test(text));
  if (!cause) return error;
  return new ExhibitError(cause.code, `Cannot use the library ${file}: ${cause.remedy}`, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
