import { describe, expect, test } from "vitest";
import type { Outline, OutlineContract } from "../../src/analyst/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import { packageRoot } from "../../src/package-root.ts";
import { loadSkills } from "../../src/skills/index.ts";
import { gatherFor } from "./sample-filings.ts";

const question = "How did Orchard's total net sales, operating income and net income develop from 2022 Q3 to 2023 Q3?";
const oneMeasure = "How did Orchard's total net sales develop from 2022 Q3 to 2023 Q3?";

async function outlineOf(asked: string, contract: OutlineContract | undefined): Promise<Outline> {
  const gathered = await gatherFor(asked);
  const brief = { ...gathered.brief, ...(contract && { outline: contract }) };
  return createExtractiveAnalyst().outline({ ...gathered, brief, conflicts: [], gaps: [] });
}

const visualsOf = ({ sections }: Outline) => sections.flatMap(({ visuals }) => visuals);

describe("what a genre asks of the outline", () => {
  test("without a contract the overview comes from two measures on", async () => {
    expect((await outlineOf(question, undefined)).sections[0]?.purpose).toBe("overview");
    expect((await outlineOf(oneMeasure, undefined)).sections[0]?.purpose).not.toBe("overview");
  });

  test("“first” puts the table at the beginning even of one measure", async () => {
    const { sections } = await outlineOf(oneMeasure, { overview: "first" });
    expect(sections[0]?.purpose).toBe("overview");
    expect(sections[0]?.visuals.map(({ form }) => form)).toContain("table");
  });

  test("“never” leaves each measure its own section and no overview", async () => {
    const { sections } = await outlineOf(question, { overview: "never" });
    expect(sections.map(({ purpose }) => purpose)).not.toContain("overview");
    expect(sections.length).toBeGreaterThan(1);
  });

  test.each([1, 2, 3])("at most %i sections, the first of the whole outline", async (maxSections) => {
    const whole = await outlineOf(question, undefined);
    const { sections } = await outlineOf(question, { maxSections });
    expect(sections.map(({ id }) => id)).toEqual(whole.sections.slice(0, maxSections).map(({ id }) => id));
  });

  test.each([0, 1, 2])("at most %i visuals, counted over all sections", async (maxVisuals) => {
    const whole = visualsOf(await outlineOf(question, undefined));
    const visuals = visualsOf(await outlineOf(question, { maxVisuals }));
    expect(visuals.map(({ id }) => id)).toEqual(whole.slice(0, maxVisuals).map(({ id }) => id));
  });

  test("an overview without its table is no section", async () => {
    const { sections } = await outlineOf(question, { maxVisuals: 0 });
    expect(sections.map(({ purpose }) => purpose)).not.toContain("overview");
    expect(sections.length).toBeGreaterThan(0);
  });

  test("the evidence of the summary does not depend on the genre", async () => {
    const whole = await outlineOf(question, undefined);
    const short = await outlineOf(question, { maxSections: 1, maxVisuals: 0 });
    expect(short.summaryEvidenceIds).toEqual(whole.summaryEvidenceIds);
  });
});

describe("the bundled genres", () => {
  const briefFor = async (asked: string, skill?: string) => {
    const { skills } = await loadSkills([{ folder: `${packageRoot}/skills`, origin: "package" }]);
    return createExtractiveAnalyst().brief({
      question: asked,
      options: { length: "standard", ...(skill && { skill }) },
      skills,
    });
  };

  test.each([
    ["Give me a short overview of heat pumps: the essentials", "briefing"],
    ["What is the difference between nuclear and solar power, and which is better?", "comparison"],
    ["What risks does the dam pose?", "research-report"],
    ["???", "research-report"],
  ])("%s is a %s", async (asked, skill) => {
    expect((await briefFor(asked)).skill).toBe(skill);
  });

  test("a genre that is asked for wins over one that fits, and its contract comes with it", async () => {
    const brief = await briefFor("Compare Orchard and Riverbank: which is larger?", "briefing");
    expect(brief).toMatchObject({ skill: "briefing", outline: { maxSections: 3, maxVisuals: 1 } });
  });

  test("a briefing of many measures is three sections and one visual, a report of them more", async () => {
    const briefing = await outlineOf(question, (await briefFor(question, "briefing")).outline);
    const report = await outlineOf(question, (await briefFor(question, "research-report")).outline);
    expect(briefing.sections.length).toBeLessThanOrEqual(3);
    expect(visualsOf(briefing)).toHaveLength(1);
    expect(report.sections.length).toBeGreaterThanOrEqual(briefing.sections.length);
    expect(visualsOf(report).length).toBeGreaterThan(1);
  });
});
