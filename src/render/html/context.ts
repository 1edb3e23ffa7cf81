import type { PagePicture, ResolvedReport } from "../../report/index.ts";
import type { Theme } from "../theme.ts";
import type { Markup } from "./markup.ts";

/** A picture inside the file. */
export interface EmbeddedPicture {
  readonly dataUrl: string;
  /** Pixels of the picture itself. */
  readonly width: number;
  readonly height: number;
}

/** Everything that the templates need; made once, before the first of them runs, so that they are pure. */
export interface HtmlContext {
  readonly resolved: ResolvedReport;
  readonly theme: Theme;
  /** For paper: no panel, no script, no page pictures, evidence in one line each. */
  readonly isPrint: boolean;
  /** Asset id → picture; a picture that could not be decoded is missing. */
  readonly pictures: ReadonlyMap<string, EmbeddedPicture>;
  /** Chart id → drawings, the first for wide pages, a second for narrow ones. */
  readonly drawings: ReadonlyMap<string, readonly Markup[]>;
}

/** The pictures of cited pages, each asset once. */
export function citedPages({ report, evidence, citationNumbers }: ResolvedReport): readonly PagePicture[] {
  const cited = new Set(
    [...citationNumbers.keys()].map((id) => {
      const item = evidence.get(id);
      return `${item?.sourceId} ${item?.locator.page ?? 1}`;
    }),
  );
  const seen = new Set<string>();
  return report.pages.filter((page) => {
    const isNew = !seen.has(page.assetId) && cited.has(`${page.sourceId} ${page.page}`);
    if (isNew) seen.add(page.assetId);
    return isNew;
  });
}
