import { type CheerioAPI, load } from "cheerio";
import type { HtmlContext } from "../../../src/render/html/context.ts";
import { html, htmlText, type Interpolated } from "../../../src/render/html/markup.ts";
import { defaultTheme } from "../../../src/render/index.ts";
import { type Report, resolve } from "../../../src/report/index.ts";
import { sampleReport } from "../../support/sample-report.ts";

const pixel = { dataUrl: "data:image/png;base64,AAAA", width: 800, height: 1000 };

/** What the templates need for a report whose pictures are all there, each a pixel. */
export function htmlContext(changes: Partial<Report> = {}, more: Partial<HtmlContext> = {}): HtmlContext {
  const report = { ...sampleReport, ...changes };
  return {
    resolved: resolve(report),
    theme: defaultTheme,
    isPrint: false,
    pictures: new Map(report.assets.map(({ id }) => [id, pixel])),
    drawings: new Map(),
    ...more,
  };
}

/** The parsed text of markup. */
export function parsed(markup: Interpolated): CheerioAPI {
  return load(htmlText(html`${markup}`), null, false);
}
