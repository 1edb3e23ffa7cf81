import type { ResolvedReport } from "../report/index.ts";
import { type Browser, createBrowser } from "./browser.ts";
import { isRightToLeft, printable } from "./format.ts";
import { html, htmlText, ownMarkup } from "./html/markup.ts";
import { toHtml } from "./html.ts";
import type { Renderer } from "./renderer.ts";
import { cutLine } from "./text-metrics.ts";
import type { Theme } from "./theme.ts";

/** The browser of this process; renderings share it as long as somebody keeps it. */
let shared: Promise<Browser> | undefined;
let keepers = 0;

/** The HTML for paper, printed: tagged, with outline, title and language, every citation a link to its evidence. */
export const pdfRenderer: Renderer = {
  format: "pdf",
  mediaType: "application/pdf",
  async render(resolved, context) {
    const text = await toHtml(resolved, context, { isPrint: true });
    const browser = await sharedBrowser();
    const bytes = await browser.print(text, { footer: footer(resolved, context.theme), signal: context.signal });
    return [{ name: "report.pdf", bytes }];
  },
};

async function sharedBrowser(): Promise<Browser> {
  shared ??= createBrowser();
  try {
    return await shared;
  } catch (error) {
    shared = undefined;
    throw error;
  }
}

/**
 * Keeps the browser that printing starts for several reports; the returned function lets it go, and the last of those
 * who kept it closes it. The next printing starts another.
 */
export function keepBrowser(): () => Promise<void> {
  keepers += 1;
  return async () => {
    keepers -= 1;
    if (keepers === 0) await closeBrowser();
  };
}

async function closeBrowser(): Promise<void> {
  const browser = shared;
  shared = undefined;
  if (browser) await (await browser).close();
}

const footerSize = 7.5;
/** Width of a line of the footer without its page number, in points: A4 less its margins and 40 mm. */
const footerWidth = 380;

/** Title, cut to one line, and page number. The browser fills elements of these class names and reads no style sheet. */
function footer({ report }: ResolvedReport, { colours, fonts }: Theme): string {
  const style = `font:${footerSize}pt ${fonts.body},'Liberation Sans',sans-serif;color:${colours.muted};box-sizing:border-box;width:100%;padding:0 18mm;display:flex;gap:6mm`;
  const title = cutLine(printable(report.title).replace(/\s+/gu, " ").trim(), footerWidth, { size: footerSize });
  const direction = isRightToLeft(report.language) ? "rtl" : "ltr";
  return htmlText(
    html`<div dir="${direction}" style="${ownMarkup(style)}"><span style="flex:1;overflow:hidden;white-space:nowrap">${title}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`,
  );
}
