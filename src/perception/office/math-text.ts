import type { Element } from "../html/dom.ts";
import { isElement } from "../html/dom.ts";
import { childrenOf, rawTextOf } from "./xml.ts";

/**
 * A formula of an office file in one line, in the notation of TeX where it has one: `\frac{a}{b}`, `x^{2}`, `\sqrt{x}`
 * (ECMA-376 part 1, 22.1). What has no notation here is the text of its parts in order.
 */
export function mathText(element: Element): string {
  return partsOf(element).trim();
}

function partsOf(element: Element): string {
  return element.children.filter(isElement).map(partText).join("");
}

function partText(element: Element): string {
  const part = (name: string) => childrenOf(element, name).map(partsOf).join("");
  const group = (name: string) => `{${part(name)}}`;
  switch (element.name) {
    case "m:t":
      return rawTextOf(element);
    case "m:f":
      return `\\frac${group("m:num")}${group("m:den")}`;
    case "m:sSup":
      return `${part("m:e")}^${group("m:sup")}`;
    case "m:sSub":
      return `${part("m:e")}_${group("m:sub")}`;
    case "m:sSubSup":
      return `${part("m:e")}_${group("m:sub")}^${group("m:sup")}`;
    case "m:rad": {
      const degree = part("m:deg");
      return `\\sqrt${degree === "" ? "" : `[${degree}]`}${group("m:e")}`;
    }
    case "m:nary":
      return naryText(element, part);
    case "m:d":
      return delimited(element);
    default:
      return element.name.endsWith("Pr") ? "" : partsOf(element);
  }
}

/** A sum, product or integral with its limits. */
function naryText(element: Element, part: (name: string) => string): string {
  const sign = settingOf(element, "m:naryPr", "m:chr") ?? "∫";
  const [low, high] = [part("m:sub"), part("m:sup")];
  return `${sign}${low === "" ? "" : `_{${low}}`}${high === "" ? "" : `^{${high}}`} ${part("m:e")}`;
}

function delimited(element: Element): string {
  const open = settingOf(element, "m:dPr", "m:begChr") ?? "(";
  const close = settingOf(element, "m:dPr", "m:endChr") ?? ")";
  return `${open}${childrenOf(element, "m:e").map(partsOf).join("|")}${close}`;
}

function settingOf(element: Element, properties: string, name: string): string | undefined {
  return childrenOf(element, properties).flatMap((found) => childrenOf(found, name))[0]?.attribs["m:val"];
}
