import { readFile, rm, writeFile } from "node:fs/promises";
import { ExhibitError } from "../errors.ts";
import { explainWriteError } from "./write.ts";

/**
 * Takes a run for this process; the returned function gives it back.
 *
 * Contract: one living process at a time; the lock of a killed process is taken over.
 * Errors: `RUN_BUSY` names the process that has it.
 */
export async function lockRun(path: string): Promise<() => Promise<void>> {
  const release = () => rm(path, { force: true });
  for (const attempt of [1, 2]) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      return release;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw explainWriteError(error, path);
      const owner = Number(await readFile(path, "utf8").catch(() => "0"));
      if (attempt === 2 || (owner !== process.pid && isAlive(owner))) throw busy(path, owner);
      await release();
    }
  }
  throw busy(path, 0);
}

function busy(path: string, owner: number): ExhibitError {
  return new ExhibitError(
    "RUN_BUSY",
    `Process ${owner} is working on this run (${path}); wait for it or end it first.`,
  );
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
