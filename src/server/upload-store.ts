import { randomUUID } from "node:crypto";
import { type FileHandle, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import PQueue from "p-queue";
import type { Config } from "../config.ts";
import { isMissing } from "../errors.ts";
import { explainWriteError, makeFolder, tenantFolderName } from "../runs/index.ts";
import { refusal } from "./problem.ts";

/** A larger document is not taken. */
export const maxUploadBytes = 50 * 1024 * 1024;

/** Below every tenant's folder; a tenant's is a hash and has no dot. */
const partialName = ".partial";

/** The folder of all uploads: one folder a tenant, in it one an upload. */
export const uploadsFolder = ({ home }: Pick<Config, "home">): string => join(home, "uploads");

/**
 * Where the document of an upload lies: below a folder of its tenant, so that an id opens nothing to anybody else.
 *
 * Contract: the id is checked by the caller or its own.
 */
export function uploadFolder(config: Pick<Config, "home">, { tenant, id }: { tenant: string; id: string }): string {
  return join(uploadsFolder(config), tenantFolderName(tenant), id);
}

/** What comes in: the bytes as they come, and what their sender says of them. */
export interface Incoming {
  readonly tenant: string;
  readonly name: string;
  readonly body: ReadableStream<Uint8Array> | null;
  /** Bytes that were announced. */
  readonly length: number;
  /** What the document is, by its bytes. Throws on one that is not taken. */
  readonly inspect: (bytes: Uint8Array) => Promise<string>;
}

/** A document that was taken in. */
export interface Kept {
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** Documents that are looked at whole at once, because each is then in memory. */
const inspecting = new PQueue({ concurrency: 2 });

/** Bytes that are being written, by tenant: two uploads at once must not fit into the same space. */
const underWay = new Map<string, number>();

/**
 * Takes a document in and gives it an id.
 *
 * Contract: goes to the disk as it comes, so that many uploads at once fill no memory; lies under its name only once it
 * is whole and was found to be what is taken. Errors: 413 for one that is too large or does not fit into the tenant's
 * space.
 */
export async function keepUpload(config: Pick<Config, "home" | "server">, incoming: Incoming): Promise<Kept> {
  const { tenant, name, length, inspect } = incoming;
  if (length > maxUploadBytes) throw tooLarge();
  const id = randomUUID();
  const partial = join(uploadsFolder(config), partialName, id);
  const reservation = reserve(config, tenant);
  try {
    await reservation.fits();
    reservation.atLeast(length);
    await makeFolder(join(partial, ".."));
    const bytes = await receive(incoming, partial, reservation.atLeast);
    const mediaType = await inspecting.add(async () => inspect(new Uint8Array(await readFile(partial))));
    // What came in meanwhile has taken its space.
    await reservation.fits();
    const folder = uploadFolder(config, { tenant, id });
    await makeFolder(folder);
    await rename(partial, join(folder, name));
    return { id, mediaType, bytes };
  } catch (error) {
    throw explainWriteError(error, partial);
  } finally {
    reservation.release();
    await rm(partial, { force: true });
  }
}

/** Space of a tenant for one upload, which grows with it. */
function reserve({ home, server }: Pick<Config, "home" | "server">, tenant: string) {
  const folder = join(uploadsFolder({ home }), tenantFolderName(tenant));
  let kept = 0;
  let reserved = 0;
  const check = () => {
    if (kept + (underWay.get(folder) ?? 0) > server.uploadBytes) throw spaceSpent(server.uploadBytes);
  };
  const add = (bytes: number) => {
    reserved += bytes;
    const sum = (underWay.get(folder) ?? 0) + bytes;
    if (sum > 0) underWay.set(folder, sum);
    else underWay.delete(folder);
  };
  return {
    atLeast(bytes: number): void {
      add(Math.max(0, bytes - reserved));
      check();
    },
    /** Counts anew what the tenant keeps. */
    async fits(): Promise<void> {
      kept = await sizeOf(folder);
      check();
    },
    release: () => add(-reserved),
  };
}

/** Writes the body to a file; the number of its bytes. */
async function receive(
  { body }: Pick<Incoming, "body">,
  path: string,
  onSize: (bytes: number) => void,
): Promise<number> {
  let total = 0;
  const file: FileHandle = await open(path, "wx");
  try {
    for await (const chunk of body ?? []) {
      total += chunk.length;
      if (total > maxUploadBytes) throw tooLarge();
      onSize(total);
      await file.writeFile(chunk);
    }
    await file.sync();
    return total;
  } finally {
    await file.close();
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

const tooLarge = () => refusal(`A document may have at most ${megabytes(maxUploadBytes)} MB.`, 413);

function spaceSpent(bytes: number) {
  const message = `Your uploads may take ${megabytes(bytes)} MB together, and this one does not fit; wait until old ones are removed, or ask the operator to raise uploadMegabytes.`;
  return refusal(message, 413);
}

async function sizeOf(folder: string): Promise<number> {
  try {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = files.map(async (file) => (file.isFile() ? (await stat(join(file.parentPath, file.name))).size : 0));
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

/** Removes what killed processes were taking in. To be called before the first upload of a process. */
export async function sweepPartialUploads(config: Pick<Config, "home">): Promise<void> {
  await rm(join(uploadsFolder(config), partialName), { recursive: true, force: true });
}

const maxNameBytes = 120;
/** Names of devices on Windows, whatever follows the dot. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** The last part of a name without what file systems, terminals and readers take for more or other than letters. */
export function safeName(name: string): string {
  // Composed, so that a name is one name; without marks that turn the direction or cannot be seen.
  const last = basename(name.normalize("NFKC").replaceAll("\\", "/")).replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*/%]/gu, "_");
  const visible = withoutEnd(last.replace(/^[.~\s-]+/, ""));
  const short = shortened(visible).replace(reserved, "_$&");
  return short === "" ? "document" : short;
}

/** Without the dots and spaces at the end, which some systems do not tell apart. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && /[.\s]/.test(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

/** Keeps the end, which says what it is. Each letter is looked at once: names come from strangers, and may be long. */
function shortened(name: string): string {
  const letters = [...name];
  let start = letters.length;
  for (let bytes = 0; start > 0; start -= 1) {
    bytes += Buffer.byteLength(letters[start - 1] ?? "");
    if (bytes > maxNameBytes) break;
  }
  return letters
    .slice(start)
    .join("")
    .replace(/^[.~\s-]+/, "");
}
