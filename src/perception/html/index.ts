export { superscript } from "./inline-text.ts";
export { htmlParser } from "./parser.ts";
export { type ReadHtmlOptions, readHtml, readHtmlBlocks } from "./read-html.ts";
