import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isMissing } from "../errors.ts";

const entrySchema = z.object({
  requested: z.string(),
  url: z.string(),
  mediaType: z.string(),
  charset: z.string().optional(),
  name: z.string(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** Milliseconds since 1970. */
  fetched: z.number(),
  freshUntil: z.number(),
  sha256: z.string(),
});

/** What is known of a fetched page, without its bytes. */
export type CacheEntry = Readonly<z.infer<typeof entrySchema>>;

/**
 * Fetched pages in a folder, by the address that was asked for (after RFC 9111, for one reader).
 *
 * Contract: `load` returns only whole, undamaged copies; `store` and `touch` replace a copy in one step, so that a
 * crash leaves the old or the new one. `store` rejects when the disk does.
 */
export interface PageCache {
  /** By the address that was asked for, not the one that answered. */
  load(requested: string): Promise<{ readonly entry: CacheEntry; readonly bytes: Uint8Array } | undefined>;
  store(entry: CacheEntry, bytes: Uint8Array): Promise<void>;
  /** Renews what is known of a page whose bytes have not changed. */
  touch(entry: CacheEntry): Promise<void>;
}

/** Lower-case hexadecimal SHA-256. */
export function sha256Of(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function replaceFile(path: string, data: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, data);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function parseEntry(text: string): CacheEntry | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    // A half-written file of an older crash is no copy.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A cache in a folder, made on the first `store`; what does not match its hash counts as missing. */
export function createPageCache(folder: string): PageCache {
  const pathsOf = (requested: string): { folder: string; entry: string } => {
    const key = sha256Of(requested);
    const shelf = join(folder, key.slice(0, 2));
    return { folder: shelf, entry: join(shelf, `${key}.json`) };
  };
  // Bytes are named by their own hash: an entry can never be paired with another version's bytes.
  const bytesPath = (shelf: string, sha256: string): string => join(shelf, `${sha256}.body`);
  const touch = async (entry: CacheEntry): Promise<void> => {
    await replaceFile(pathsOf(entry.requested).entry, JSON.stringify(entry));
  };
  return {
    async load(requested) {
      const paths = pathsOf(requested);
      const text = await readIfThere(paths.entry);
      const entry = text === undefined ? undefined : parseEntry(text.toString("utf8"));
      if (entry === undefined || entry.requested !== requested) return undefined;
      const bytes = await readIfThere(bytesPath(paths.folder, entry.sha256));
      return bytes !== undefined && sha256Of(bytes) === entry.sha256 ? { entry, bytes } : undefined;
    },
    async store(entry, bytes) {
      const paths = pathsOf(entry.requested);
      await mkdir(paths.folder, { recursive: true });
      await replaceFile(bytesPath(paths.folder, entry.sha256), bytes);
      await touch(entry);
    },
    touch,
  };
}
