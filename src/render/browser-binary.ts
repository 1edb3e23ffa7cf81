import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { brotliDecompress, createBrotliDecompress } from "node:zlib";

/**
 * Finds browsers that can print: the one inside `@sparticuz/chromium` (Linux, x64), unpacked once per machine, and those
 * that the system has. The package's own unpacking is not used: it writes to a fixed name that anyone could have placed
 * there, is not atomic, and changes the environment.
 */
export interface BrowserBinary {
  readonly name: string;
  readonly executablePath: string;
  /** Folder with shared libraries that a bare system lacks, to be put on the library path. */
  readonly libraries?: string;
}

/** Finds one browser; undefined where it does not exist. */
export type BrowserCandidate = () => Promise<BrowserBinary | undefined>;

const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/microsoft-edge",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * The browsers to try, best first.
 *
 * Contract: unpacks nothing until a candidate is asked for; a candidate that does not exist here resolves to undefined.
 */
export function browserCandidates(): readonly BrowserCandidate[] {
  const system = systemBrowsers.map((file) => async () => {
    return (await exists(file)) ? { name: path.basename(file), executablePath: file } : undefined;
  });
  return [() => bundled({ withLibraries: false }), ...system, () => bundled({ withLibraries: true })];
}

async function bundled({ withLibraries }: { readonly withLibraries: boolean }): Promise<BrowserBinary | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const packed = path.join(path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../../bin");
  if (!(await exists(path.join(packed, "chromium.br")))) return undefined;
  const folder = await privateFolder(String((await stat(path.join(packed, "chromium.br"))).size));
  const executablePath = path.join(folder, "chromium");
  if (!(await exists(executablePath))) await unpackFile(path.join(packed, "chromium.br"), executablePath);
  const name = "bundled Chromium";
  if (!withLibraries) return { name, executablePath };
  const libraries = path.join(folder, "lib");
  if (!(await exists(libraries))) await unpackLibraries(path.join(packed, "al2023.tar.br"), libraries);
  return { name: `${name} with its own libraries`, executablePath, libraries };
}

/** A folder below the temp folder that only this user can have written; a fresh one if somebody else took its name. */
async function privateFolder(version: string): Promise<string> {
  const user = process.getuid?.() ?? 0;
  const folder = path.join(tmpdir(), `exhibit-chromium-${user}-${version}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(folder);
  const isOurs = (await lstat(folder)).isDirectory() && uid === user && (mode & 0o022) === 0;
  return isOurs ? folder : mkdtemp(path.join(tmpdir(), "exhibit-chromium-"));
}

/** Written under another name first, so that a file under its final name is whole, however many processes unpack. */
async function unpackFile(packed: string, target: string): Promise<void> {
  const temporary = `${target}.${randomUUID()}`;
  try {
    await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(temporary, { mode: 0o700 }));
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function unpackLibraries(packed: string, target: string): Promise<void> {
  const archive = await promisify(brotliDecompress)(await readFile(packed));
  const temporary = `${target}.${randomUUID()}`;
  try {
    await mkdir(temporary, { mode: 0o700 });
    for (const { name, bytes } of tarFiles(archive)) await writeFile(path.join(temporary, path.basename(name)), bytes);
    await chmod(temporary, 0o700);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true, recursive: true });
  }
}

/** The regular files of a tar archive (POSIX 1003.1 ustar): name at 0, size in octal at 124, type at 156. */
function* tarFiles(archive: Buffer): Generator<{ name: string; bytes: Buffer }> {
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const field = (start: number, length: number): string =>
      archive.toString("latin1", at + start, at + start + length).replace(/\0.*$/s, "");
    const size = Number.parseInt(field(124, 12).trim(), 8) || 0;
    const isFile = field(156, 1) === "0" || field(156, 1) === "";
    if (isFile) yield { name: field(0, 100), bytes: archive.subarray(at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
