import { tmpdir } from "node:os";
import type { BrowserContext, Browser as ChromiumBrowser } from "playwright-core";
import { ExhibitError, messageOf } from "../errors.ts";
import { orAborted } from "../net/index.ts";
import { type BrowserBinary, type BrowserCandidate, browserCandidates } from "./browser-binary.ts";

/** A headless browser that only prints. */
export interface Browser {
  /** A4 pages of a self-contained HTML file; `footer` is HTML for the lower margin of each page. */
  print(html: string, options: { readonly footer: string; readonly signal: AbortSignal }): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Against one that hangs: on a machine with far more to do than it can, a start takes most of a minute. */
const launchTimeoutMs = 120_000;
const printTimeoutMs = 120_000;

/** No sandbox switch is here: `launch` adds it only where the platform has none. */
const switches = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-pings",
  "--font-render-hinting=none",
  "--host-resolver-rules=MAP * ~NOTFOUND",
];

/**
 * Starts the first of the candidates that runs: the bundled browser, else one of the system.
 *
 * Contract: reaches no network and runs no script of a page; the caller closes it. Throws `DEPENDENCY_MISSING` with a
 * remedy when none starts.
 */
export async function createBrowser(candidates: readonly BrowserCandidate[] = browserCandidates()): Promise<Browser> {
  const tried: string[] = [];
  for (const candidate of candidates) {
    const started = await start(candidate, tried);
    if (started) return { print: (html, options) => print(started, html, options), close: () => started.close() };
  }
  throw new ExhibitError("DEPENDENCY_MISSING", missingMessage(tried));
}

function missingMessage(tried: readonly string[]): string {
  const found = tried.length > 0 ? ` Tried: ${tried.join("; ")}.` : "";
  return `PDF needs a Chromium browser and none started here.${found} Install one, for example with "apt-get install chromium", or leave pdf out of --formats.`;
}

/** Tries a candidate with the system's sandbox, then without where the system refuses one (as root, in containers). */
async function start(candidate: BrowserCandidate, tried: string[]): Promise<ChromiumBrowser | undefined> {
  let binary: BrowserBinary | undefined;
  try {
    binary = await candidate();
    if (!binary) return undefined;
    if (process.getuid?.() === 0) return await launch(binary, { isSandboxed: false });
    return await launch(binary, { isSandboxed: true });
  } catch (error) {
    if (binary && process.getuid?.() !== 0) return startUnsandboxed(binary, tried);
    tried.push(`${binary?.name ?? "bundled Chromium"} (${firstLine(error)})`);
    return undefined;
  }
}

async function startUnsandboxed(binary: BrowserBinary, tried: string[]): Promise<ChromiumBrowser | undefined> {
  try {
    return await launch(binary, { isSandboxed: false });
  } catch (error) {
    tried.push(`${binary.name} (${firstLine(error)})`);
    return undefined;
  }
}

async function launch(binary: BrowserBinary, { isSandboxed }: { readonly isSandboxed: boolean }) {
  const { chromium } = await import("playwright-core");
  return chromium.launch({
    executablePath: binary.executablePath,
    headless: true,
    chromiumSandbox: isSandboxed,
    timeout: launchTimeoutMs,
    args: switches,
    env: { TMPDIR: tmpdir(), HOME: tmpdir(), ...(binary.libraries ? { LD_LIBRARY_PATH: binary.libraries } : {}) },
  });
}

/** The reason a browser gives for not starting, without its call log. */
function firstLine(error: unknown): string {
  const lines = messageOf(error).split("\n");
  const reason = lines.find((line) => /error while loading|No usable sandbox|ENOENT|ENOSPC|EACCES/.test(line));
  return (reason ?? lines[0] ?? "").trim().slice(0, 200);
}

async function print(
  browser: ChromiumBrowser,
  html: string,
  { footer, signal }: { readonly footer: string; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  signal.throwIfAborted();
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true, serviceWorkers: "block" });
  try {
    return await orAborted(printIn(context, html, footer), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new ExhibitError("RENDER_FAILED", `The browser could not print the report: ${firstLine(error)}`, {
      cause: error,
    });
  } finally {
    // A page in the middle of its layout closes late; who cancelled does not wait for it.
    const closed = context.close();
    if (signal.aborted) closed.catch(() => undefined);
    else await closed;
  }
}

async function printIn(context: BrowserContext, html: string, footer: string): Promise<Uint8Array> {
  await context.route("**/*", (route) => route.abort());
  const page = await context.newPage();
  await page.setContent(html, { waitUntil: "load", timeout: printTimeoutMs });
  return await page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
    displayHeaderFooter: true,
    headerTemplate: "<span></span>",
    footerTemplate: footer,
  });
}
