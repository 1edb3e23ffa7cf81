import type { SourceLink } from "../../evidence/parsed-source.ts";
import { holds } from "./geometry.ts";
import type { PageContent } from "./item.ts";

const mostLinks = 2_000;

/** The web links of a document with the words they stand on, each address once, in page order. */
export function linksOf(pages: readonly PageContent[]): readonly SourceLink[] {
  const links = new Map<string, SourceLink>();
  for (const page of pages) {
    for (const { url, ...rect } of page.links) {
      if (!/^https?:\/\//i.test(url) || links.has(url) || links.size >= mostLinks) continue;
      const words = page.words.filter((word) => holds(rect, word)).map((word) => word.text);
      links.set(url, { url, text: words.join(" ") || url });
    }
  }
  return [...links.values()];
}
