import type { CheerioAPI } from "cheerio";
import { all, attributeOf, type Element, elementsBelow, isElement } from "./dom.ts";
import { removeHidden } from "./hidden.ts";

/** What was left out of a source, and why. */
export interface Dropped {
  readonly what: string;
  readonly why: string;
}

const neverContent =
  "script, style, noscript:not(:has(img)), template, iframe, object, embed, canvas, audio, video, svg, link, meta, " +
  "button, input, select, textarea, datalist, dialog:not([open]), map, area, frame, frameset, applet";

/** Editing aids and reference marks: printed beside the text, not part of it. */
const marks =
  ".mw-editsection, .mw-cite-backlink, sup.reference, .reference-text + .mw-cite-backlink, sup.noprint, .noprint.Inline-Template, " +
  "a[role=doc-noteref], sup[role=doc-noteref], a[role=doc-backlink], .footnote-ref, .footnote-backref, .footnoteRef, " +
  ".headerlink, .anchor-link, .heading-anchor, a.anchor[aria-hidden], .sortkey, .mw-empty-elt, .navbar, .mw-jump-link, " +
  "#toc, .toc, .table-of-contents, [role=doc-toc]";

const cookieNames =
  /\b(?:cookie[-_ ]?(?:banner|bar|consent|notice|law|popup|policy-?banner|message|modal|overlay|warning|info)|onetrust[\w-]*|cookiebot\w*|cc-(?:window|banner|revoke)|gdpr[-_ ]?(?:banner|consent|notice|popup|modal|bar)|cmp(?:box|-banner)\w*|truste[-_]\w+|didomi[\w-]*|usercentrics[\w-]*|consent[-_ ]?(?:banner|manager|modal|popup|dialog|bar|overlay))\b/;

/**
 * Removes what a reader of the page does not see or what is never text: scripts, hidden elements (a channel for planted
 * instructions), consent banners, editing links, reference marks.
 *
 * Contract: changes the tree in place; returns what a user might miss, once a kind.
 */
export function cleanTree($: CheerioAPI, options: { readonly isFragment: boolean }): readonly Dropped[] {
  unwrapLazyImages($);
  unwrapScriptlessPage($);
  const hidden = removeHidden($, options);
  $(neverContent).remove();
  $(marks).remove();
  removeReferenceLinks($);
  const cookies = removeWhere($, (element) => cookieNames.test(namesOf(element)));
  return [
    ...(hidden === 0 ? [] : [{ what: `${hidden} hidden elements`, why: "not visible to a reader of the page" }]),
    ...(cookies === 0 ? [] : [{ what: "consent banner", why: "not part of the page's text" }]),
  ];
}

/** `<noscript>` often holds the real image beside a lazy placeholder; its children are parsed as text with scripting on. */
function unwrapLazyImages($: CheerioAPI): void {
  for (const element of all($, "noscript")) {
    const inner = $(element).html() ?? "";
    if (
      !/^\s*(?:<(?:figure|picture|div|span)[^>]*>\s*)*<img\b[^>]*>(?:\s*<\/(?:figure|picture|div|span)>)*\s*$/i.test(
        inner,
      )
    )
      continue;
    const before = element.prev;
    if (before !== null && isElement(before) && before.name === "img") $(before).remove();
    $(element).replaceWith(inner);
  }
}

/** Forums that build their pages by script give the whole thread to others in `<noscript>`. */
function unwrapScriptlessPage($: CheerioAPI): void {
  const inside = weight($("body noscript").text());
  if (inside <= 500) return;
  const scripts = all($, "body script, body style").reduce((sum, element) => sum + weight($(element).text()), 0);
  if (inside > (weight($("body").text()) - scripts) / 2)
    for (const element of all($, "body noscript")) $(element).replaceWith($(element).contents());
}

function weight(text: string): number {
  return text.replace(/\s+/g, "").length;
}

/** `<sup><a href="#…">[12]</a></sup>` and bare `<a href="#fn1">1</a>`. */
function removeReferenceLinks($: CheerioAPI): void {
  for (const link of all($, "a[href^='#'], sup > a[href*='#']")) {
    const text = $(link).text().trim();
    if (!/^(?:\[[\w\s]{1,8}\]|\d{1,3}|(?:[*†‡§^↑↩¶#]\uFE0E?)+)$/u.test(text)) continue;
    const parent = link.parent;
    const inSup = parent !== null && isElement(parent) && parent.name === "sup";
    if (inSup && $(parent).text().trim() === text) $(parent).remove();
    else if (inSup || /[[¶#↩^]/u.test(text) || /fn|note|ref|cite/i.test(attributeOf(link, "href"))) $(link).remove();
  }
}

function removeWhere($: CheerioAPI, isUnwanted: (element: Element) => boolean): number {
  const body = $("body").get(0);
  if (body === undefined) return 0;
  let removed = 0;
  for (const element of elementsBelow(body)) {
    if (!isUnwanted(element)) continue;
    if ($(element).text().trim() !== "") removed += 1;
    $(element).remove();
  }
  return removed;
}

function namesOf(element: Element): string {
  return `${attributeOf(element, "class")} ${attributeOf(element, "id")}`.toLowerCase();
}
