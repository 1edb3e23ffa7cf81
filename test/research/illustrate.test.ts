import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { VisualRequirement } from "../../src/analyst/index.ts";
import type { ParsedSource, SourceFigure } from "../../src/evidence/parsed-source.ts";
import type { StoredSource } from "../../src/library/index.ts";
import { makeAsset } from "../../src/perception/index.ts";
import { type Evidence, textOf } from "../../src/report/index.ts";
import { loadVisuals } from "../../src/research/illustrate.ts";
import { illustrate } from "../../src/research/index.ts";
import { bankAllCells, makeTable, mustBank } from "../evidence/fixtures.ts";
import { entryOf, parsedOf } from "../library/entries.ts";
import { squareOn } from "../tools/context.ts";
import { type Bench, openBench, testBrief } from "./services.ts";

const rows = [
  "Year | Heat (GWh) | Water (m³)",
  "2020 | 380 | 51",
  "2021 | 395 | 53",
  "2022 | 398 | 52",
  "2023 | 412 | 57",
];
const table = makeTable(rows.join("\n"), { id: "t1", caption: "Heat of the plant" });

let bench: Bench;
let stored: StoredSource;
let all: readonly Evidence[];
let cells: readonly Evidence[];
async function shelve(
  title: string,
  parsed: ParsedSource,
  assets: readonly { asset: never; bytes: Uint8Array }[] = [],
) {
  stored = entryOf(title, parsed);
  await bench.services.library.add(stored, { assets, parser: "test@1" });
}
beforeEach(async () => {
  bench = await openBench();
  await shelve("Heat table", parsedOf([table]));
  all = bankAllCells(stored.source, stored.parsed);
  cells = all.filter(({ content }) => content.type === "cell" && content.columnIndex === 1);
  bench.services.evidence.add(all);
});
afterEach(() => bench.close());

const wanting = (
  form: VisualRequirement["form"],
  evidenceIds: readonly string[],
  changes: Partial<VisualRequirement> = {},
) => ({
  ...{ id: `v-${form}`, role: "evidence", title: "Heat by year", form, evidenceIds },
  ...changes,
});
async function fill(...visuals: readonly object[]) {
  const section = { id: "s1", title: "Heat", purpose: "", subQuestionIds: ["q1"], evidenceIds: [], visuals };
  await bench.services.folder.writeJson("outline.json", { title: "Heat", summaryEvidenceIds: [], sections: [section] });
  const { visualIds } = await illustrate(bench.services);
  return { visualIds, visuals: await loadVisuals(bench.services) };
}
const warnings = () => bench.events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
const ids = (some = cells) => some.map(({ id }) => id);

describe("a visual that the outline wants", () => {
  test("is a chart of cited numbers, each point with its evidence", async () => {
    const { visuals } = await fill(wanting("chart", ids()));
    const block = visuals[0]?.block;
    if (block?.type !== "chart") throw new Error("a chart");
    expect(block.series[0]?.points.map(({ value }) => value)).toEqual([380, 395, 398, 412]);
    expect(block.series[0]?.points.flatMap(({ evidenceIds }) => evidenceIds)).toEqual(ids());
    expect(block.mark).toBe("line");
  });

  test("is a table of them, each cell with its citation", async () => {
    const { visuals } = await fill(wanting("table", ids()));
    expect(visuals[0]?.block).toMatchObject({ type: "table", id: "v-table" });
    for (const id of ids()) expect(JSON.stringify(visuals[0]?.block)).toContain(id);
  });

  test("is filled from the evidence that is still there", async () => {
    const { visuals } = await fill(wanting("chart", ["ev-gone", ...ids()]));
    const block = visuals[0]?.block;
    expect(block?.type === "chart" && block.series[0]?.points).toHaveLength(4);
  });

  test.each(["chart", "table"] as const)("as a %s of one number is told and left out", async (form) => {
    expect(await fill(wanting(form, ids().slice(0, 1)))).toEqual({ visualIds: [], visuals: [] });
    expect(warnings()).toEqual([`No ${form} could be made for “Heat by year”.`]);
  });

  test("that cannot be made costs no other", async () => {
    const { visualIds } = await fill(wanting("figure", ids()), wanting("table", ids()));
    expect(visualIds).toEqual(["v-table"]);
  });

  test("is none where the outline wants none", async () => {
    expect(await fill()).toEqual({ visualIds: [], visuals: [] });
    expect(warnings()).toEqual([]);
  });
});

