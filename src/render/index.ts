import { docxRenderer } from "./docx/index.ts";
import { htmlRenderer } from "./html.ts";
import { markdownRenderer } from "./markdown.ts";
import { pdfRenderer } from "./pdf.ts";
import { pptxRenderer } from "./pptx/index.ts";
import type { Renderer } from "./renderer.ts";

/** Every format that a report can be written in. A new one is its file and its line here. */
export const renderers: Readonly<Record<Renderer["format"], Renderer>> = {
  md: markdownRenderer,
  html: htmlRenderer,
  pdf: pdfRenderer,
  docx: docxRenderer,
  pptx: pptxRenderer,
};

export { type Browser, createBrowser } from "./browser.ts";
export { isRightToLeft } from "./format.ts";
export { drawChartForScreen } from "./html.ts";
export { inspectArtifact, type LayoutFault } from "./inspect/index.ts";
export { escapeLineStart, escapeText } from "./markdown-escape.ts";
export { keepBrowser } from "./pdf.ts";
export { type SlideCounts, sectionSlideCount, slideCounts } from "./pptx/slide-counts.ts";
export type { RenderContext, RenderedFile, Renderer } from "./renderer.ts";
export { sidecarsOf } from "./sidecars.ts";
export { placeOnPage, type SummarySource, summarySources, summaryToMarkdown } from "./summary.ts";
export { compactTheme, defaultTheme, type Theme, type ThemeColours } from "./theme.ts";
