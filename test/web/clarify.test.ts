import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JobView, PlanView } from "../../src/server/api-types.ts";
import { type PageServer, pageServer } from "../support/page-server.ts";
import { accessibilityFaults, openTestBrowser } from "../support/test-browser.ts";

const faults: string[] = [];
let server: PageServer;
let browser: Browser;
let page: Page;

const button = (name: string) => page.getByRole("button", { name, exact: true });
const form = () => page.getByRole("form", { name: "Questions before the plan" });

beforeAll(async () => {
  [server, browser] = await Promise.all([pageServer(), openTestBrowser()]);
  page = await (
    await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" })
  ).newPage();
  page.setDefaultTimeout(50_000);
  page.on("pageerror", (error) => faults.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function ask(question: string): Promise<string> {
  await page.goto(server.url);
  await page.getByLabel("Your question").fill(question);
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/thread\//);
  return page.url().split("/thread/")[1] ?? "";
}

const json = async <Value>(path: string): Promise<Value> =>
  (await (await fetch(`${server.url}${path}`)).json()) as Value;

/** The plan that waits in a thread. */
async function planOf(threadId: string): Promise<PlanView> {
  await page.getByText("Here is the plan").waitFor();
  const jobs = await json<readonly JobView[]>(`/api/jobs?thread=${threadId}`);
  return json<PlanView>(`/api/jobs/${jobs.at(-1)?.id}/plan`);
}

describe("a question that leaves something open", () => {
  test("is asked about before the plan, also after a reload, in a form for keys, readers, phones and the dark", async () => {
    const threadId = await ask("How did Iowa develop?");
    await form().waitFor();
    await page.reload();
    await form().waitFor();
    const groups = form().getByRole("group");
    expect(await groups.count()).toBe(2);
    expect(await page.getByRole("group", { name: "What about Iowa do you want to know?" }).count()).toBe(1);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect((await accessibilityFaults(page)).map((fault) => `${width} ${colorScheme}: ${fault}`)).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });

    // By keys alone: up from the assumption to the option before it, then into the second question's own words.
    const chosen = groups.first().getByRole("radio", { checked: true });
    expect(await chosen.evaluate((radio) => radio.closest("label")?.textContent)).toContain("As assumed:");
    await chosen.focus();
    await page.keyboard.press("ArrowUp");
    expect(await groups.first().getByRole("radio", { name: "electricity" }).isChecked()).toBe(true);
    const words = page.getByRole("textbox", { name: "Something else: Which period do you mean?" });
    await words.focus();
    await page.keyboard.type("2005 to 2010");
    expect(await groups.last().getByRole("radio", { name: "Something else:" }).isChecked()).toBe(true);
    await page.keyboard.press("Enter");

    const plan = await planOf(threadId);
    expect(plan.clarified.map(({ answer }) => answer)).toEqual(["electricity", "2005 to 2010"]);
    expect(JSON.stringify(plan.subQuestions)).toMatch(/electricity of Iowa.*2005/);
    await page.getByText("What about Iowa do you want to know? electricity").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("goes on with the assumptions at one press", async () => {
    const threadId = await ask("How did Iowa develop?");
    await button("Go on with the assumptions").click();
    const plan = await planOf(threadId);
    expect(plan.clarified).toEqual([]);
    expect(plan.assumptions).toContain("All times that the sources cover count.");
  });

  test("wants words where something else is chosen, and can be discarded", async () => {
    await ask("How did Iowa develop?");
    await form().getByRole("radio", { name: "Something else:" }).first().check();
    await button("Answer and go on").click();
    expect(await form().locator("input:invalid").count()).toBe(1);
    await button("Discard").click();
    await page.getByText("Discarded. Ask again below.").waitFor();
  });
});

test("a plain question, and one whose asker wants no questions, goes straight to its plan", async () => {
  await ask("How did nuclear energy in Iowa develop from 2001 to 2017?");
  await page.getByText("Here is the plan").waitFor();
  await page.goto(server.url);
  await page.getByLabel("Your question").fill("How did Iowa develop?");
  await button("Options").click();
  await page.getByRole("checkbox", { name: "Ask me first where my question is unclear" }).uncheck();
  await button("Research").click();
  await page.getByText("Here is the plan").waitFor();
  expect(faults).toEqual([]);
  expect(server.errors).toEqual([]);
});
