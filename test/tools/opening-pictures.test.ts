import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { ParsedSource, SourceFigure } from "../../src/evidence/parsed-source.ts";
import { closeParsers, makeAsset, type PageImage } from "../../src/perception/index.ts";
import { toolNamed } from "../../src/tools/index.ts";
import { entryOf, parsedOf } from "../library/entries.ts";
import { openTools, said, shownIn, squareOn, type ToolBench } from "./context.ts";

const openUrl = toolNamed("open_url")!;

let bench: ToolBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});
afterAll(() => closeParsers());

const figure = (id: string, assetId: string, page: number, caption?: string): SourceFigure => ({
  type: "figure",
  id,
  assetId,
  kind: "chart",
  locator: { page },
  ...(caption ? { caption } : {}),
});

/** A document with as many figures as colours, one a page, stored in the library. */
async function withFigures(colours: readonly string[], drawn: readonly PageImage[] = []) {
  const made = await Promise.all(
    colours.map(async (colour) => makeAsset(await squareOn(colour), { licence: "CC0-1.0" })),
  );
  const blocks = made.map(({ asset }, index) => figure(`f${index + 1}`, asset.id, index + 1, `Chart ${index + 1}`));
  const parsed: ParsedSource = {
    ...parsedOf([{ type: "paragraph", id: "b0", text: "Heat by year.", locator: { page: 1 } }, ...blocks]),
    assets: made.map(({ asset }) => asset),
    pages: colours.map((_, index) => ({ number: index + 1, width: 600, height: 800, text: "native" })),
  };
  const entry = entryOf("Heat charts", parsed);
  const pages: (readonly number[])[] = [];
  bench = await openTools({
    files: ["charts.pdf"],
    read: async () => ({ ok: true, ...entry }),
    changes: {
      drawPages: async (_, wanted) => {
        pages.push(wanted);
        return drawn.filter(({ page }) => wanted.includes(page));
      },
    },
  });
  await bench.library.add(entry, { assets: made, parser: "pdf@1" });
  const open = (input: object) => bench!.use(openUrl, { url: "charts.pdf", ...input });
  return { bench, open, made, pages };
}

const page = async (number: number, colour: string): Promise<PageImage> => ({
  page: number,
  bytes: await squareOn(colour, 300),
  mediaType: "image/png",
  width: 300,
  height: 300,
});

describe("opening a document with figures", () => {
  test("shows its words and its figures, which then stand in visual memory with caption and terms", async () => {
    const { open, made, bench: tools } = await withFigures(["yellow", "lime"]);
    const outcome = await open({ mode: "auto" });
    expect(said(outcome)).toContain("Heat by year.");
    expect(shownIn(outcome)).toEqual(made.map(({ asset }) => asset.id));
    expect(tools.context.pictures.get(made[0]!.asset.id)).toMatchObject({
      gist: "Chart 1",
      asset: { licence: "CC0-1.0", locator: { page: 1 } },
    });
  });

  test("in text mode no picture is loaded", async () => {
    const { open, bench: tools } = await withFigures(["yellow"]);
    expect(shownIn(await open({ mode: "text" }))).toEqual([]);
    expect(tools.context.pictures.all()).toEqual([]);
  });

  test("of one page shows the figures of that page", async () => {
    const { open, made } = await withFigures(["yellow", "lime", "red"]);
    expect(shownIn(await open({ mode: "auto", page: 2 }))).toEqual([made[1]!.asset.id]);
  });

  test("shows six figures at most", async () => {
    const { open } = await withFigures(["yellow", "lime", "red", "blue", "cyan", "magenta", "gray", "orange"]);
    expect(shownIn(await open({ mode: "auto" }))).toHaveLength(6);
  });

  test("read on, it shows no figure twice", async () => {
    const { open } = await withFigures(["yellow"]);
    expect(shownIn(await open({ mode: "auto", from: 5 }))).toEqual([]);
  });
});

describe("looking at pages", () => {
  test("draws the page asked for, named by document and page", async () => {
    const {
      open,
      pages,
      bench: tools,
    } = await withFigures(["yellow", "lime"], [await page(1, "white"), await page(2, "silver")]);
    const [drawn = ""] = shownIn(await open({ mode: "visual", page: 2 }));
    expect(pages).toEqual([[2]]);
    expect(tools.context.pictures.get(drawn)).toMatchObject({
      gist: "Heat charts, page 2",
      asset: { locator: { page: 2 } },
    });
  });

  test("without a page draws the first three", async () => {
    const { open, pages } = await withFigures(["yellow"], [await page(1, "white")]);
    expect(shownIn(await open({ mode: "visual" }))).toHaveLength(1);
    expect(pages).toEqual([[1, 2, 3]]);
  });

  test("where pages cannot be drawn, shows the figures", async () => {
    const { open, made } = await withFigures(["yellow"]);
    expect(shownIn(await open({ mode: "visual" }))).toEqual([made[0]!.asset.id]);
  });

  test("carries no words: those are for the text mode", async () => {
    const { open } = await withFigures(["yellow"], [await page(1, "white")]);
    expect(said(await open({ mode: "visual" }))).not.toContain("Heat by year.");
  });
});
