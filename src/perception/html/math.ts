import type { CheerioAPI } from "cheerio";
import { all, attributeOf, type Element, isElement, type Node } from "./dom.ts";
import { superscript } from "./inline-text.ts";

/**
 * Replaces formulas by their TeX source, before hidden elements go: Wikipedia and KaTeX keep the readable form hidden.
 *
 * Contract: changes the tree in place; a formula without TeX becomes one line of text that means the same.
 */
export function replaceMath($: CheerioAPI): void {
  for (const wrapper of all($, ".mwe-math-element, .katex, mjx-container, .MathJax")) replaceWrapper($, wrapper);
  for (const math of all($, "math")) replaceWith($, math, texOf($, math) || linear($, math));
  for (const script of all($, "script[type^='math/tex']")) replaceWith($, script, tidy($(script).text()));
  for (const image of all(
    $,
    "img.tex, img.mwe-math-fallback-image-inline, img.mwe-math-fallback-image-display, img.latex",
  )) {
    replaceWith($, image, tidy(attributeOf(image, "alt")));
  }
}

function replaceWrapper($: CheerioAPI, wrapper: Element): void {
  const math = $(wrapper).find("math").get(0);
  const image = $(wrapper).find("img").attr("alt") ?? "";
  const tex = (math === undefined ? "" : texOf($, math) || linear($, math)) || tidy(image);
  if (tex !== "") replaceWith($, wrapper, tex);
}

function replaceWith($: CheerioAPI, element: Element, tex: string): void {
  const span = $("<span></span>").text(tex);
  $(element).replaceWith(span);
}

function texOf($: CheerioAPI, math: Element): string {
  const annotation = $(math)
    .find("annotation[encoding='application/x-tex'], annotation[encoding='TeX']")
    .first()
    .text();
  return tidy(annotation || attributeOf(math, "alttext"));
}

/** `{\displaystyle E=mc^{2}}` is Wikipedia's wrapper around every formula. */
function tidy(tex: string): string {
  const bare = tex.trim().replace(/^\$+|\$+$/g, "");
  const inner = /^\{\\(?:displaystyle|textstyle)\s+([\s\S]*)\}$/.exec(bare)?.[1] ?? bare;
  return inner.replace(/\s+/g, " ").trim();
}

/** Formulas nest no deeper than people can read; below, only the text counts. */
const deepest = 40;

/** A formula on one line: `1/2`, `10⁶`, `(a+b)/(c)`, `√(x)`; numbers above and beside each other stay apart. */
function linear($: CheerioAPI, math: Element): string {
  return math.children.map((child) => line($, child, 0)).join("");
}

function line($: CheerioAPI, node: Node, depth: number): string {
  if (!isElement(node)) return node.type === "text" ? node.data.replace(/\s+/g, "") : "";
  if (node.name === "annotation" || node.name === "annotation-xml") return "";
  if (depth > deepest) return $(node).text().replace(/\s+/g, "");
  const parts = node.children
    .filter((child) => isElement(child) || child.type === "text")
    .map((child) => line($, child, depth + 1));
  const [base = "", second = "", third = ""] = parts.filter((part) => part !== "");
  switch (node.name) {
    case "mfrac":
      return `${grouped(base)}/${grouped(second)}`;
    case "msup":
    case "mover":
      return `${grouped(base)}${raised(second)}`;
    case "msub":
    case "munder":
      return `${base}_${grouped(second)}`;
    case "msubsup":
    case "munderover":
      return `${base}_${grouped(second)}${raised(third)}`;
    case "msqrt":
      return `√${grouped(parts.join(""))}`;
    case "mroot":
      return `${grouped(base)}^(1/${second})`;
    default:
      return parts.join("");
  }
}

const grouped = (part: string): string => (/^[\p{L}\p{N}.,]*$/u.test(part) ? part : `(${part})`);

function raised(exponent: string): string {
  // A prime or a bar over a letter.
  if (!/[\p{L}\p{N}]/u.test(exponent)) return exponent;
  const marks = superscript(exponent);
  return marks === exponent ? `^${grouped(exponent)}` : marks;
}
