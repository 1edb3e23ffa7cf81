import type { CheerioAPI } from "cheerio";
import { all, ancestorsOf, attributeOf, type Element, isElement } from "./dom.ts";
import { hidingSelectors } from "./hiding-styles.ts";

/**
 * Above this share of the page's text an element is not hidden for good: pages fade their whole content in by script.
 * A planted instruction is never most of a page.
 */
const largestHiddenShare = 0.4;
const largestFadedShare = 0.2;

const hidingStyle =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|$|!)|(?:max-)?(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$|!)|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%|text-indent\s*:\s*-\d{3,}|(?:left|top|right|bottom)\s*:\s*-\d{4,})/i;
const fadedStyle = /(?:^|;)\s*opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)/i;

const hiddenNames =
  /(?:^|\s)(?:sr-only|screen-reader-text|visually-?hidden|screenreader-only|a11y-hidden|is-hidden|invisible|d-none|u-hidden|element-invisible|show-for-sr|offscreen|elementor-screen-only|modal|mfp-hide|print-only)(?=\s|$)/i;

/**
 * Removes what a reader of the page cannot see; returns how many elements with text went. In a fragment there is no page
 * to be most of, so everything hidden goes.
 */
export function removeHidden($: CheerioAPI, { isFragment }: { readonly isFragment: boolean }): number {
  placeStreamedParts($);
  const styled = styledElements($);
  $("script, style, template").remove();
  const total = Math.max(1, weight($("body").text()));
  const isPage = !isFragment;
  if (
    isPage &&
    outermost(styled).reduce((sum, element) => sum + weight($(element).text()), 0) > total * largestHiddenShare
  )
    styled.clear();
  const shareOf = (element: Element) => weight($(element).text()) / total;
  const mostShare = (element: Element) =>
    isHidden(element) || styled.has(element) ? largestHiddenShare : isFaded(element) ? largestFadedShare : 0;
  const isGone = (element: Element) => {
    const most = mostShare(element);
    return most > 0 && (!isPage || shareOf(element) <= most);
  };
  const gone = outermostBelow($("body").get(0), isGone);
  const withText = gone.filter((element) => weight($(element).text()) > 0).length;
  for (const element of gone) $(element).remove();
  return withText;
}

/** The elements below the root that are so, without those inside them. */
function outermostBelow(root: Element | undefined, isSo: (element: Element) => boolean): readonly Element[] {
  const found: Element[] = [];
  const waiting: Element[] = root === undefined ? [] : root.children.filter(isElement).reverse();
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (isSo(element)) found.push(element);
    else waiting.push(...element.children.filter(isElement).reverse());
  }
  return found;
}

/** Elements that the page's own style sheets hide. */
function styledElements($: CheerioAPI): Set<Element> {
  const selectors = hidingSelectors($).join(",");
  return new Set(selectors === "" ? [] : all($, selectors));
}

function outermost(elements: ReadonlySet<Element>): readonly Element[] {
  return [...elements].filter(
    (element) =>
      !ancestorsOf(element)
        .slice(1)
        .some((above) => elements.has(above)),
  );
}

function weight(text: string): number {
  return text.replace(/\s+/g, "").length;
}

/** React streams late parts of a page as `<div hidden id="S:1">` and moves them to `<template id="B:1">` by script. */
function placeStreamedParts($: CheerioAPI): void {
  for (const part of all($, "div[hidden][id^='S:']")) {
    const place = all($, "template[id^='B:']").find(
      (template) => attributeOf(template, "id").slice(2) === attributeOf(part, "id").slice(2),
    );
    if (place === undefined) delete part.attribs.hidden;
    else {
      $(place).replaceWith($(part).contents());
      $(part).remove();
    }
  }
}

function isHidden(element: Element): boolean {
  if ("hidden" in element.attribs && attributeOf(element, "hidden") !== "until-found") return true;
  if (attributeOf(element, "aria-hidden") === "true" && !isPicture(element)) return true;
  const names = attributeOf(element, "class");
  if (hiddenNames.test(names)) return true;
  // Utility classes say "hidden, but shown from this width on".
  if (
    /(?:^|\s)hidden(?=\s|$)/.test(names) &&
    !/(?:sm|md|lg|xl|2xl|desktop|tablet):(?:block|flex|grid|inline|table|contents)/.test(names)
  )
    return true;
  return hidingStyle.test(attributeOf(element, "style"));
}

function isFaded(element: Element): boolean {
  return fadedStyle.test(attributeOf(element, "style"));
}

/** Pictures and formulas are often hidden from screen readers only because a text twin stands beside them. */
function isPicture(element: Element): boolean {
  return ["img", "figure", "picture", "math"].includes(element.name);
}
