import { readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import PQueue from "p-queue";
import { sha256Of } from "../evidence/index.ts";
import { mediaTypeOf, parserFor } from "../perception/index.ts";
import type { Source } from "../report/index.ts";
import { makeFolder, writeAtomically } from "../runs/index.ts";

/** Small pictures of the first pages of what was read, made once. */
export interface Thumbnails {
  /** WebP; undefined for what has no page, is gone or has changed. */
  of(source: Source, signal: AbortSignal): Promise<Uint8Array | undefined>;
}

const width = 320;
/** Enough for the width on paper of usual size. */
const dpi = 48;
const maxFileBytes = 50 * 1024 * 1024;
const pictured = /^(?:application\/pdf|image\/(?:png|jpeg|webp|gif))$/;

/** Whether `of` can have something to show. */
export function hasThumbnail({ path, mediaType }: Source): boolean {
  return path !== undefined && pictured.test(mediaType);
}

/** Keeps the pictures in `folder`; makes one at a time, because runs need the processor more. */
export function createThumbnails(folder: string): Thumbnails {
  const queue = new PQueue({ concurrency: 1 });
  return {
    async of(source, signal) {
      const file = join(folder, `${source.sha256}.webp`);
      const kept = await readFile(file).catch(() => undefined);
      if (kept || !hasThumbnail(source)) return kept;
      return queue.add(
        async () => {
          const page = await firstPage(source, signal);
          if (!page) return undefined;
          const { default: sharp } = await import("sharp");
          const bytes = await sharp(page).resize({ width, withoutEnlargement: true }).webp({ quality: 72 }).toBuffer();
          await makeFolder(folder);
          await writeAtomically(file, bytes);
          return bytes;
        },
        { signal },
      );
    },
  };
}

async function firstPage({ path = "", sha256 }: Source, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > maxFileBytes) return undefined;
  const bytes = new Uint8Array(await readFile(path, { signal }));
  if (sha256Of(bytes) !== sha256) return undefined;
  const name = basename(path);
  const resource = { bytes, name, path, sha256, mediaType: await mediaTypeOf(bytes, undefined, name) };
  const context = { signal, temporaryFolder: tmpdir() };
  const pictures = await parserFor(resource)?.picture?.(resource, { pages: [1], dpi }, context);
  return pictures?.[0]?.bytes;
}
