import type { CheerioAPI } from "cheerio";

const elementsOf = ($: CheerioAPI, selector: "a") => $(selector).toArray();

/** An element of the parsed page. */
export type Element = ReturnType<typeof elementsOf>[number];

/** Any node of the parsed page. */
export type Node = Element["children"][number] | NonNullable<Element["parent"]>;

/** Elements that start a new line; everything else flows in its paragraph. */
const blockNames = new Set(
  (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section summary table tbody " +
    "td tfoot th thead tr ul caption"
  ).split(" "),
);

/** Whether a node is an element (scripts and styles included). */
export function isElement(node: Node): node is Element {
  return node.type === "tag" || node.type === "script" || node.type === "style";
}

/** Whether an element stands on its own lines. */
export function isBlock(node: Node): node is Element {
  return isElement(node) && blockNames.has(node.name);
}

/** Whether anything inside an element stands on its own lines. */
export function hasBlockInside(element: Element): boolean {
  return element.children.some((child) => isBlock(child) || (isElement(child) && hasBlockInside(child)));
}

/** An attribute's value, empty when absent. */
export function attributeOf(element: Element, name: string): string {
  return element.attribs[name] ?? "";
}

/** The words of class and id, in lower case, with camel case parted: `articleBody` gives `article body`. */
export function nameWords(element: Element): string {
  const words = `${attributeOf(element, "class")} ${attributeOf(element, "id")}`;
  return words.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/** The element and everything above it, nearest first. */
export function ancestorsOf(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (let node: Node | null = element; node !== null && isElement(node); node = node.parent) found.push(node);
  return found;
}

/** All elements below a node in document order; a loop, for the selector `*` takes quadratic time on wide pages. */
export function elementsBelow(root: Element): readonly Element[] {
  const found: Element[] = [];
  const waiting: Element[] = root.children.filter(isElement).reverse();
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    found.push(element);
    for (let index = element.children.length - 1; index >= 0; index -= 1) {
      const child = element.children[index];
      if (child !== undefined && isElement(child)) waiting.push(child);
    }
  }
  return found;
}

/** The element itself, if it has the name, and all below it that have, in document order. */
export function elementsNamed(root: Element, name: string): readonly Element[] {
  const below = elementsBelow(root).filter((element) => element.name === name);
  return root.name === name ? [root, ...below] : below;
}

/** Every element that matches, in document order. */
export function all($: CheerioAPI, selector: string, within?: Node): readonly Element[] {
  const found = within === undefined ? $(selector) : $(within).find(selector);
  return found.toArray().filter(isElement);
}
