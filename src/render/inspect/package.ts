import type { CheerioAPI } from "cheerio";

/** A part of an Office file, parsed: `$` finds elements by their prefixed names. */
export type Xml = CheerioAPI;

/** A set of elements of a part. */
export type Nodes = ReturnType<CheerioAPI>;

/** Read access to an Office file. */
export interface OfficePackage {
  readonly paths: readonly string[];
  /** A parsed part; undefined when the file has none of this name. */
  readonly xml: (path: string) => Promise<Xml | undefined>;
  readonly bytes: (path: string) => Promise<Uint8Array | undefined>;
  /** Relationship id → path of the part it leads to, or the address of an external one. */
  readonly relations: (path: string) => Promise<ReadonlyMap<string, Relation>>;
}

/** A link of one part; `target` is a path in the file, or an address where it is external. */
export interface Relation {
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

/** Opens an Office file; rejects when the bytes are no zip archive. */
export async function openPackage(bytes: Uint8Array): Promise<OfficePackage> {
  const [{ default: JSZip }, { load }] = await Promise.all([import("jszip"), import("cheerio/slim")]);
  const zip = await JSZip.loadAsync(bytes);
  const xml = async (path: string): Promise<Xml | undefined> => {
    const text = await zip.file(path)?.async("string");
    return text === undefined ? undefined : load(text, { xml: true });
  };
  return {
    paths: Object.keys(zip.files),
    xml,
    bytes: async (path) => zip.file(path)?.async("uint8array"),
    relations: async (path) => relationsOf(await xml(relationsPath(path)), path),
  };
}

function relationsPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return `${path.slice(0, slash + 1)}_rels/${path.slice(slash + 1)}.rels`;
}

function relationsOf($: Xml | undefined, path: string): ReadonlyMap<string, Relation> {
  if (!$) return new Map();
  const folder = `http://package/${path.slice(0, path.lastIndexOf("/") + 1)}`;
  return new Map(
    $("Relationship")
      .toArray()
      .map((node): [string, Relation] => {
        const external = $(node).attr("TargetMode") === "External";
        const target = $(node).attr("Target") ?? "";
        const type = ($(node).attr("Type") ?? "").split("/").at(-1) ?? "";
        const resolved = external ? target : decodeURI(new URL(target, folder).pathname.slice(1));
        return [$(node).attr("Id") ?? "", { type, target: resolved, external }];
      }),
  );
}

/** Elements below by prefixed name: `all($, slide, "a:t")`. */
export function all($: Xml, within: Nodes, name: string): Nodes[] {
  return within
    .find(name.replace(":", "\\:"))
    .toArray()
    .map((node) => $(node));
}

/** The first element below by prefixed name. */
export function first(within: Nodes, name: string): Nodes {
  return within.find(name.replace(":", "\\:")).first();
}

/** Child elements by prefixed name. */
export function childrenOf($: Xml, parent: Nodes, name: string): Nodes[] {
  return parent
    .children(name.replace(":", "\\:"))
    .toArray()
    .map((node) => $(node));
}

/** An attribute as a number; undefined when it is missing or no number. */
export function number(node: Nodes, attribute: string): number | undefined {
  const value = Number(node.attr(attribute) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}
