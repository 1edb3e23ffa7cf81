import type { CheerioAPI } from "cheerio";
import type { Element } from "../html/dom.ts";
import { isElement } from "../html/dom.ts";
import { type ZipArchive, ZipLimitError } from "../zip.ts";

const maximumXmlLength = 80_000_000;

/** One XML part of an office file, parsed; undefined when it is missing. Entities of a document type are not expanded. */
export async function readXml(archive: ZipArchive, name: string): Promise<CheerioAPI | undefined> {
  const text = await archive.readText(name);
  if (text === undefined) return undefined;
  if (text.length > maximumXmlLength) throw new ZipLimitError(`holds ${text.length} characters in "${name}"`);
  const { load } = await import("cheerio");
  return load(text, { xml: true });
}

/** Child elements with one of the names (`a:p`), prefix included. */
export function childrenOf(element: Element, ...names: readonly string[]): readonly Element[] {
  return element.children.filter(isElement).filter((child) => names.includes(child.name));
}

/** All elements of a name in document order; a loop, for selectors are slow on names with colons. */
export function descendantsOf(root: Element, name: string): readonly Element[] {
  const found: Element[] = [];
  const waiting: Element[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (element.name === name) found.push(element);
    const children = element.children.filter(isElement);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return found;
}

/** The document element. */
export function rootOf($: CheerioAPI): Element | undefined {
  return $.root().children().toArray().filter(isElement)[0];
}

/** All text below an element. */
export function rawTextOf(element: Element): string {
  return element.children
    .map((child) => (child.type === "text" ? child.data : isElement(child) ? rawTextOf(child) : ""))
    .join("");
}

/** The relations of a part: id to type and to the path in the archive (ECMA-376 part 2, relationships). */
export async function relationsOf(
  archive: ZipArchive,
  part: string,
): Promise<ReadonlyMap<string, { readonly type: string; readonly target: string }>> {
  const slash = part.lastIndexOf("/");
  const folder = part.slice(0, slash + 1);
  const $ = await readXml(archive, `${folder}_rels/${part.slice(slash + 1)}.rels`);
  const root = $ === undefined ? undefined : rootOf($);
  const relations = root === undefined ? [] : childrenOf(root, "Relationship");
  return new Map(
    relations
      .filter((relation) => relation.attribs.TargetMode !== "External")
      .map((relation) => [
        relation.attribs.Id ?? "",
        { type: relation.attribs.Type ?? "", target: resolvePath(folder, relation.attribs.Target ?? "") },
      ]),
  );
}

/** `../media/image1.png` seen from `ppt/slides/`. */
export function resolvePath(folder: string, target: string): string {
  return new URL(target, `zip://x/${folder}`).pathname.slice(1).replace(/%20/g, " ");
}
