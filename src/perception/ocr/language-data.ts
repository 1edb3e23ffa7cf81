import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { isMissing } from "../../errors.ts";

const packed = "@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz";

let prepared: Promise<string> | undefined;

/**
 * The folder with `eng.traineddata` for Tesseract, unpacked from the npm package on first use.
 *
 * Contract: the file is there and complete when this resolves, so that the OCR engine never has a reason to download
 * it. A file that differs from the package's is written anew.
 */
export function languageDataFolder(): Promise<string> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<string> {
  const archive = await readFile(createRequire(import.meta.url).resolve(packed));
  const data = await promisify(gunzip)(archive);
  const folder = join(tmpdir(), `exhibit-tessdata-${userInfo().uid}`);
  const file = join(folder, "eng.traineddata");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (await isSame(file, data)) return folder;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, data);
  await rename(draft, file);
  return folder;
}

async function isSame(file: string, data: Buffer): Promise<boolean> {
  try {
    return data.equals(await readFile(file));
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
