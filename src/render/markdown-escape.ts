import { oneLine } from "../report/index.ts";
import { printable } from "./format.ts";

/**
 * Text into GitHub-flavoured Markdown that shows exactly that text.
 * Escapes by position, not everything, so that a raw file still reads well: `$89,498` stays, `$x$` does not become math.
 */

/** Escapes text for the middle of a line. Contract: one line; no character of it is markup, an entity or an autolink. */
export function escapeText(text: string): string {
  return oneLine(printable(text))
    .replace(/[\\`*[\]<>~|]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/\$(?!\d)/g, "\\$")
    .replace(/&(?=#|[a-z])/gi, "\\&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/\b(www|xmpp|mailto)(?=[.:])/gi, (word) => `${word.slice(0, -1)}&#${word.charCodeAt(word.length - 1)};`)
    .replace(/(?<=[\p{L}\p{N}.+-])@(?=[\p{L}\p{N}])/gu, "&#64;")
    .replace(/!$/, "\\!");
}

/** Escapes what would be markup only at the beginning of a line: headings, lists, rules, quotes, code by indentation. */
export function escapeLineStart(line: string): string {
  return line
    .replace(/^[ \t]+/, "")
    .replace(/^(#{1,6}|[-+=])(?=$|[\s#=+-])/, "\\$1")
    .replace(/^(-{2,}|={2,}|\+{2,}|:-|:?-+:)/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}

/** Inline code whose fence is longer than any run of backticks inside. */
export function inlineCode(value: string): string {
  const text = oneLine(printable(value));
  const fence = fenceFor(text, 1);
  const space = /^[ `]|[ `]$/.test(text) ? " " : "";
  return text === "" ? "" : `${fence}${space}${text}${space}${fence}`;
}

/** A fenced block; the language keeps only the characters of a name. */
export function fencedCode(value: string, language: string): string {
  const text = printable(value);
  const fence = fenceFor(text, 3);
  return `${fence}${language.replace(/[^\w+#.-]/g, "")}\n${text}\n${fence}`;
}

function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(Math.max(least, longest + 1));
}

/** An address for a link target, percent-encoded where Markdown would stop reading. */
export function linkTarget(address: string): string {
  return printable(address).replace(/[\s<>()\\|`*_[\]"']/g, (character) =>
    character === "_" || character === "*"
      ? `\\${character}`
      : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
