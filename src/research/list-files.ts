import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ExhibitError, type Failure, messageOf } from "../errors.ts";

const ignoredNames = /^(\.|~\$|node_modules$|Thumbs\.db$)/;

/** What a library holds: the files, and what in it was not looked at. */
export interface Listing {
  readonly files: readonly string[];
  readonly unread: readonly Failure[];
}

interface Found {
  readonly files: string[];
  readonly unread: Failure[];
}

/**
 * The files of folders and files, sorted, each once.
 *
 * Contract: hidden files and folders, and the folders of earlier runs (a report is no source for the next one) are left
 * out; links inside a folder and folders that may not be opened are failures, because they may lead anywhere or hide
 * something. Errors: `NOT_FOUND`, `NOTHING_TO_READ`.
 */
export async function listLibrary(roots: readonly string[]): Promise<Listing> {
  const lists = await Promise.all(roots.map(listRoot));
  return { files: [...new Set(lists.flatMap(({ files }) => files))], unread: lists.flatMap(({ unread }) => unread) };
}

async function listRoot(root: string): Promise<Listing> {
  const found = await stat(root).catch((error: unknown) => notThere(root, error));
  if (found.isFile()) return { files: [root], unread: [] };
  if (!found.isDirectory())
    throw new ExhibitError("NOT_FOUND", `${root} is neither a file nor a folder; give one that is with --library.`);
  const entries = await readdir(root, { withFileTypes: true }).catch((error: unknown) => notThere(root, error));
  const { files, unread } = await walk(root, entries);
  if (files.length > 0) return { files, unread };
  const why =
    unread.length > 0
      ? ` (${unread
          .map(({ message }) => message)
          .slice(0, 3)
          .join(" ")})`
      : "";
  throw new ExhibitError(
    "NOTHING_TO_READ",
    `The folder ${root} holds no file to read${why}. Put documents there or name another with --library.`,
  );
}

function notThere(root: string, cause: unknown): never {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const what =
    code === "ENOENT" || code === "ENOTDIR"
      ? `No such file or folder: ${root}.`
      : `${root} cannot be opened (${code}).`;
  throw new ExhibitError("NOT_FOUND", `${what} Give an existing one with --library.`, { cause });
}

type Entries = Awaited<ReturnType<typeof entriesOf>>;

const entriesOf = (folder: string) => readdir(folder, { withFileTypes: true });

async function walk(folder: string, entries: Entries): Promise<Found> {
  const found: Found = { files: [], unread: [] };
  const kept = entries.filter(({ name }) => !ignoredNames.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of kept) {
    const path = join(folder, entry.name);
    if (entry.isFile()) found.files.push(path);
    else if (entry.isSymbolicLink())
      found.unread.push(unread(path, "is a link; name what it points at with --library"));
    else if (entry.isDirectory()) {
      const below = await enter(path);
      found.files.push(...below.files);
      found.unread.push(...below.unread);
    }
  }
  return found;
}

async function enter(folder: string): Promise<Found> {
  try {
    const entries = await entriesOf(folder);
    return isRun(entries) ? { files: [], unread: [] } : await walk(folder, entries);
  } catch (error) {
    return { files: [], unread: [unread(folder, `cannot be opened: ${messageOf(error)}`)] };
  }
}

/** The folder of a run has its log, and its record or its evidence. */
function isRun(entries: Entries): boolean {
  const names = entries.map(({ name }) => name);
  return names.includes("events.jsonl") && (names.includes("run.json") || names.includes("evidence.jsonl"));
}

function unread(path: string, why: string): Failure {
  return { stage: "gather", target: path, code: "unsupported", message: `${basename(path)} was not read: it ${why}.` };
}
