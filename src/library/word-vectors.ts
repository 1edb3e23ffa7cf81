import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { ExhibitError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";

/** English words by frequency with their vectors; see `word-vectors.md` beside the file for origin and licence. */
export interface WordVectors {
  readonly dimensions: number;
  /** Word → row; rows are in order of frequency, so that a row is also a rank. */
  readonly rows: ReadonlyMap<string, number>;
  readonly matrix: Int8Array;
}

let loaded: WordVectors | undefined;

/** Loads the pack on first use (some 60 ms) and keeps it. */
export function loadWordVectors(): WordVectors {
  loaded ??= read(packFile());
  return loaded;
}

function read(file: string): WordVectors {
  const bytes = gunzipSync(readFileSync(file));
  const end = bytes.indexOf(10);
  const header = JSON.parse(bytes.toString("utf8", 0, end)) as {
    readonly dimensions: number;
    readonly count: number;
    readonly words: string;
  };
  const matrix = new Int8Array(bytes.buffer, bytes.byteOffset + end + 1, header.count * header.dimensions);
  const rows = new Map(header.words.split(" ").map((word, row) => [word, row]));
  return { dimensions: header.dimensions, rows, matrix };
}

/** The compiler copies no data files, so the pack is found from the package's root, from source and from `dist/`. */
function packFile(): string {
  const file = path.join(packageRoot, "src", "library", "word-vectors.bin.gz");
  if (existsSync(file)) return file;
  throw new ExhibitError("DEPENDENCY_MISSING", `${file} is missing; reinstall the package.`);
}
