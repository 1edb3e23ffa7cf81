import { type CheerioAPI, load } from "cheerio";
import { isElement } from "../../src/perception/html/dom.ts";

/** A page as the HTML reader sees it. */
export function pageOf(html: string): CheerioAPI {
  return load(html, { scriptingEnabled: false });
}

/** The first element that matches; fails the test when there is none. */
export function elementOf($: CheerioAPI, selector: string) {
  const element = $(selector).get(0);
  if (element === undefined || !isElement(element)) throw new Error(`Nothing matches ${selector}`);
  return element;
}
