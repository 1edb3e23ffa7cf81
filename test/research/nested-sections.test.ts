import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bankFinding } from "../../src/evidence/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import type { Block, Evidence, Report, Section } from "../../src/report/index.ts";
import { withCited } from "../../src/research/compose.ts";
import { patch, verify } from "../../src/research/index.ts";
import { loadRevision, saveRevision } from "../../src/research/revisions.ts";
import { entryOf, paragraphs } from "../library/entries.ts";
import { emptyReport } from "../support/empty-report.ts";
import { type Bench, openBench, scriptedAnalyst } from "./services.ts";

const heat = "The plant delivers 412 GWh of heat a year to the town.";
const wells = "The wells were drilled in 2019 by the utility.";

let bench: Bench;
let stored: StoredSource;
let evidence: readonly Evidence[];
beforeEach(async () => {
  bench = await openBench();
  stored = entryOf("Heat", paragraphs(heat, wells));
  await bench.services.library.add(stored, { assets: [], parser: "test@1" });
  evidence = [heat, wells].map((exact, index) => {
    const finding = { type: "quote", sourceId: stored.source.id, blockId: `b${index + 1}`, exact } as const;
    const banked = bankFinding(finding, stored, "q1");
    if (!banked.ok) throw new Error(banked.reason);
    return banked.evidence;
  });
  bench.services.evidence.add(evidence);
});
afterEach(() => bench.close());

const cited = (value: string, index: number): Block => ({
  type: "paragraph",
  children: [
    { type: "text", value },
    { type: "citation", evidenceIds: [evidence[index]?.id ?? ""] },
  ],
});
const section = (id: string, blocks: readonly Block[], sections: readonly Section[] = []): Section => ({
  id,
  title: id,
  blocks,
  sections,
});
const reportOf = (sections: readonly Section[]): Report =>
  withCited({ ...emptyReport, language: "en", sections }, bench.services);
/** Takes out the blocks of a problem. */
const analyst = scriptedAnalyst({
  revise: async ({ blocks, problems }) =>
    blocks.filter((block) => problems.every(({ claim }) => !JSON.stringify(block).includes(claim))),
});

async function mended(sections: readonly Section[]): Promise<Report> {
  const services = { ...bench.services, analyst };
  await saveRevision(0, reportOf(sections), services);
  await verify({ revision: 0 }, services);
  await patch({ revision: 0 }, services);
  return loadRevision(1, services);
}
const outlineOf = (sections: readonly Section[]): unknown =>
  sections.map(({ id, blocks, sections: below }) => [id, blocks.length, outlineOf(below)]);

describe("a section below a section", () => {
  test("keeps the evidence and the source that only it cites", () => {
    const report = reportOf([section("s1", [], [section("s1-1", [], [section("s1-1-1", [cited(wells, 1)])])])]);
    expect(report.evidence.map(({ id }) => id)).toEqual([evidence[1]?.id]);
    expect(report.sources.map(({ title }) => title)).toEqual(["Heat"]);
  });

  test("is mended like any other, and what is right in it stays", async () => {
    const wrong = cited("The plant delivers 999 GWh of heat a year to the town.", 0);
    const below = section("s1-1", [wrong, cited(wells, 1)]);
    const report = await mended([section("s1", [cited(heat, 0)], [below])]);
    expect(outlineOf(report.sections)).toEqual([["s1", 1, [["s1-1", 1, []]]]]);
    expect(JSON.stringify(report.sections)).not.toContain("999");
    expect(report.evidence).toHaveLength(2);
  });

  test("holds up a section that has no words of its own", async () => {
    const report = await mended([section("s1", [], [section("s1-1", [cited(heat, 0)])])]);
    expect(outlineOf(report.sections)).toEqual([["s1", 0, [["s1-1", 1, []]]]]);
  });

  test("goes with its heading when nothing of it is left, and takes an empty parent with it", async () => {
    const wrong = cited("The plant delivers 999 GWh of heat a year to the town.", 0);
    const report = await mended([section("s1", [], [section("s1-1", [wrong])]), section("s2", [cited(heat, 0)])]);
    expect(outlineOf(report.sections)).toEqual([["s2", 1, []]]);
  });
});
