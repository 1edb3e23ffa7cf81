import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ExhibitError, isMissing } from "../errors.ts";
import { lockRun } from "./lock.ts";
import { makeFolder } from "./write.ts";

/** Where runs lie, and where they are moved to before they are removed. */
export interface RunPlaces {
  /** Absolute folder of the runs. */
  readonly out: string;
  /** Where folders are put that are being removed. */
  readonly home: string;
}

/**
 * Removes the folder of a run; false when something works on it.
 *
 * Contract: the folder is moved out of the way first, so that a half removed one never looks like a run.
 */
export async function removeRun(runId: string, { out, home }: RunPlaces): Promise<boolean> {
  const folder = join(out, runId);
  // Ids come from our own tables and folders; one that would lead elsewhere is nobody's run.
  if (basename(folder) !== runId || runId.startsWith(".")) return false;
  if (!(await isThere(folder))) return true;
  const unlock = await lockIfFree(join(folder, "run.lock"));
  if (!unlock) return false;
  const aside = join(home, "removing");
  await makeFolder(aside);
  await rename(folder, join(aside, runId));
  // The lock went with the folder.
  await unlock();
  await rm(join(aside, runId), { recursive: true, force: true });
  return true;
}

/** Removes what an ended process was removing. */
export async function finishRemoving(home: string): Promise<void> {
  const aside = join(home, "removing");
  if (!(await isThere(aside))) return;
  for (const name of await readdir(aside)) await rm(join(aside, name), { recursive: true, force: true });
}

async function lockIfFree(path: string): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockRun(path);
  } catch (error) {
    if (error instanceof ExhibitError && error.code === "RUN_BUSY") return undefined;
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
