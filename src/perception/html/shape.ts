import type { CheerioAPI } from "cheerio";
import { type Element, isElement, type Node } from "./dom.ts";

/** Pages of people stay under 100 levels; some extractors take quadratic time in the depth. */
const maximumDepth = 128;

/** How big the tree is after `tameTree`. */
export interface TreeSize {
  readonly elements: number;
}

/**
 * Makes a tree harmless to walk: comments go, and below 128 levels only the text is kept, as one text node.
 *
 * Contract: changes the tree in place, in linear time and without recursion.
 */
export function tameTree($: CheerioAPI): TreeSize {
  let elements = 0;
  const waiting = $.root()
    .contents()
    .toArray()
    .filter(isElement)
    .map((element) => ({ element, depth: 1 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { element, depth } = next;
    elements += 1;
    dropComments(element);
    if (depth >= maximumDepth) flatten($, element);
    else for (const child of element.children) if (isElement(child)) waiting.push({ element: child, depth: depth + 1 });
  }
  return { elements };
}

function dropComments(element: Element): void {
  const isDropped = (node: Node) => node.type === "comment" || node.type === "directive" || node.type === "cdata";
  if (!element.children.some(isDropped)) return;
  element.children = element.children.filter((node) => !isDropped(node));
  for (const [index, node] of element.children.entries()) {
    node.prev = element.children[index - 1] ?? null;
    node.next = element.children[index + 1] ?? null;
  }
}

function flatten($: CheerioAPI, element: Element): void {
  const texts: string[] = [];
  const waiting: Node[] = [...element.children].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === "text") texts.push(node.data);
    else if (isElement(node) && node.name !== "script" && node.name !== "style")
      waiting.push(...[...node.children].reverse());
  }
  $(element).text(texts.join(" "));
}