describe("part of a table", () => {
  const inRows = (...wanted: readonly number[]) =>
    all.filter(({ content }) => content.type === "cell" && wanted.includes(content.rowIndex));
  const captionOf = async (some: readonly Evidence[]) => {
    const { visuals } = await fill(wanting("excerpt", ids(some)));
    const block = visuals[0]?.block;
    return block?.type === "table" ? textOf(block.caption) : undefined;
  };

  test("stands under the table's own caption and says how much of it that is", async () => {
    expect(await captionOf(inRows(1, 2))).toMatch(/^Heat of the plant \(.*2.*4.*\)$/);
  });

  test("that is all of it says nothing of parts", async () => {
    expect(await captionOf(all)).toBe("Heat of the plant");
  });

  test("says so in the language of the report", async () => {
    await bench.services.folder.writeJson("brief.json", { ...testBrief, language: "de" });
    const german = await captionOf(inRows(1, 2));
    await bench.services.folder.writeJson("brief.json", testBrief);
    expect(german).not.toBe(await captionOf(inRows(1, 2)));
  });

  test("of something that is no cell is none", async () => {
    const quote = mustBank(
      { type: "quote", sourceId: stored.source.id, blockId: "t1", exact: "2023\t412" },
      stored.source,
      stored.parsed,
    );
    bench.services.evidence.add([quote]);
    expect(await captionOf([quote])).toBeUndefined();
  });
});

describe("a picture of a source", () => {
  async function pictured(changes: {
    caption?: string;
    alt?: string;
    credit?: string;
    licence?: string;
    page?: number;
  }) {
    const { page, ...facts } = changes;
    const locator = page === undefined ? {} : { page };
    const made = await makeAsset(await squareOn("yellow", 300), { locator, ...facts }, new AbortController().signal);
    const asset = { ...made.asset, ...facts };
    const figure: SourceFigure = { type: "figure", id: "f1", assetId: asset.id, kind: "chart", locator };
    await shelve("Heat report", { ...parsedOf([figure]), assets: [asset] }, [
      { asset: asset as never, bytes: made.bytes },
    ]);
    const finding = { type: "region", sourceId: stored.source.id, figureId: "f1", reading: "Heat rises." } as const;
    const region = mustBank(finding, stored.source, stored.parsed);
    bench.services.evidence.add([region]);
    return { asset, region, filled: await fill(wanting("figure", [region.id])) };
  }

  test("is shown with its evidence, and its bytes lie in the run folder", async () => {
    const { asset, region, filled } = await pictured({ caption: "Heat, 2020 to 2023", page: 7 });
    const [visual] = filled.visuals;
    expect(visual?.block).toMatchObject({ type: "figure", assetId: asset.id, credit: "Heat report, p. 7" });
    expect(JSON.stringify(visual?.block)).toContain(region.id);
    expect(visual?.asset).toMatchObject({ id: asset.id, sourceId: stored.source.id });
    expect(await bench.services.folder.has(`assets/${asset.id}.png`)).toBe(true);
  });

  test.each([
    [{ alt: "A rising line", caption: "Heat" }, "A rising line"],
    [{ caption: "Heat, 2020 to 2023" }, "Heat, 2020 to 2023"],
    [{}, "Heat rises."],
  ])("%o is described to who cannot see by “%s”", async (facts, alt) => {
    const { filled } = await pictured(facts);
    expect(filled.visuals[0]?.block).toMatchObject({ alt });
  });

  test("keeps the credit and the licence that its source gives", async () => {
    const { filled } = await pictured({ caption: "Heat", credit: "Photo: Ann Lee", licence: "CC-BY-4.0" });
    expect(filled.visuals[0]?.block).toMatchObject({ credit: "Photo: Ann Lee, CC-BY-4.0" });
  });

  test("whose source lost it is told and left out", async () => {
    const { region } = await pictured({ caption: "Heat" });
    bench.services.library.remove(stored.source.id);
    expect(await fill(wanting("figure", [region.id]))).toEqual({ visualIds: [], visuals: [] });
    expect(warnings()).toEqual(["No figure could be made for “Heat by year”."]);
  });
});
