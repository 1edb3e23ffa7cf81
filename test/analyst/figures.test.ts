import { expect, test } from "vitest";
import type { StoredSource } from "../../src/library/index.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { heading, paragraph, stored } from "./sample-filings.ts";

/** A page with pictures, each stored unless it has no asset id. */
function withFigures(
  name: string,
  figures: readonly { caption?: string; ocrText?: string; kind?: "chart" | "scan"; missing?: boolean }[],
): StoredSource {
  const base = stored(name, `About ${name}`, [
    heading("h", "Heat pumps in the north"),
    paragraph("p", "A heat pump is a device that moves heat from the outside air into a house."),
  ]);
  const blocks = figures.map(({ caption, kind = "chart", missing }, index) => ({
    type: "figure" as const,
    id: `f${index}`,
    kind,
    locator: { page: 1 },
    ...(caption && { caption }),
    ...(!missing && { assetId: `as-${name}-${index}` }),
  }));
  const assets = figures.map(({ ocrText }, index) => ({
    id: `as-${name}-${index}`,
    mediaType: "image/png",
    width: 800,
    height: 400,
    sha256: "0",
    ...(ocrText && { ocrText }),
  }));
  return { ...base, parsed: { ...base.parsed, blocks: [...base.parsed.blocks, ...blocks], assets } };
}

const figuresFor = async (...sources: StoredSource[]): Promise<readonly string[]> =>
  (await reportOf("What is a heat pump?", sourcesOf(...sources))).figures;

test("a picture whose caption names the topic is shown, without the number it had", async () => {
  expect(await figuresFor(withFigures("a", [{ caption: "Figure 3: How a heat pump works" }]))).toEqual([
    "How a heat pump works",
  ]);
});

test("pictures about something else, scans and pictures that were not stored are not shown", async () => {
  const others = withFigures("a", [
    { caption: "Sales of bicycles by month" },
    { caption: "A heat pump in the cellar", kind: "scan" },
    { caption: "A heat pump outside the house", missing: true },
  ]);
  expect(await figuresFor(others)).toEqual([]);
});

test("one picture is enough, and a copy of it in another document is no second", async () => {
  const copies = ["a", "b"].map((name) => withFigures(name, [{ caption: "How a heat pump works" }]));
  expect(await figuresFor(...copies)).toEqual(["How a heat pump works"]);
});

test("a picture named by its file is titled by the first line of its own words", async () => {
  const image = withFigures("a", [{ caption: "heat-chart", ocrText: "Heat pump sales by year\n2010 2020" }]);
  expect(await figuresFor(image)).toEqual(["Heat pump sales by year"]);
});
