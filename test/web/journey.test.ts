import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunSummary } from "../../src/server/api-types.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { type PageServer, pageServer } from "../support/page-server.ts";
import { accessibilityFaults, colourRules, openTestBrowser, openTestPage } from "../support/test-browser.ts";

const question = "How did Iowa's electricity generation from renewables and nuclear energy develop from 2001 to 2017?";
const faults: string[] = [];
const requested: string[] = [];
let server: PageServer;
let browser: Browser;
let page: Page;

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const report = () => page.getByRole("article");
/** Violations in light and in dark. */
async function seenFaults(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const rules = colorScheme === "dark" ? colourRules : undefined;
    found.push(...(await accessibilityFaults(page, rules)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
}
async function latestRun(): Promise<RunSummary> {
  const [latest] = (await (await fetch(`${server.url}/api/runs`)).json()) as RunSummary[];
  if (!latest) throw new Error("there is no run");
  return latest;
}

beforeAll(async () => {
  [server, browser] = await Promise.all([pageServer(), openTestBrowser()]);
  page = await openTestPage(browser, { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    // What a restart of the server cuts off is told by the browser itself.
    if (message.type() === "error" && !/net::ERR_/.test(message.text()))
      faults.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => requested.push(request.url()));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

// Each step stands on the one before.
let isBroken = false;
beforeEach(({ skip }) => {
  if (isBroken) skip();
});
afterEach(({ task }) => {
  isBroken ||= task.result?.state === "fail";
});

describe("the journey through the page", () => {
  test("begins with a question and its options", async () => {
    await page.goto(server.url);
    await page.getByLabel("Your question").fill(question);
    await button("Options").click();
    for (const format of ["PDF", "DOCX", "PPTX", "HTML"]) await page.getByRole("checkbox", { name: format }).uncheck();
    expect(await seenFaults()).toEqual([]);
    await button("Research").click();
    await page.waitForURL(/#\/thread\//);
  });

  test("shows the plan, also after a reload, and takes an edited one", async () => {
    await page.getByText("Here is the plan").waitFor();
    expect(await page.title()).toContain("(?)");
    await page.reload();
    await page
      .getByRole("textbox", { name: "Part 1" })
      .fill("How did electricity generation from renewables of Iowa develop?");
    await button("Add a part").click();
    expect(await seenFaults()).toEqual([]);
    await page.getByRole("textbox", { name: /^Part/ }).last().fill("What share did nuclear energy have?");
    await button("Approve and begin").click();
    await page.getByRole("region", { name: "Progress" }).waitFor();
  });

  test("goes on through a reload to the report", async () => {
    await page.reload();
    await report().waitFor();
    expect(await page.getByRole("article").getByRole("heading", { level: 1 }).textContent()).toContain("Iowa");
    expect(await page.title()).toBe(`${question} · Exhibit`);
    await page.getByText(/2 sources read/).waitFor();
    await page.locator(".chart-drawing a").first().waitFor();
    await page.getByText("The report is ready.").waitFor();
    expect(await seenFaults()).toEqual([]);
  });

  test("opens the evidence of a mark: the cell in its table, and the page with the place marked", async () => {
    // The table of figures is the first source, the PDF the second.
    await report().locator(".cite").filter({ hasText: /^2$/ }).first().click();
    const panel = page.getByRole("complementary", { name: "Evidence" });
    await panel.getByText("generation-report.pdf").first().waitFor();
    await panel.locator("mark").first().waitFor();
    await panel.locator("[data-pdf-page]").waitFor();
    const [frame, box] = await Promise.all([
      panel.locator("[data-pdf-page]").boundingBox(),
      panel.locator("[data-box]").boundingBox(),
    ]);
    expect(box && frame && box.y > frame.y && box.y + box.height < frame.y + frame.height).toBe(true);
    expect(await seenFaults()).toEqual([]);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("cite");
  });

  test("opens the evidence of a chart's point by keyboard", async () => {
    await page.locator(".chart-drawing a").nth(2).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Evidence" }).locator("mark").waitFor();
    await button("Close").click();
  });

  test("downloads a file", async () => {
    const files = page.getByRole("link", { name: /^Markdown/ });
    await page.getByText("Download", { exact: true }).click();
    await files.waitFor();
    await page.keyboard.press("Escape");
    expect(await files.isVisible()).toBe(false);
    await page.getByText("Download", { exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), files.click()]);
    expect(download.suggestedFilename()).toBe("report.md");
    expect(await readFile(await download.path(), "utf8")).toContain("Iowa");
  });

  test("shares the report with somebody who has nothing but the link", async () => {
    await button("Share").click();
    await button("Make a link").click();
    const link = await page.getByLabel("Link", { exact: true }).inputValue();
    await button("Close").click();
    const guest = await openTestPage(browser);
    await guest.goto(link);
    await guest.getByRole("article").waitFor();
    await guest.context().close();
  });

  test("schedules the question, and takes it back", async () => {
    await button("Schedule").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("How often").selectOption("weekly");
    await dialog.getByLabel(/^At/).fill("07:30");
    await dialog.getByRole("button", { name: "Schedule" }).click();
    await dialog.getByText(/^Next: .*7:30/).waitFor();
    await dialog.getByText("Feed address").click();
    await dialog.getByRole("button", { name: "Make a link" }).click();
    const feed = await dialog.getByLabel("Link", { exact: true }).inputValue();
    expect(feed).toMatch(/^http:.*\/api\/shared\/[\w-]{43}\/feed\.atom$/);
    await dialog.getByRole("button", { name: "Revoke" }).waitFor();
    expect(await seenFaults()).toEqual([]);
    await dialog.getByRole("button", { name: "Revoke" }).click();
    await dialog.getByRole("button", { name: "Revoke" }).waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "Remove" }).click();
    await dialog.getByText(/^Next:/).waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "Close" }).click();
  });

  test("follows up, and outlives a restart of the server", async () => {
    await page.getByLabel("Follow-up question").fill("How did nuclear energy in Iowa develop from 2001 to 2017?");
    await page.keyboard.press("Enter");
    await button("Approve and begin").click();
    await page.getByRole("region", { name: "Progress" }).waitFor();
    await server.restart();
    await page.getByText("How did nuclear energy in Iowa").first().waitFor();
    await button(/Read the report/).waitFor();
    await expect.poll(async () => (await latestRun()).status).toBe("done");
    await expect.poll(() => report().getByRole("heading", { level: 1 }).textContent()).toMatch(/nuclear/i);
  });

  test("fits a phone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await button(/Read the report/)
      .last()
      .click();
    await report().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await seenFaults()).toEqual([]);
    await page.reload();
    await report().waitFor();
    await page.goBack();
    await button(/Read the report/)
      .last()
      .waitFor();
    await page.goForward();
    await report().waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("broke nothing and asked nobody else", () => {
    expect(faults).toEqual([]);
    expect(server.errors).toEqual([]);
    expect(requested.filter((url) => !url.startsWith(server.url) && !url.startsWith("blob:"))).toEqual([]);
  });
});

test("a hostile report is shown as its texts", async () => {
  const { runId, threadId } = await latestRun();
  const file = join(server.config.out, runId, "report.json");
  await writeFile(file, JSON.stringify(hostileReport()));
  await page.goto(`${server.url}/#/thread/${threadId}`);
  await page.reload();
  await report().waitFor();
  await report().locator(".cite").first().click();
  await page.getByRole("complementary").last().locator("mark, img, [data-pdf-page]").first().waitFor();
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  expect(await page.locator("script").count()).toBe(1);
  const links = await report()
    .locator("a")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  expect(links.filter((href) => !/^(?:https?:|mailto:|#)/.test(href))).toEqual([]);
  expect(requested.filter((url) => /evil/.test(url))).toEqual([]);
});
