import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlRenderer } from "../../src/render/html.ts";
import { type Report, resolve } from "../../src/report/index.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { sampleContext } from "../support/render-context.ts";
import { sampleReport } from "../support/sample-report.ts";
import { accessibilityFaults, openTestBrowser, openTestPage } from "../support/test-browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser.close());

interface View {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly javaScriptEnabled?: boolean;
}

/** Opens a report and collects what a reader would find in the console. */
async function open(report: Report, { width = 1280, height = 900, ...view }: View = {}) {
  const [file] = await htmlRenderer.render(resolve(report), sampleContext());
  const page = await openTestPage(browser, { viewport: { width, height }, ...view });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(data|about):/.test(request.url())) complaints.push(`request ${request.url()}`);
  });
  await page.setContent(new TextDecoder().decode(file?.bytes), { waitUntil: "load" });
  return { page, complaints, close: () => page.context().close() };
}

const panel = (page: Page) => page.locator("#evidence-panel");
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute("data-evidence") ?? null);

describe("accessibility", () => {
  test.each([
    ["in light", {}],
    ["in dark", { colorScheme: "dark" as const }],
    ["on a phone", { width: 360, height: 740 }],
  ])("has no fault that axe-core knows, %s", async (_, view) => {
    const { page, complaints, close } = await open(sampleReport, view);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test("has none with the panel open, or in Arabic", async () => {
    const { page, close } = await open({ ...sampleReport, language: "ar" }, { colorScheme: "dark" });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator(".summary a.citation").first().click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await close();
  });

  test("is no wider than a phone", async () => {
    const { page, close } = await open(sampleReport, { width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await page.locator("#ch-sales .narrow").isVisible()).toBe(true);
    expect(await page.locator("#ch-sales .wide").isVisible()).toBe(false);
    await close();
  });
});

describe("the evidence panel", () => {
  test("opens on a citation with the exact words, their source and the boxed page", async () => {
    const { page, complaints, close } = await open(sampleReport);
    await page.locator("#sc-sales ~ p a.citation").first().click();
    expect(await panel(page).locator(".quoted mark").textContent()).toMatch(/^Total net sales decreased 1%/);
    expect(await panel(page).locator("cite").textContent()).toContain("Halden Instruments Inc.");
    const box = await panel(page).locator(".box").boundingBox();
    const frame = await panel(page).locator(".frame").boundingBox();
    expect(box && frame && (box.y - frame.y) / frame.height).toBeCloseTo(1176 / 1754, 1);
    expect(complaints).toEqual([]);
    await close();
  });

  test("is used with the keyboard alone, and gives the focus back", async () => {
    const { page, close } = await open(sampleReport);
    await page.locator(".summary a.citation").first().focus();
    const start = await focused(page);
    await page.keyboard.press("Enter");
    expect(await panel(page).isVisible()).toBe(true);
    expect(await panel(page).locator(".panel-count").textContent()).toBe("1 / 3");
    await page.keyboard.press("ArrowRight");
    expect(await panel(page).locator(".panel-count").textContent()).toBe("2 / 3");
    expect(await panel(page).locator("mark").textContent()).toBe("89,498");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    expect(await panel(page).locator(".panel-count").textContent()).toBe("3 / 3");
    await page.keyboard.press("Escape");
    expect(await panel(page).isVisible()).toBe(false);
    expect(await focused(page)).toBe(start);
    await close();
  });

  test("keeps the focus inside while it is open", async () => {
    const { page, close } = await open(sampleReport);
    await page.locator(".summary a.citation").first().click();
    for (let press = 0; press < 8; press++) {
      await page.keyboard.press("Tab");
      const isInside = await page.evaluate(() => {
        const active = document.activeElement;
        return active === document.body || active?.closest("#evidence-panel") !== null;
      });
      expect(isInside).toBe(true);
    }
    await close();
  });

  test("opens on a point of a chart and on a cell of a table", async () => {
    const { page, close } = await open(sampleReport);
    await page.locator("#ch-sales .wide a.chart-point").nth(1).click();
    expect(await panel(page).locator("mark").textContent()).toBe("117,154");
    await panel(page).locator(".panel-close").click();
    await page
      .locator("#tb-sales tbody tr")
      .nth(2)
      .locator("td")
      .first()
      .click({ position: { x: 8, y: 8 } });
    expect(await panel(page).locator("mark").textContent()).toBe("94,836");
    await close();
  });

  test("shows a picture of the text with the region drawn on it", async () => {
    const { page, close } = await open(sampleReport);
    await page.locator("#fg-wind figcaption a.citation").click();
    expect(await panel(page).locator(".frame img").getAttribute("src")).toMatch(/^data:image/);
    expect(await panel(page).locator(".box").count()).toBe(1);
    await close();
  });

  test("closes on a click beside it", async () => {
    const { page, close } = await open(sampleReport);
    await page.locator(".summary a.citation").first().click();
    await page.mouse.click(20, 400);
    expect(await panel(page).isVisible()).toBe(false);
    await close();
  });
});

test("a preview appears on hover and on focus, and goes away", async () => {
  const { page, close } = await open(sampleReport);
  const preview = page.locator("#evidence-preview");
  await page.locator(".summary li a.citation").first().hover();
  expect(await preview.textContent()).toContain("143,083");
  await page.locator("h1").hover();
  expect(await preview.isVisible()).toBe(false);
  await page.locator(".summary li a.citation").nth(2).focus();
  expect(await preview.textContent()).toContain("gross margin rose");
  await page.keyboard.press("Escape");
  expect(await preview.isVisible()).toBe(false);
  await close();
});

test("a chart is not mirrored where the text runs from right to left", async () => {
  const axisOf = async (language: string) => {
    const { page, close } = await open({ ...sampleReport, language });
    const drawing = await page.locator("#ch-sales .wide svg").boundingBox();
    const label = await page.locator("#ch-sales .wide text", { hasText: /^150$/ }).boundingBox();
    await close();
    return Math.round((label?.x ?? 0) - (drawing?.x ?? 0));
  };
  expect(await axisOf("ar")).toBe(await axisOf("en"));
});

test("without its script, a citation leads to its evidence and on to the page", async () => {
  const { page, close } = await open(sampleReport, { javaScriptEnabled: false });
  await page.locator("#sc-sales ~ p a.citation").first().click();
  const evidence = page.locator("#ev-halden-decrease");
  await evidence.scrollIntoViewIfNeeded();
  expect(await page.locator("#evidence-panel").isVisible()).toBe(false);
  expect(await evidence.isVisible()).toBe(true);
  await evidence.locator(".show-page").click();
  expect(await page.locator("#picture-as-page-halden-4").isVisible()).toBe(true);
  await close();
});

test("no attack in the data runs, loads or breaks the page", async () => {
  const { page, complaints, close } = await open(hostileReport());
  expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
  for (const citation of await page.locator(".summary a.citation").all()) {
    await citation.hover();
    await citation.click();
    await page.keyboard.press("Escape");
  }
  expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(complaints).toEqual([]);
  await close();
});
