import { stat } from "node:fs/promises";

/** Tells apart what a file held at two times; empty while there is none. Files are replaced, never written in place. */
export async function fileVersion(path: string): Promise<string> {
  const file = await stat(path).catch(() => undefined);
  return file ? `${file.mtimeMs} ${file.size} ${file.ino}` : "";
}
