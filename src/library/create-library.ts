import { rmSync } from "node:fs";
import path from "node:path";
import { ExhibitError } from "../errors.ts";
import { readAsset, writeAsset } from "./asset-files.ts";
import { guarded, openDatabase } from "./database.ts";
import { createKeptReadings } from "./kept-readings.ts";
import type { Library, StoredSource } from "./library.ts";
import { libraryError } from "./library-error.ts";
import { createLibraryStore, type LibraryStore } from "./library-store.ts";
import { createSearch } from "./search-passages.ts";
import { createVectors } from "./vectors.ts";
import { createVocabulary, rarityOf } from "./vocabulary.ts";

/**
 * Opens the library in a folder, creating it as needed: `library.sqlite`, and pictures under `assets/`.
 *
 * Contract: as `Library`; a killed process leaves the state before its unfinished `add`. Throws `ExhibitError` with a
 * remedy when the folder cannot be written, the disk is full or the file is broken; `close` when done.
 *
 * @example
 * const library = createLibrary({ folder: "outputs/library" });
 * const hits = library.search({ query: "net sales of services", limit: 8 });
 */
export function createLibrary({ folder }: { readonly folder: string }): Library {
  const database = openDatabase(folder);
  const store = createLibraryStore(database);
  guarded(folder, () => store.refreshIndex());
  const vocabulary = createVocabulary(database);
  const vectors = createVectors(database, vocabulary.forget);
  const search = createSearch(database, { vectors, vocabulary });
  const readings = createKeptReadings(database);
  return {
    add: async (entry: StoredSource, { assets, parser }) => {
      try {
        for (const asset of assets) await writeAsset(folder, asset);
        dropFiles(folder, store.add(entry, assets, parser), store);
        // Another process may have removed the last source with the same picture just before: see `dropFiles`.
        for (const asset of assets) await writeAsset(folder, asset);
      } catch (error) {
        throw libraryError(error, path.join(folder, "library.sqlite"));
      }
      readings.forget();
    },
    find: (sha256, parser) => guarded(folder, () => store.find(sha256, parser)),
    get: (sourceId) => guarded(folder, () => readings.take(sourceId, () => store.get(sourceId))),
    list: () => guarded(folder, () => readings.list(() => store.list())),
    remove: (sourceId) => {
      readings.forget();
      return guarded(folder, () => removeSource(folder, sourceId, store));
    },
    search: (query) => guarded(folder, () => search(query)),
    rarity: (words) =>
      guarded(folder, () => {
        const passages = vectors.current().size;
        return rarityOf(words, vocabulary, passages);
      }),
    loadAsset: (assetId) => loadAsset(folder, assetId, store),
    close: () => {
      database.close();
    },
  };
}

function removeSource(folder: string, sourceId: string, store: LibraryStore): boolean {
  const files = store.remove(sourceId);
  dropFiles(folder, files ?? [], store);
  return files !== undefined;
}

/** After the sources are gone for sure, so that a process that dies in between leaves files too many, never too few. */
function dropFiles(folder: string, files: readonly string[], store: LibraryStore): void {
  store.dropUnused(files, (file) => rmSync(path.join(folder, "assets", file), { force: true }));
}

async function loadAsset(folder: string, assetId: string, store: LibraryStore): Promise<Uint8Array> {
  const file = guarded(folder, () => store.assetFile(assetId));
  if (file === undefined) throw new ExhibitError("NOT_FOUND", `The library in ${folder} has no picture ${assetId}.`);
  try {
    return await readAsset(folder, file);
  } catch (error) {
    const message = `The picture ${file} is missing in ${folder}/assets; remove its source and add it again.`;
    throw new ExhibitError("NOT_FOUND", message, { cause: error });
  }
}
