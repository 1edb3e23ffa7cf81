import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skillText, writeSkill } from "../skills/files.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { plainText, textOf } from "../support/report-text.ts";
import { type Finished, requestFor, runToEnd, temporaryOut } from "../support/runs.ts";

let out: string;
let docs: string;

beforeAll(async () => {
  out = await temporaryOut();
  docs = await writeMiniLibrary(out);
});
afterAll(() => rm(out, { recursive: true, force: true }));

const ask = (question: string, changes: Parameters<typeof requestFor>[1] = {}) =>
  runToEnd(out, requestFor(question, { library: [docs], ...changes }));

function expectSound({ report }: Finished): void {
  expect(report.verification.claims).toBeGreaterThan(0);
  expect(report.verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
}

describe("whole runs of genres that the question asks for", () => {
  test("a fact check answers the claim and not the words that ask for it", async () => {
    const finished = await ask("Is it true that the Velden geothermal plant delivered 412 GWh of heat in 2023?");
    expectSound(finished);
    expect(plainText(finished.report.summary)).toContain("412 GWh");
    expect(textOf(finished.report)).not.toMatch(/about true|is it true/i);
    expect(finished.report.sections.length).toBeLessThanOrEqual(4);
  });

  test("a comparison begins with the table of what is compared", async () => {
    const finished = await ask("Compare the revenue and operating income of Norda and Sulvik in 2022.");
    expectSound(finished);
    const [first] = finished.report.sections;
    expect(first?.blocks.map(({ type }) => type)).toContain("table");
  });

  test("a technical due diligence lists the sections that nothing was found for, and fills none with other things", async () => {
    const finished = await ask("Technical due diligence of the Velden geothermal plant");
    expectSound(finished);
    expect(finished.outcome).toBe("partial");
    expect(finished.report.limitations.join(" ")).toMatch(/security/i);
    expect(JSON.stringify(finished.report.sections.map(({ title }) => title))).not.toMatch(/Security/);
    expect(textOf(finished.report)).not.toMatch(/Norda|Sulvik/);
  });
});

describe("a skill of the working folder", () => {
  const limited = skillText("memo", "Writes a memo.", "outline: {overview: never, maxSections: 1, maxVisuals: 0}");
  const question = "Compare the revenue and operating income of Norda and Sulvik in 2022.";

  test("is used with the user's word, and its contract is held", async () => {
    await writeSkill(join(out, ".exhibit", "skills"), "memo", { "SKILL.md": limited });
    const finished = await ask(question, { skill: "memo", trustSkills: true });
    expectSound(finished);
    expect(finished.report.sections).toHaveLength(1);
    expect(finished.report.sections[0]?.blocks.map(({ type }) => type)).not.toContain("table");
  });

  test("without it is refused by name, and a run that does not name it goes on and says so", async () => {
    await writeSkill(join(out, ".exhibit", "skills"), "memo", { "SKILL.md": limited });
    await expect(ask(question, { skill: "memo" })).rejects.toMatchObject({ code: "BAD_USAGE" });
    const { events, outcome } = await ask(question);
    expect(outcome).toBe("complete");
    const warnings = events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
    expect(warnings).toEqual([expect.stringMatching(/"memo".*not trusted yet/)]);
  });
});
