export { htmlParser } from "./parser.ts";
export { type ReadHtmlOptions, readHtml } from "./read-html.ts";
