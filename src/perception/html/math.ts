import type { CheerioAPI } from "cheerio";
import { all, attributeOf, type Element } from "./dom.ts";

/**
 * Replaces formulas by their TeX source, before hidden elements go: Wikipedia and KaTeX keep the readable form hidden.
 *
 * Contract: changes the tree in place; a formula without TeX becomes the plain text of its MathML.
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

function linear($: CheerioAPI, math: Element): string {
  const copy = $(math).clone();
  copy.find("annotation, annotation-xml").remove();
  return copy.text().replace(/\s+/g, "").trim();
}
