import type { CheerioAPI } from "cheerio";

const maximumStyleLength = 500_000;
const maximumSelectors = 400;

/**
 * Simple selectors (`.name`, `#name`, `tag.name`) that the page's own style sheets hide outright. Rules inside `@media`
 * and the like are left out, for they depend on the window.
 */
export function hidingSelectors($: CheerioAPI): readonly string[] {
  const css = $("style")
    .text()
    .slice(0, maximumStyleLength)
    .replace(/\/\*[\s\S]*?\*\//g, "");
  const found = [...topLevelRules(css)]
    .filter(({ body }) =>
      /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|$|!))/i.test(body),
    )
    .flatMap(({ selectors }) => selectors.split(","))
    .map((selector) => selector.trim())
    .filter((selector) => /^[a-z]*(?:[.#][\w-]+){1,3}$/i.test(selector));
  return [...new Set(found)].slice(0, maximumSelectors);
}

/** `selectors { body }` at the top level; anything with braces inside is passed over. */
function* topLevelRules(css: string): Generator<{ readonly selectors: string; readonly body: string }> {
  let start = 0;
  while (start < css.length) {
    const open = css.indexOf("{", start);
    if (open === -1) return;
    const selectors = css.slice(start, open).trim();
    const close = closingBrace(css, open);
    if (!selectors.startsWith("@")) yield { selectors, body: css.slice(open + 1, close) };
    start = close + 1;
  }
}

function closingBrace(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    const character = css[at];
    if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return css.length;
}
