import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { parseDocument } from "yaml";
import { isMissing, messageOf } from "../../errors.ts";
import { type Definition, definitionSchema, nameSchema, problemsOf } from "./definition.ts";

/** A file of the folder: what it defines, or what is wrong with it. */
export type BriefingFile =
  | { readonly name: string; readonly path: string; readonly definition: Definition }
  | { readonly name: string; readonly path: string; readonly problem: string };

/** Larger files are no definitions. */
const maxFileBytes = 100_000;

/**
 * The briefings of a folder, one a file.
 *
 * Contract: a file is read again when its time or size changed; one that is wrong names file, key and remedy and costs
 * no other; a folder that is not there has none.
 */
export interface BriefingFolder {
  readonly path: string;
  load(): Promise<readonly BriefingFile[]>;
}

/** Opens the folder without reading it; it need not exist yet. */
export function createBriefingFolder(path: string): BriefingFolder {
  let known = new Map<string, { readonly mark: string; readonly file: BriefingFile }>();
  return {
    path,
    async load() {
      const next: typeof known = new Map();
      for (const name of await namesIn(path)) {
        const at = join(path, name);
        const mark = await markOf(at);
        const before = known.get(name);
        if (mark === undefined) continue;
        next.set(name, before?.mark === mark ? before : { mark, file: await loadBriefingFile(at) });
      }
      known = next;
      return withoutDoubles([...next.values()].map(({ file }) => file));
    },
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && /^[^.].*\.ya?ml$/i.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** By what a change is noticed; undefined for what is no file. A link is what it leads to: configurations are mounted so. */
async function markOf(path: string): Promise<string | undefined> {
  try {
    const about = await stat(path);
    return about.isFile() ? `${about.mtimeMs} ${about.size} ${about.ino}` : undefined;
  } catch (error) {
    // Removed since the folder was listed, or a link to nothing.
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Reads one definition. Contract: never rejects for what is in the file. */
export async function loadBriefingFile(path: string): Promise<BriefingFile> {
  const name = basename(path, extname(path));
  const fail = (reason: string): BriefingFile => ({ name, path, problem: `${path} cannot be used: ${reason}` });
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) return fail(`it has more than ${maxFileBytes} bytes; a briefing is a short file`);
    const checkedName = nameSchema.safeParse(name);
    if (!checkedName.success) return fail("its name takes letters, digits, - and _; rename it");
    const document = parseDocument(await readFile(path, "utf8"));
    const [wrong] = document.errors;
    if (wrong) return fail(`it is not YAML: ${wrong.message.split("\n")[0] ?? wrong.message}`);
    const parsed = definitionSchema.safeParse(document.toJS({ maxAliasCount: 20 }));
    return parsed.success ? { name, path, definition: parsed.data } : fail(problemsOf(parsed.error).join("; "));
  } catch (error) {
    return fail(messageOf(error));
  }
}

/** `a.yaml` and `a.yml` would be one briefing. */
function withoutDoubles(files: readonly BriefingFile[]): readonly BriefingFile[] {
  const seen = new Map<string, BriefingFile>();
  return files.map((file) => {
    const first = seen.get(file.name.toLowerCase());
    if (!first) seen.set(file.name.toLowerCase(), file);
    return first
      ? { name: file.name, path: file.path, problem: `${file.path} has the name of ${first.path}; rename one` }
      : file;
  });
}
