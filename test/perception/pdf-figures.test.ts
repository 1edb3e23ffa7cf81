import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { figuresOf, makePdf, PageWriter, parsePdf, prose, readPages, tablesOf, textsOf } from "./pdf-fixture.ts";

afterAll(closeParsers);

function photo(seed = 1): { width: number; height: number; grey: Uint8Array } {
  const grey = Uint8Array.from(
    { length: 80 * 60 },
    (_, index) => (index * 7 * seed + Math.floor(index / 80) * 13) % 256,
  );
  return { width: 80, height: 60, grey };
}

function addLineChart(writer: PageWriter, top: number): PageWriter {
  writer.rule(120, top + 150, 420);
  for (const [index, label] of ["2019", "2020", "2021", "2022"].entries())
    writer.text(120 + index * 90, top + 164, label, { size: 8 });
  for (const [index, label] of ["300", "200", "100"].entries())
    writer.text(98, top + 10 + index * 50, label, { size: 8 });
  return writer.polyline([
    [125, top + 120],
    [200, top + 60],
    [290, top + 90],
    [410, top + 10],
  ]);
}

function addBarChart(writer: PageWriter, top: number): PageWriter {
  [40, 110, 75, 130, 90].forEach((height, index) => {
    writer.fill(140 + index * 50, top + 150 - height, 30, height, 0.4);
  });
  return writer;
}

describe("raster images", () => {
  test("become figures with caption, place and a picture", async () => {
    const writer = new PageWriter().lines(72, 60, prose).image([150, 150, 240, 180], photo());
    const result = await parsePdf(makePdf([writer.text(150, 350, "Figure 1. A pattern of grey squares.")]));
    if (!result.ok) throw new Error(result.failure.message);
    const [figure] = figuresOf(result.parsed);
    expect(figure).toMatchObject({
      caption: "Figure 1. A pattern of grey squares.",
      kind: "photo",
      locator: { page: 1 },
    });
    const [left = 0, top = 0, right = 0, bottom = 0] = figure?.locator.box ?? [];
    expect([left * 612, top * 792, right * 612, bottom * 792].map(Math.round)).toEqual([150, 150, 390, 330]);
    const asset = result.assets.find((other) => other.asset.id === figure?.assetId);
    expect(asset?.asset).toMatchObject({
      mediaType: "image/png",
      locator: { page: 1 },
      perceptualHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    const { width, height } = await sharp(asset?.bytes).metadata();
    expect({ width, height }).toEqual({ width: asset?.asset.width, height: asset?.asset.height });
    expect(width).toBeGreaterThan(480);
  });

  test("that repeat on three pages are decoration", async () => {
    const pages = [1, 2, 3].map(() => new PageWriter().image([400, 100, 120, 90], photo()).lines(72, 300, prose));
    const source = await readPages(pages);
    expect(figuresOf(source)).toEqual([]);
    expect(source.dropped.map(({ why }) => why).join()).toContain("repeats on three or more pages");
  });

  test("that are tiny, or long and thin, are no figures, and are listed", async () => {
    const writer = new PageWriter()
      .image([72, 40, 30, 30], photo(3))
      .image([72, 100, 460, 40], photo(5))
      .lines(72, 200, prose);
    const source = await readPages([writer]);
    expect(figuresOf(source)).toEqual([]);
    expect(source.dropped.map(({ why }) => why)).toEqual([
      "too small for a figure: icon or bullet",
      "too long and thin for a figure: rule or banner",
    ]);
  });

  test("cut into strips are one figure", async () => {
    const writer = new PageWriter().image([150, 150, 240, 90], photo(1)).image([150, 240, 240, 90], photo(2));
    expect(figuresOf(await readPages([writer.lines(72, 60, prose)]))).toHaveLength(1);
  });

  test("side by side with a gap stay two figures", async () => {
    const writer = new PageWriter().image([80, 150, 180, 130], photo(1)).image([300, 150, 180, 130], photo(2));
    expect(figuresOf(await readPages([writer.lines(72, 60, prose)]))).toHaveLength(2);
  });
});

describe("vector drawings", () => {
  test("with a polyline are charts, their labels part of them", async () => {
    const writer = addLineChart(new PageWriter().lines(72, 60, prose), 150);
    const source = await readPages([writer.text(120, 350, "Figure 2. Sales by year.")]);
    const [chart, ...others] = figuresOf(source);
    expect(others).toEqual([]);
    expect(chart).toMatchObject({ kind: "chart", caption: "Figure 2. Sales by year." });
    expect(chart?.alt).toContain("2019");
    expect(textsOf(source, "paragraph").join(" ")).not.toContain("2019");
    expect(tablesOf(source)).toEqual([]);
  });

  test("with bars of different height on one base are charts", async () => {
    const [chart] = figuresOf(await readPages([addBarChart(new PageWriter().lines(72, 60, prose), 150)]));
    expect(chart?.kind).toBe("chart");
  });

  test("take a bold title above as caption when no numbered one is near", async () => {
    const writer = new PageWriter()
      .lines(72, 60, prose)
      .text(180, 145, "Energy use of five countries", { font: "bold", size: 12 });
    const [chart] = figuresOf(await readPages([addBarChart(writer, 140)]));
    expect([chart?.caption, chart?.alt].join(" ")).toContain("Energy use of five countries");
  });

  test("do not include the stripes of a table", async () => {
    const writer = new PageWriter();
    for (let row = 0; row < 6; row += 1) {
      writer.fill(72, 100 + row * 16, 220, 16, row % 2 ? 1 : 0.9).fill(292, 100 + row * 16, 120, 16, row % 2 ? 1 : 0.9);
      writer.text(76, 112 + row * 16, `Row number ${row}`).right(408, 112 + row * 16, `${row},500`);
    }
    const source = await readPages([writer]);
    expect(figuresOf(source)).toEqual([]);
    expect(tablesOf(source)).toHaveLength(1);
  });

  test("do not include a frame around text", async () => {
    const frame = "1 0 0 RG 60 560 m 560 560 l 560 720 l 60 720 l s";
    const writer = new PageWriter().raw(frame).lines(80, 100, [...prose, ...prose, ...prose]);
    expect(figuresOf(await readPages([writer]))).toEqual([]);
  });
});
