import { describe, expect, test } from "vitest";
import { findFigures, wordsInFigures } from "../../../src/perception/figures/find.ts";
import { rasterFigures, repeatedImages } from "../../../src/perception/figures/raster.ts";
import type { PlacedImage, Shape } from "../../../src/perception/layout/item.ts";
import { page, run } from "../layout/page-content.ts";

function image(left: number, top: number, width: number, height: number, hash = "a"): PlacedImage {
  return { left, top, right: left + width, bottom: top + height, hash, pixelWidth: width * 2, pixelHeight: height * 2 };
}

const figuresOn = (images: readonly PlacedImage[], repeated: ReadonlySet<string> = new Set()) =>
  rasterFigures(page([], { images }), repeated);

describe("a picture is a figure", () => {
  test("if it is large enough", () => {
    const { figures, dropped } = figuresOn([image(100, 100, 300, 200)]);
    expect(figures).toEqual([{ left: 100, top: 100, right: 400, bottom: 300, page: 1, kind: "photo" }]);
    expect(dropped).toEqual([]);
  });

  test.each([
    ["an icon", image(100, 100, 20, 20), "too small"],
    ["a thin strip that is tall enough", image(0, 100, 612, 40), "long and thin"],
    ["a scanned page", image(0, 0, 612, 792), "covers the page"],
    ["a small picture on a large page", image(100, 100, 60, 60), "too small"],
  ])("but not %s, and the reason is told", (_, picture, why) => {
    const { figures, dropped } = figuresOn([picture]);
    expect(figures).toEqual([]);
    expect(dropped[0]?.why).toContain(why);
  });

  test("but not if it repeats on three pages", () => {
    const pages = [1, 2, 3, 4].map((number) =>
      page([], { number, images: [image(400, 20, 150, 60, "logo"), image(100, 200, 300, 200, `photo ${number % 3}`)] }),
    );
    const repeated = repeatedImages(pages);
    expect([...repeated]).toEqual(["logo"]);
    expect(figuresOn([image(400, 20, 150, 60, "logo")], repeated).dropped[0]?.why).toContain("three or more pages");
  });

  test("although it stands several times on one page", () => {
    const same = [image(72, 100, 150, 150), image(230, 100, 150, 150), image(388, 100, 150, 150)];
    expect([...repeatedImages([page([], { images: same })])]).toEqual([]);
  });
});

describe("strips of one picture", () => {
  test("are one figure if they abut and align, above or beside each other", () => {
    const stacked = [0, 1, 2, 3].map((index) => image(100, 100 + index * 50, 300, 50, `strip ${index}`));
    expect(figuresOn(stacked).figures).toMatchObject([{ left: 100, top: 100, right: 400, bottom: 300 }]);
    expect(figuresOn([image(100, 100, 150, 200, "l"), image(250, 100, 150, 200, "r")]).figures).toHaveLength(1);
  });

  test("are several if they are the photos of a grid, with gaps between", () => {
    expect(figuresOn([image(100, 100, 150, 100, "l"), image(256, 100, 150, 100, "r")]).figures).toHaveLength(2);
  });

  test("are several if they do not align", () => {
    expect(figuresOn([image(100, 100, 300, 100, "a"), image(120, 200, 300, 100, "b")]).figures).toHaveLength(2);
  });
});

describe("pictures and drawings on one page", () => {
  const bars = [40, 90, 60, 120, 75].map((height, index): Shape => {
    const left = 120 + index * 40;
    return {
      left,
      right: left + 25,
      top: 300 - height,
      bottom: 300,
      isFilled: true,
      color: "ff3366cc",
      hasCurve: false,
    };
  });

  test("are both found", () => {
    const { figures } = findFigures(page([], { images: [image(100, 400, 300, 200)], shapes: bars }), new Set());
    expect(figures.map((figure) => figure.kind)).toEqual(["photo", "chart"]);
  });

  test("are one where the drawing lies on the picture", () => {
    const { figures } = findFigures(page([], { images: [image(90, 150, 300, 200)], shapes: bars }), new Set());
    expect(figures.map((figure) => figure.kind)).toEqual(["photo"]);
  });

  test("keep words in a chart out of the text, and leave those on a photo in it", () => {
    const label = run("Sales", { left: 200, top: 200 });
    const chart = { left: 100, top: 100, right: 400, bottom: 300, page: 1, kind: "chart" } as const;
    expect([...wordsInFigures(label, [chart])]).toEqual(label);
    expect(wordsInFigures(label, [{ ...chart, kind: "photo" }]).size).toBe(0);
    expect(wordsInFigures(run("Beside", { left: 420, top: 200 }), [chart]).size).toBe(0);
  });
});
