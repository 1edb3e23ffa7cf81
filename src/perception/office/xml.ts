import type { CheerioAPI } from "cheerio";
import { cleanText } from "../clean-text.ts";
import type { Element } from "../html/dom.ts";
import { isElement } from "../html/dom.ts";
import { type ZipArchive, ZipLimitError } from "../zip.ts";

const maximumXmlLength = 80_000_000;

/** One XML part of an office file, parsed; undefined when it is missing. Entities of a document type are not expanded. */
export async function readXml(archive: ZipArchive, name: string): Promise<CheerioAPI | undefined> {
  const text = await archive.readText(name);
  if (text === undefined) return undefined;
  if (text.length > maximumXmlLength) throw new ZipLimitError(`holds ${text.length} characters in "${name}"`);
  const { load } = await import("cheerio/slim");
  return load(text, { xml: true });
}

/** Whether an element has the name: `a:p` with its prefix; `row` with any, as some programs write `x:row`. */
function isNamed(element: Element, name: string): boolean {
  return element.name === name || (!name.includes(":") && element.name.endsWith(`:${name}`));
}

/** Child elements with one of the names: `a:p` with its prefix, `row` with any or none. */
export function childrenOf(element: Element, ...names: readonly string[]): readonly Element[] {
  return element.children.filter(isElement).filter((child) => names.some((name) => isNamed(child, name)));
}

/** All elements of a name in document order; a loop, for selectors are slow on names with colons. */
export function descendantsOf(root: Element, name: string): readonly Element[] {
  const found: Element[] = [];
  const waiting: Element[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (isNamed(element, name)) found.push(element);
    const children = element.children.filter(isElement);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return found;
}

/** The document element; undefined for a part that holds none. */
export function rootOf($: CheerioAPI): Element | undefined {
  return $.root().children().toArray().filter(isElement)[0];
}

/** All text below an element, blanks as they stand. */
export function rawTextOf(element: Element): string {
  return element.children
    .map((child) => (child.type === "text" ? child.data : isElement(child) ? rawTextOf(child) : ""))
    .join("");
}

/** Text of a workbook, in which `_x000D_` stands for a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  return cleanText(
    text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  );
}

/** What a part points at: another part by its path in the archive, or an address outside. */
export interface Relation {
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
}

/** The relations of a part by their ids (ECMA-376 part 2, relationships). */
export async function relationsOf(archive: ZipArchive, part: string): Promise<ReadonlyMap<string, Relation>> {
  const slash = part.lastIndexOf("/");
  const folder = part.slice(0, slash + 1);
  const $ = await readXml(archive, `${folder}_rels/${part.slice(slash + 1)}.rels`);
  const root = $ === undefined ? undefined : rootOf($);
  const relations = root === undefined ? [] : childrenOf(root, "Relationship");
  return new Map(
    relations.map(({ attribs }) => {
      const isExternal = attribs.TargetMode === "External";
      const target = isExternal ? (attribs.Target ?? "") : resolvePath(folder, attribs.Target ?? "");
      return [attribs.Id ?? "", { type: attribs.Type ?? "", target, isExternal }];
    }),
  );
}

/** `../media/image1.png` seen from `ppt/slides/`. */
export function resolvePath(folder: string, target: string): string {
  const path = new URL(target, `zip://x/${folder}`).pathname.slice(1);
  try {
    return decodeURIComponent(path);
  } catch (error) {
    // A name may hold a percent sign that encodes nothing.
    if (error instanceof URIError) return path;
    throw error;
  }
}
