import { cp, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

type Sqlite = typeof import("better-sqlite3");
const Database = createRequire(import.meta.url)("better-sqlite3") as Sqlite;

/**
 * Copies a folder whose databases may just have been closed by this process. The driver lets go of a file only once its
 * statements were collected: until then a part stands in side files, and these vanish while they are copied.
 */
export async function copyFolder(from: string, to: string): Promise<void> {
  for (const name of await readdir(from, { recursive: true })) {
    if (!name.endsWith(".sqlite")) continue;
    const database = new Database(join(from, name));
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
  }
  await cp(from, to, { recursive: true, filter: (path) => !/-(?:shm|wal)$/.test(path) });
}
