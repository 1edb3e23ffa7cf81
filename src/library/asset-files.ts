import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../errors.ts";
import type { AssetBytes } from "../evidence/parsed-source.ts";
import { assetFileName } from "../report/index.ts";

/** An asset's file name under `assets/`. Throws on an id that could leave the folder. */
export function storedName(id: string, mediaType: string): string {
  if (!/^[\w-]+$/u.test(id)) throw new TypeError(`"${id}" is no asset id`);
  return assetFileName(id, mediaType);
}

/**
 * Writes an asset's bytes once.
 *
 * Contract: a file under its final name is complete, whenever the process dies: bytes go to a temporary name first.
 */
export async function writeAsset(folder: string, { asset, bytes }: AssetBytes): Promise<void> {
  const file = path.join(folder, "assets", storedName(asset.id, asset.mediaType));
  if (await hasSize(file, bytes.length)) return;
  const temporary = `${file}.${randomUUID()}.part`;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The bytes of a file under `assets/`. */
export async function readAsset(folder: string, fileName: string): Promise<Uint8Array> {
  return readFile(path.join(folder, "assets", fileName));
}

async function hasSize(file: string, size: number): Promise<boolean> {
  try {
    return (await stat(file)).size === size;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
