import { readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { ExhibitError, isMissing } from "../errors.ts";
import { explainWriteError, makeFolder, writeAtomically } from "./write.ts";

/**
 * One run's folder under `outputs/`: plain files, written atomically.
 *
 * Contract: names are relative and stay inside the folder; reading a missing file gives `undefined`.
 */
export interface RunFolder {
  readonly path: string;
  /** The absolute path of a name. Errors: `INTERNAL` for one that leaves the folder. */
  resolve(name: string): string;
  /** In one step: a crash leaves the old file or the new one, never a part. */
  writeJson(name: string, value: unknown): Promise<void>;
  writeBytes(name: string, bytes: Uint8Array): Promise<void>;
  /** The caller knows what the file holds; nothing is checked here. Errors: `BAD_REPORT` for broken JSON. */
  readJson<Value>(name: string): Promise<Value | undefined>;
  readBytes(name: string): Promise<Uint8Array | undefined>;
  has(name: string): Promise<boolean>;
}

/** Opens a run's folder, making it if needed. */
export async function openRunFolder(path: string): Promise<RunFolder> {
  const folder = runFolderAt(path);
  await makeFolder(folder.path).catch((error: unknown) => {
    throw explainWriteError(error, folder.path);
  });
  return folder;
}

/** A run's folder to look into; one that is gone is not made again. */
export function runFolderAt(path: string): RunFolder {
  const root = resolve(path);
  const inside = (name: string): string => {
    const target = resolve(root, name);
    const step = relative(root, target);
    if (step === "" || step === ".." || step.startsWith(`..${sep}`) || isAbsolute(step)) {
      throw new ExhibitError(
        "INTERNAL",
        `File name ${name} leaves the run folder ${root}; use a relative name inside it.`,
      );
    }
    return target;
  };
  const readBytes = async (name: string): Promise<Uint8Array | undefined> => readIfThere(inside(name));
  return {
    path: root,
    resolve: inside,
    writeJson: (name, value) => writeAtomically(inside(name), `${JSON.stringify(value, null, 2)}\n`),
    writeBytes: (name, bytes) => writeAtomically(inside(name), bytes),
    readBytes,
    async readJson<Value>(name: string): Promise<Value | undefined> {
      const bytes = await readBytes(name);
      return bytes === undefined ? undefined : parseJson<Value>(bytes, join(root, name));
    },
    has: async (name) => (await stat(inside(name)).catch(() => undefined)) !== undefined,
  };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The one cast: the folder's files are our own, written from the type the caller names. */
function parseJson<Value>(bytes: Uint8Array, path: string): Value {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Value;
  } catch (error) {
    throw new ExhibitError("BAD_REPORT", `${path} is not valid JSON; restore it or run the question again.`, {
      cause: error,
    });
  }
}
