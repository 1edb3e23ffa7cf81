import type { Entry, ZipFile } from "yauzl";

/** The files of an archive that passed the guards, read one at a time. */
export interface ZipArchive {
  readonly names: readonly string[];
  /** Undefined when there is no such file. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Decoded as UTF-8 without its BOM. */
  readText(name: string): Promise<string | undefined>;
  /** Unpacks every file once and keeps none: for readers that open the archive again by themselves, without guards. */
  check(): Promise<void>;
}

/** An archive that would take more than it may; other damage is whatever yauzl says. */
export class ZipLimitError extends Error {
  override readonly name = "ZipLimitError";
}

const maximumEntries = 10_000;
const maximumTotalBytes = 400 * 1024 * 1024;
const maximumEntryBytes = 150 * 1024 * 1024;
/** Deflate cannot pass 1032:1; office files rarely pass 50:1, and small parts do not matter. */
const maximumRatio = 300;
const ratioMattersFromBytes = 4 * 1024 * 1024;

/**
 * Opens an archive in memory after checking what it declares: entries, sizes, ratio, names.
 *
 * Contract: rejects with `ZipLimitError` for a bomb and with yauzl's error for a broken file; sizes are checked again
 * while reading, so a lying header gains nothing.
 */
export async function openZip(bytes: Uint8Array): Promise<ZipArchive> {
  const { fromBufferPromise } = await import("yauzl");
  const options = { lazyEntries: true, validateEntrySizes: true, strictFileNames: false, autoClose: false } as const;
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options);
  const entries = await entriesOf(zip);
  const read = async (name: string) => {
    const entry = entries.get(name);
    return entry === undefined ? undefined : readEntry(zip, entry);
  };
  return {
    names: [...entries.keys()],
    read,
    check: async () => {
      for (const entry of entries.values()) await readEntry(zip, entry);
    },
    readText: async (name) => {
      const content = await read(name);
      return content === undefined ? undefined : new TextDecoder("utf-8").decode(content);
    },
  };
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > maximumEntries) throw new ZipLimitError(`holds ${zip.entryCount} files`);
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    checkEntry(entry, total);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

function checkEntry(entry: Entry, total: number): void {
  const isSwollen =
    entry.uncompressedSize > ratioMattersFromBytes && entry.uncompressedSize > entry.compressedSize * maximumRatio;
  if (isSwollen || entry.uncompressedSize > maximumEntryBytes) {
    throw new ZipLimitError(`unpacks "${entry.fileName.slice(0, 80)}" to ${entry.uncompressedSize} bytes`);
  }
  if (total > maximumTotalBytes) throw new ZipLimitError(`unpacks to more than ${maximumTotalBytes} bytes`);
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maximumEntryBytes) throw new ZipLimitError(`unpacks "${entry.fileName.slice(0, 80)}" without end`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
