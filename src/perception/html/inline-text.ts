import { cleanText } from "../clean-text.ts";
import { type Element, isBlock, isElement, type Node } from "./dom.ts";

const superscripts: Readonly<Record<string, string>> = {
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
  "+": "⁺",
  "-": "⁻",
  "−": "⁻",
};

/**
 * The text of a stretch of nodes as a reader sees it. Blocks inside are parted by a space; exponents keep their meaning
 * (`10<sup>6</sup>` is `10⁶`, not `106`).
 */
export function inlineText(nodes: readonly Node[]): string {
  return cleanText(nodes.map(rawText).join(""));
}

/** The text of one element as `inlineText` reads it. */
export function textOf(element: Element): string {
  return inlineText(element.children);
}

function rawText(node: Node): string {
  if (node.type === "text") return node.data;
  if (!isElement(node)) return "";
  if (node.name === "br" || node.name === "wbr") return node.name === "br" ? " " : "";
  if (node.name === "img") return "";
  if (node.name === "rt" || node.name === "rp") return "";
  const inner = node.children.map(rawText).join("");
  if (node.name === "sup") return superscript(inner);
  return isBlock(node) ? ` ${inner} ` : inner;
}

/** Digits and signs become superscript characters; words (`1st`) stay as they are. */
export function superscript(text: string): string {
  const marks = [...text.trim()].map((character) => superscripts[character]);
  return marks.length > 0 && marks.every((mark) => mark !== undefined) ? marks.join("") : text;
}
