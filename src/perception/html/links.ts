import type { CheerioAPI } from "cheerio";
import type { SourceLink } from "../../evidence/parsed-source.ts";
import { all, ancestorsOf, attributeOf, type Element } from "./dom.ts";
import { absolute } from "./figures.ts";
import { textOf } from "./inline-text.ts";

const maximumLinks = 2000;

/** Links of the given parts of a page, absolute, each address once, in order; jumps within the page are left out. */
export function readLinks(
  $: CheerioAPI,
  within: readonly Element[],
  baseUrl: string | undefined,
): readonly SourceLink[] {
  const found = new Map<string, SourceLink>();
  for (const link of [...new Set(within)].flatMap((element) => linksIn($, element))) {
    const url = absolute(attributeOf(link, "href"), baseUrl).replace(/#.*$/, "");
    const text = textOf(link) || attributeOf(link, "title").trim();
    if (!/^https?:/.test(url) || text === "" || url === baseUrl?.replace(/#.*$/, "") || found.has(url)) continue;
    found.set(url, { url, text });
    if (found.size === maximumLinks) break;
  }
  return [...found.values()];
}

function linksIn($: CheerioAPI, element: Element): readonly Element[] {
  const around = ancestorsOf(element).find((above) => above.name === "a" && "href" in above.attribs);
  return around === undefined ? all($, "a[href]", element) : [around];
}
