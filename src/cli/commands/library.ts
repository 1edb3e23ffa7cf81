import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ExhibitError } from "../../errors.ts";
import { createLibrary, type Library } from "../../library/index.ts";
import { createFetcher } from "../../net/index.ts";
import { closeParsers, parsers } from "../../perception/index.ts";
import { listLibrary, perceive } from "../../research/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

interface Flags {
  readonly out?: string;
}

const snippetLength = 160;

function open(flags: Flags): Library {
  const { home } = configFor(flags);
  return createLibrary({ folder: join(home, "library") });
}

/** Reads files into the index; gives 1 if none could be read. */
export async function libraryAdd(paths: readonly string[], flags: Flags, printer: Printer): Promise<number> {
  const { files, unread } = await listLibrary(paths.map((path) => resolve(path)));
  for (const { message } of unread) printer.note(`! ${message}`);
  const library = open(flags);
  const fetcher = createFetcher({ offline: true });
  const temporaryFolder = await mkdtemp(join(tmpdir(), "exhibit-"));
  const { signal } = new AbortController();
  let failed = 0;
  try {
    for (const path of files) {
      const services = {
        library,
        fetcher,
        parsers,
        signal,
        temporaryFolder,
        now: () => new Date(),
        emit: () => undefined,
      };
      const result = await perceive({ path }, services);
      if (result.ok) printer.result(`${result.source.id}  ${result.source.title}`);
      else printer.note(`! ${result.failure.message}`);
      failed += result.ok ? 0 : 1;
    }
  } finally {
    library.close();
    await fetcher.close();
    await closeParsers();
    await rm(temporaryFolder, { recursive: true, force: true });
  }
  return failed < files.length ? exitCodes.complete : exitCodes.failure;
}

/** Lists the index; gives the exit code. */
export function libraryList(flags: Flags, printer: Printer): number {
  return withLibrary(flags, (library) => {
    for (const { id, title, path, url } of library.list()) printer.result(`${id}  ${title}  (${url ?? path})`);
    return exitCodes.complete;
  });
}

/** Prints the best passages; gives 1 when nothing matches. */
export function librarySearch(query: string, flags: Flags, printer: Printer): number {
  return withLibrary(flags, (library) => {
    const hits = library.search({ query, limit: 10 });
    for (const { sourceTitle, locator, text } of hits) {
      const page = locator.page === undefined ? "" : `, page ${locator.page}`;
      printer.result(`${sourceTitle}${page}: ${text.replace(/\s+/g, " ").slice(0, snippetLength)}`);
    }
    if (hits.length === 0) printer.note("Nothing in the library matches; add documents with `exhibit library add`.");
    return hits.length > 0 ? exitCodes.complete : exitCodes.failure;
  });
}

/** Takes sources out. Errors: `NOT_FOUND` names an id that is not there. */
export function libraryRemove(ids: readonly string[], flags: Flags, printer: Printer): number {
  return withLibrary(flags, (library) => {
    for (const id of ids) {
      if (!library.remove(id)) {
        throw new ExhibitError("NOT_FOUND", `No source ${id} in the library; \`exhibit library list\` shows the ids.`);
      }
      printer.note(`removed ${id}`);
    }
    return exitCodes.complete;
  });
}

function withLibrary(flags: Flags, work: (library: Library) => number): number {
  const library = open(flags);
  try {
    return work(library);
  } finally {
    library.close();
  }
}
