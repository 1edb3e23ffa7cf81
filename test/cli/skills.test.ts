import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { skillText, writeSkill } from "../skills/files.ts";
import { exhibitHere } from "./in-process.ts";

let cwd: string;
let home: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "exhibit-skills-cli-"));
  [cwd, home] = [join(folder, "work"), join(folder, "home")];
  for (const made of [cwd, home]) await mkdir(made);
});
afterEach(() => rm(join(cwd, ".."), { recursive: true, force: true }));

const run = (...args: readonly string[]) => exhibitHere(args, { cwd, env: { HOME: home } });
const project = () => join(cwd, ".exhibit", "skills");
const document = async () => {
  await writeFile(join(cwd, "plant.md"), "# Plant\n\nThe Velden plant delivered 412 GWh of heat in 2023.\n");
  return ["research", "How much heat did the Velden plant deliver in 2023?", "--library", "plant.md", "--offline"];
};

describe("exhibit skills", () => {
  test("lists the package's genres with their descriptions, each once", async () => {
    const { code, stdout, stderr } = await run("skills", "list");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const name of ["briefing", "comparison", "fact-check", "literature-review", "market-scan", "research-report"])
      expect(stdout.split("\n").filter((line) => line.startsWith(`${name}  (package)`))).toHaveLength(1);
  });

  test("a project's skill is listed, shown and refused until it is trusted, then used", async () => {
    await writeSkill(project(), "memo", { "SKILL.md": skillText("memo", "Writes a memo.", "license: MIT") });
    expect((await run("skills", "list")).stdout).toContain("memo  (project, not trusted: not used)");
    const shown = (await run("skills", "show", "memo")).stdout;
    for (const part of ["Writes a memo.", 'license: "MIT"', "Body of memo.", "file: SKILL.md", join(project(), "memo")])
      expect(shown).toContain(part);
    const asked = [...(await document()), "--formats", "md", "--skill", "memo"];
    const refused = await run(...asked);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/"memo".*not trusted yet.*exhibit skills trust memo/);
    expect((await run("skills", "trust", "memo")).code).toBe(0);
    expect(await readdir(join(home, ".exhibit"))).toEqual(["trusted-skills.json"]);
    expect((await run(...asked)).code).toBe(0);
  });

  test("--trust-skills uses it for one run, and a plain run goes on without it and says so", async () => {
    await writeSkill(project(), "memo");
    const asked = [...(await document()), "--formats", "md"];
    const trusting = await run(...asked, "--skill", "memo", "--trust-skills");
    expect(trusting.code).toBe(0);
    const folder = trusting.stdout.trimEnd().split("\n").at(-1) ?? "";
    expect(JSON.parse(await readFile(join(folder, "brief.json"), "utf8"))).toMatchObject({ skill: "memo" });
    const plain = await run(...asked);
    expect(plain.code).toBe(0);
    expect(plain.stderr).toContain('"memo"');
    expect(plain.stderr).toContain("not trusted yet");
  });

  test("a broken skill is told with its folder, and the others are listed", async () => {
    await writeSkill(project(), "memo", { "SKILL.md": "no front matter" });
    const { code, stdout, stderr } = await run("skills", "list");
    expect(code).toBe(0);
    expect(stderr).toContain(`${join(project(), "memo")}: SKILL.md must start with front matter`);
    expect(stdout).toContain("briefing");
  });

  test.each([
    ["show", "novel", 1, /no skill "novel".*briefing, comparison/],
    ["trust", "novel", 1, /no skill "novel"/],
    ["trust", "briefing", 2, /comes with Exhibit and needs no trust/],
    ["show", "broken", 1, /broken cannot be used: .*front matter/],
  ])("%s %s fails with the reason", async (command, name, code, message) => {
    await writeSkill(project(), "broken", { "SKILL.md": "" });
    const ended = await run("skills", command, name);
    expect(ended.stderr).toMatch(message);
    expect(ended.code).toBe(code);
  });
});
