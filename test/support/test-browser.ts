import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { browserCandidates } from "../../src/render/browser-binary.ts";

/** What the browser does is waited for as long as a test may take: how long it takes is never what is tested. */
const timeout = 240_000;

/** The browser that prints, with scripts, to try the HTML in; the caller closes it. */
export async function openTestBrowser(): Promise<Browser> {
  for (const candidate of browserCandidates()) {
    const binary = await candidate();
    if (!binary) continue;
    const args = ["--no-sandbox", "--disable-gpu"];
    return chromium.launch({ executablePath: binary.executablePath, headless: true, args, timeout });
  }
  throw new Error("These tests need a Chromium browser");
}

/** A page in a context of its own, which ends with it. */
export async function openTestPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(timeout);
  return context.newPage();
}

/** Rules that are about colours: only these can tell light from dark. */
export const colourRules = ["color-contrast", "link-in-text-block"];

/** Violations of axe-core's WCAG 2.2 AA and best-practice rules, or of those named, as `rule: element`. */
export async function accessibilityFaults(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // Evaluated, not inserted: the page's policy forbids any script element but its own.
  await page.evaluate(source);
  // Colours on their way from light to dark have no contrast for a moment; what turns for ever is not waited for.
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
  return page.evaluate(async (named) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: readonly Violation[] }> };
    };
    interface Violation {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }
    const { violations } = await axe.run(named ? { runOnly: { type: "rule", values: named } } : {});
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, rules);
}
