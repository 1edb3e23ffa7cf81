import { randomUUID } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Config } from "../config.ts";
import { makeFolder, tenantFolderName, writeAtomically } from "../runs/index.ts";
import { refusal } from "./problem.ts";

/**
 * Where the document of an upload lies: below a folder of its tenant, so that an id opens nothing to anybody else.
 *
 * Contract: the id is checked by the caller or its own.
 */
export function uploadFolder(config: Pick<Config, "home">, { tenant, id }: { tenant: string; id: string }): string {
  return join(tenantFolder(config, tenant), id);
}

function tenantFolder({ home }: Pick<Config, "home">, tenant: string): string {
  return join(home, "uploads", tenantFolderName(tenant));
}

/** Bytes that are being written, by tenant: two uploads at once must not fit into the same space. */
const underWay = new Map<string, number>();

/** Keeps a document and gives its id. Errors: 413 when the tenant's space is spent. */
export async function keepUpload(
  config: Pick<Config, "home" | "server">,
  { tenant, name, bytes }: { readonly tenant: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<string> {
  const home = tenantFolder(config, tenant);
  const pending = (underWay.get(home) ?? 0) + bytes.length;
  underWay.set(home, pending);
  try {
    if ((await sizeOf(home)) + pending > config.server.uploadBytes) throw spaceSpent(config.server.uploadBytes);
    const id = randomUUID();
    const folder = uploadFolder(config, { tenant, id });
    await makeFolder(folder);
    await writeAtomically(join(folder, name), bytes);
    return id;
  } finally {
    const left = (underWay.get(home) ?? 0) - bytes.length;
    if (left > 0) underWay.set(home, left);
    else underWay.delete(home);
  }
}

function spaceSpent(bytes: number) {
  const message = `Your uploads may take ${Math.round(bytes / 1024 / 1024)} MB together, and this one does not fit; ask the operator to remove old ones or to raise uploadMegabytes.`;
  return refusal(message, 413);
}

async function sizeOf(folder: string): Promise<number> {
  try {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = files.map(async (file) => (file.isFile() ? (await stat(join(file.parentPath, file.name))).size : 0));
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}

const maxNameBytes = 120;
/** Names of devices on Windows, whatever follows the dot. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** The last part of a name without what file systems, terminals and readers take for more or other than letters. */
export function safeName(name: string): string {
  // Composed, so that a name is one name; without marks that turn the direction or cannot be seen.
  const last = basename(name.normalize("NFKC").replaceAll("\\", "/")).replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*/%]/gu, "_");
  const visible = last.replace(/^[.~\s-]+/, "").replace(/[.\s]+$/, "");
  const short = shortened(visible.replace(reserved, "_$&"));
  return short === "" ? "document" : short;
}

/** Keeps the end, which says what it is. */
function shortened(name: string): string {
  let kept = name;
  while (Buffer.byteLength(kept) > maxNameBytes) kept = [...kept].slice(1).join("");
  return kept.replace(/^[.~\s-]+/, "");
}
