import { gzipSync } from "node:zlib";
import { pageServer } from "../support/page-server.ts";
import { openTestBrowser } from "../support/test-browser.ts";

const rounds = 9;

/** How soon the chat page is there, each time in a browser that has nothing of it yet, and what it weighs. */
export async function bench(): Promise<unknown> {
  const [server, browser] = await Promise.all([pageServer(), openTestBrowser()]);
  try {
    const measured: { readonly paintMs: number; readonly usableMs: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const began = performance.now();
      await page.goto(server.url);
      await page.getByLabel("Your question").waitFor();
      const usableMs = performance.now() - began;
      const paintMs = await page.evaluate(
        () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      );
      measured.push({ paintMs, usableMs });
      await context.close();
    }
    const median = (key: "paintMs" | "usableMs") =>
      Math.round(measured.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
    const page = await (await fetch(server.url)).text();
    const files = [...page.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    const bodies = await Promise.all(files.map(async (path) => (await fetch(server.url + path)).arrayBuffer()));
    const gzipKb = bodies.reduce((sum, body) => sum + gzipSync(new Uint8Array(body)).length, 0) / 1024;
    return { rounds, paintMs: median("paintMs"), usableMs: median("usableMs"), gzipKb: Math.round(gzipKb) };
  } finally {
    await browser.close();
    await server.close();
  }
}
