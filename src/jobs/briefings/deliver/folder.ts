import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../../errors.ts";
import { explainWriteError, makeFolder, writeAtomically } from "../../../runs/index.ts";
import type { Send } from "./channel.ts";
import type { Parcel } from "./parcel.ts";

const markName = ".exhibit-delivery.json";

/**
 * Puts the files into a folder of their own below the target, as a whole or not at all.
 *
 * Contract: the folder appears by one rename, with the key in it; a second attempt finds it and does nothing, so a parcel
 * is there exactly once whatever ends in between.
 */
export const sendToFolder: Send = async (parcel, target, signal) => {
  try {
    const place = join(target, folderName(parcel));
    for (const candidate of [place, `${place}-${parcel.key.slice(0, 8)}`]) {
      const holder = await keyIn(candidate);
      if (holder === parcel.key) return { ok: true, message: candidate };
      if (holder !== undefined) continue;
      await stage(parcel, target, signal);
      if (await moveTo(candidate, join(target, stageName(parcel)))) return { ok: true, message: candidate };
    }
    return {
      ok: false,
      isFinal: true,
      message: `${place} is taken by something else; remove it or name another folder.`,
    };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, isFinal: false, message: messageOf(explainWriteError(error, target)) };
  }
};

/** `2026-11-26T0800 ferries` is what a folder can be called everywhere. */
const folderName = ({ slot, briefing }: Parcel): string =>
  `${slot.replace(/[^\dT-]/g, "").slice(0, 17)}-${briefing.name}`;
const stageName = ({ key }: Parcel): string => `.exhibit-${key}.partial`;

async function stage(parcel: Parcel, target: string, signal: AbortSignal): Promise<void> {
  const folder = join(target, stageName(parcel));
  await rm(folder, { recursive: true, force: true });
  await makeFolder(folder);
  for (const { name, path } of parcel.files) {
    signal.throwIfAborted();
    await writeAtomically(join(folder, name), new Uint8Array(await readFile(path)));
  }
  const { key, runId, slot, subject } = parcel;
  await writeAtomically(join(folder, markName), `${JSON.stringify({ key, runId, slot, subject }, null, 2)}\n`);
}

/** The key of the parcel in a folder; empty for a folder of somebody else, undefined when there is none. */
async function keyIn(folder: string): Promise<string | undefined> {
  try {
    const mark: unknown = JSON.parse(await readFile(join(folder, markName), "utf8"));
    return typeof mark === "object" && mark !== null && "key" in mark ? String(mark.key) : "";
  } catch (error) {
    if (error instanceof SyntaxError) return "";
    const code = error instanceof Error && "code" in error ? error.code : "";
    // A file in its place holds no parcel: that it is there shows when the folder is moved.
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** False when something is there already; renaming never replaces a folder that holds anything. */
async function moveTo(place: string, staged: string): Promise<boolean> {
  try {
    await rename(staged, place);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOTEMPTY" || code === "EEXIST" || code === "ENOTDIR") return false;
    throw error;
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}
