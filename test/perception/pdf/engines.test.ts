import { describe, expect, test } from "vitest";
import type { PageContent, Rect } from "../../../src/perception/layout/item.ts";
import { turnOf, turnPage } from "../../../src/perception/layout/turned.ts";
import type { PdfEngine } from "../../../src/perception/pdf/engine.ts";
import { loadEngine } from "../../../src/perception/pdf/read-task.ts";
import { makePdf, PageWriter } from "../pdf-fixture.ts";

/** The contract of the item model, held against both engines in this process: the files are our own and harmless. */

const grey = new Uint8Array(400).fill(90);
const file = makePdf(
  [
    new PageWriter()
      .text(72, 100, "Sales by region", { size: 14, font: "bold" })
      .text(72, 130, "The office adds them up.")
      .raw("BT /plain 10 Tf 0 1 -1 0 40 300 Tm (Printed sideways) Tj ET")
      .raw("BT /plain 30 Tf 0.7071 0.7071 -0.7071 0.7071 200 200 Tm (DRAFT) Tj ET")
      .rule(72, 150, 300)
      .fill(72, 200, 100, 40, 0.5)
      .image([300, 400, 100, 80], { width: 20, height: 20, grey }),
    new PageWriter().text(72, 100, "Second page"),
  ],
  { link: { url: "https://example.org/", rect: [72, 655, 200, 675] } },
);

async function read(name: PdfEngine["name"]) {
  const steps: number[] = [];
  const engine = await loadEngine(name);
  const found = await engine.read(file, { maxPages: 100 }, (count) => steps.push(count));
  return { ...found, steps };
}

const near = (rect: Rect | undefined, [left, top, right, bottom]: readonly number[], by = 3) => {
  const pairs = [
    [rect?.left, left],
    [rect?.top, top],
    [rect?.right, right],
    [rect?.bottom, bottom],
  ];
  return pairs.every(([found = 0, wanted = 0]) => Math.abs(found - wanted) <= by);
};

const said = (page: PageContent | undefined, turn: number | undefined) =>
  (page?.words ?? [])
    .filter((word) => turnOf(word) === turn)
    .map((word) => word.text)
    .join(" ");

describe.each(["liteparse", "pdfjs"] as const)("the page model of %s", (name) => {
  const reading = read(name);

  test("has all pages in points, with their text", async () => {
    const { facts, pages } = await reading;
    expect(facts.totalPages).toBe(2);
    expect(pages.map(({ number, width, height, source }) => [number, width, height, source])).toEqual([
      [1, 612, 792, "native"],
      [2, 612, 792, "native"],
    ]);
    expect(pages.map((page) => said(page, 0))).toEqual(["Sales by region The office adds them up.", "Second page"]);
  });

  test("has words with place, size and weight", async () => {
    const words = (await reading).pages[0]?.words ?? [];
    const [sales, by] = words.slice(words.findIndex((word) => word.text === "Sales"));
    expect(sales).toMatchObject({ text: "Sales", size: 14, isBold: true, rotation: 0, continues: false });
    expect(near(sales, [72, 88, 109, 103])).toBe(true);
    expect(by).toMatchObject({ text: "by", continues: true });
  });

  test("says how text is turned, and has it whole once it is turned back", async () => {
    const page = (await reading).pages[0];
    if (!page) throw new Error("The first page is missing.");
    expect(said(turnPage(page, 270), 0)).toBe("Printed sideways");
    const [first] = turnPage(page, 270).words.filter((word) => word.rotation === 0);
    expect(near(first, [300, 32, 334, 43])).toBe(true);
  });

  test("has slanted text at no right angle", async () => {
    expect(said((await reading).pages[0], undefined).replace(/ /g, "")).toBe("DRAFT");
  });

  test("has rules, shapes, images and links where they stand", async () => {
    const page = (await reading).pages[0];
    const [rule] = page?.rulings ?? [];
    expect(rule?.isHorizontal && near(rule, [72, 150, 300, 150])).toBe(true);
    expect(page?.shapes.some((shape) => shape.isFilled && near(shape, [72, 200, 172, 240]))).toBe(true);
    expect(near(page?.images[0], [300, 400, 400, 480])).toBe(true);
    expect(page?.links.map(({ url }) => url)).toEqual(["https://example.org/"]);
    expect(near(page?.links[0], [72, 117, 200, 137])).toBe(true);
  });

  test("refuses what is no PDF, and what is locked, in its own words", async () => {
    const engine = await loadEngine(name);
    const open = (bytes: Uint8Array) => engine.read(bytes, { maxPages: 1 }, () => undefined);
    await expect(open(Buffer.from("%PDF-1.4 nothing"))).rejects.toMatchObject({ state: "invalid" });
    const locked = makePdf([new PageWriter().text(72, 100, "Secret")], { locked: true });
    await expect(open(locked)).rejects.toMatchObject({ state: "password" });
  });

  test("stops at the page it is told", async () => {
    const engine = await loadEngine(name);
    const found = await engine.read(file, { maxPages: 1 }, () => undefined);
    expect(found.pages.map(({ number }) => number)).toEqual([1]);
    expect(found.facts.totalPages).toBe(2);
  });
});
