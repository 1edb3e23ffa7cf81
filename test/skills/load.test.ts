import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { loadSkills, parseSkill, type SkillShelf, selectSkill } from "../../src/skills/index.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-skills-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const shelf = (at: string): SkillShelf => ({ folder: at, origin: "package" });

async function write(parent: string, name: string, text: string): Promise<void> {
  await mkdir(join(parent, name), { recursive: true });
  await writeFile(join(parent, name, "SKILL.md"), text);
}

const skill = (name: string, description: string) =>
  `---\nname: ${name}\ndescription: ${description}\n---\n\nBody of ${name}.\n`;

test("loads name, description and body", async () => {
  await write(folder, "market-scan", skill("market-scan", "Scan a market."));
  const { skills, diagnostics } = await loadSkills([shelf(folder)]);
  expect(diagnostics).toEqual([]);
  expect(skills).toMatchObject([{ name: "market-scan", description: "Scan a market.", body: "Body of market-scan." }]);
});

test("a broken skill is a diagnostic and the others load", async () => {
  await write(folder, "good", skill("good", "Fine."));
  await write(folder, "bad", "no front matter");
  await mkdir(join(folder, "empty"));
  const { skills, diagnostics } = await loadSkills([shelf(folder)]);
  expect(skills.map(({ name }) => name)).toEqual(["good"]);
  expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
    expect.stringContaining("front matter"),
    expect.stringContaining("SKILL.md is missing"),
  ]);
});

test("a folder that does not exist holds no skills", async () => {
  expect(await loadSkills([shelf(join(folder, "nowhere"))])).toEqual({ skills: [], diagnostics: [] });
});

test.each([
  ["Upper", "---\nname: Upper\ndescription: x\n---\n", "lower-case"],
  ["other", "---\nname: scan\ndescription: x\n---\n", "must equal the folder"],
  ["scan", "---\nname: scan\n---\n", "description"],
  ["scan", `---\nname: scan\ndescription: ${"x".repeat(1025)}\n---\n`, "front matter is wrong"],
])("refuses %s with a reason", (name, text, reason) => {
  expect(parseSkill(text, join("/skills", name))).toEqual({ problem: expect.stringContaining(reason) });
});

test("every bundled skill loads without reservations", async () => {
  const { skills, diagnostics } = await loadSkills([shelf(join(packageRoot, "skills"))]);
  expect(diagnostics).toEqual([]);
  expect(skills.length).toBeGreaterThan(0);
});

test("a skill is chosen by name, and an unknown name lists those there are", async () => {
  const { skills } = await loadSkills([shelf(join(packageRoot, "skills"))]);
  expect(selectSkill("briefing", { skills, unused: [] }).name).toBe("briefing");
  expect(() => selectSkill("novel", { skills, unused: [] })).toThrow(
    expect.objectContaining({ code: "BAD_USAGE", message: expect.stringMatching(/"novel".*briefing, comparison/) }),
  );
  expect(() => selectSkill("novel", { skills: [], unused: [] })).toThrow(/there are: none/);
});

const withOutline = (outline: string) => `---\nname: scan\ndescription: Scan.\noutline:\n${outline}\n---\nBody.\n`;

test("reads what a genre asks of the outline, and nothing where it asks nothing", () => {
  const text = withOutline("  overview: first\n  maxSections: 3\n  maxVisuals: 0");
  expect(parseSkill(text, "/skills/scan")).toMatchObject({
    skill: { outline: { overview: "first", maxSections: 3, maxVisuals: 0 } },
  });
  const plain = parseSkill(skill("scan", "Scan."), "/skills/scan");
  expect("skill" in plain && "outline" in plain.skill).toBe(false);
});

test.each([
  ["an unknown wish", "  tables: 3", "tables"],
  ["no section at all", "  maxSections: 0", "maxSections"],
  ["half a visual", "  maxVisuals: 0.5", "maxVisuals"],
  ["another place for the overview", "  overview: last", "overview"],
])("refuses an outline with %s and says which", (_what, outline, word) => {
  expect(parseSkill(withOutline(outline), "/skills/scan")).toEqual({ problem: expect.stringContaining(word) });
});

test("keys that other agents understand are left alone", () => {
  const text = "---\nname: scan\ndescription: Scan.\nlicense: MIT\nmetadata:\n  author: someone\n---\nBody.\n";
  expect(parseSkill(text, "/skills/scan")).toMatchObject({ skill: { name: "scan", body: "Body." } });
});
