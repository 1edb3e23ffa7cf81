import { canParseUrl } from "./can-parse-url.ts";

/**
 * An address that may stand behind a link.
 *
 * Contract: only absolute http, https and mailto addresses pass, normalised; anything else (`javascript:`, `data:`,
 * `file:`, relative, malformed) is `undefined`, and the words are printed without a link.
 */
export function safeLink(url: string): string | undefined {
  if (!canParseUrl(url)) return undefined;
  const { protocol, href } = new URL(url);
  return ["http:", "https:", "mailto:"].includes(protocol) ? href : undefined;
}
