import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSkills } from "../../src/skills/index.ts";
import { onlySkill, shelf, skillText, temporaryFolder, writeSkill } from "./files.ts";

const messagesOf = async (folder: string) => (await loadSkills([shelf(folder)])).diagnostics.map((one) => one.message);

describe("what a skill's folder may hold", () => {
  test("its files are listed in order of path, with their sizes in bytes", async () => {
    const parent = await temporaryFolder();
    await writeSkill(parent, "scan", { "references/a.md": "é", "assets/logo.svg": "<svg/>" });
    const { files } = await onlySkill(parent);
    expect(files.map(({ path }) => path)).toEqual(["SKILL.md", "assets/logo.svg", "references/a.md"]);
    expect(files.find(({ path }) => path === "references/a.md")?.bytes).toBe(2);
  });

  test("a link in it is refused, wherever it leads", async () => {
    const parent = await temporaryFolder();
    const folder = await writeSkill(parent, "scan");
    await symlink("/etc/passwd", join(folder, "notes.md"));
    expect(await messagesOf(parent)).toEqual([expect.stringMatching(/notes\.md is a link/)]);
    expect((await loadSkills([shelf(parent)])).skills).toEqual([]);
  });

  test("SKILL.md itself may not be a link", async () => {
    const parent = await temporaryFolder();
    const folder = await writeSkill(parent, "scan");
    await rename(join(folder, "SKILL.md"), join(parent, "elsewhere.md"));
    await symlink(join(parent, "elsewhere.md"), join(folder, "SKILL.md"));
    expect(await messagesOf(parent)).toEqual([expect.stringMatching(/SKILL\.md is a link/)]);
  });

  test("a folder that is a link is named and not followed", async () => {
    const [parent, other] = [await temporaryFolder(), await temporaryFolder()];
    await symlink(await writeSkill(other, "scan"), join(parent, "scan"));
    expect(await loadSkills([shelf(parent)])).toEqual({
      skills: [],
      diagnostics: [{ folder: join(parent, "scan"), message: expect.stringContaining("link") }],
    });
  });

  test.each([
    ["SKILL.md of more than 64 KB", { "SKILL.md": skillText("scan") + "x".repeat(70_000) }, /larger than 64 KB/],
    ["more than 8 MB in all", { "assets/a.bin": "x".repeat(8 * 1024 * 1024) }, /more than 8 MB/],
    [
      "more than 200 files",
      Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`assets/${n}.txt`, ""])),
      /more than 200 files/,
    ],
    ["folders five deep", { "a/b/c/d/e.md": "x" }, /deeper than 4/],
  ])("refuses %s", async (_what, files, problem) => {
    const parent = await temporaryFolder();
    await writeSkill(parent, "scan", files);
    expect(await messagesOf(parent)).toEqual([expect.stringMatching(problem)]);
  });

  test("hidden folders and plain files beside the skills are no skills", async () => {
    const parent = await temporaryFolder();
    await mkdir(join(parent, ".git"));
    await writeFile(join(parent, "README.md"), "Skills of the house.");
    expect(await loadSkills([shelf(parent)])).toEqual({ skills: [], diagnostics: [] });
  });

  test("a shelf that is a file is a diagnostic", async () => {
    const parent = await temporaryFolder();
    await writeFile(join(parent, "shelf"), "");
    expect(await messagesOf(join(parent, "shelf"))).toEqual([expect.stringMatching(/cannot be read/)]);
  });
});

describe("the content's hash", () => {
  test("is the same for the same names and bytes, wherever they lie", async () => {
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    for (const parent of [one, other]) await writeSkill(parent, "scan", { "references/a.md": "A" });
    expect((await onlySkill(one)).hash).toBe((await onlySkill(other)).hash);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["a changed byte", { "references/a.md": "B" }],
    ["a new file", { "references/a.md": "A", "scripts/run.sh": "" }],
    ["a renamed file", { "references/b.md": "A" }],
    ["text moved from one file to another", { "references/a.md": "", "references/b.md": "A" }],
    ["a changed body", { "SKILL.md": `${skillText("scan")}More.`, "references/a.md": "A" }],
  ])("changes with %s", async (_what, files) => {
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    await writeSkill(one, "scan", { "references/a.md": "A" });
    await writeSkill(other, "scan", files);
    expect((await onlySkill(one)).hash).not.toBe((await onlySkill(other)).hash);
  });
});

describe("a skill that another agent could use whole", () => {
  test("is loaded, and it is told that its scripts are never run", async () => {
    const parent = await temporaryFolder();
    await writeSkill(parent, "scan", { "scripts/a.sh": "exit 1", "scripts/b.py": "" });
    expect((await onlySkill(parent)).name).toBe("scan");
    expect(await messagesOf(parent)).toEqual(["Its 2 scripts are never run."]);
  });

  test.each([
    ["bins that are no list", '{"requires": {"bins": "git"}}', /bins/],
    ["an unknown kind of installation", '{"install": [{"kind": "apt"}]}', /kind/],
    ["no object at all", '"yes"', /openclaw/],
  ])("is told that OpenClaw will not understand %s, and is loaded", async (_what, block, problem) => {
    const parent = await temporaryFolder();
    await writeSkill(parent, "scan", { "SKILL.md": skillText("scan", "x", `metadata: {"openclaw": ${block}}`) });
    expect((await onlySkill(parent)).name).toBe("scan");
    expect(await messagesOf(parent)).toEqual([expect.stringMatching(problem)]);
  });

  test("with a right block, or metadata of others, gives no reservation", async () => {
    const parent = await temporaryFolder();
    const right = '{"requires": {"anyBins": ["a", "b"], "env": ["KEY"]}, "primaryEnv": "KEY", "always": false}';
    await writeSkill(parent, "one", { "SKILL.md": skillText("one", "x", `metadata: {"openclaw": ${right}}`) });
    await writeSkill(parent, "two", { "SKILL.md": skillText("two", "x", "metadata: {author: me, version: '1'}") });
    expect(await messagesOf(parent)).toEqual([]);
  });

  test("without instructions is loaded with a reservation", async () => {
    const parent = await temporaryFolder();
    await writeSkill(parent, "scan", { "SKILL.md": "---\nname: scan\ndescription: x\n---\n" });
    expect(await messagesOf(parent)).toEqual([expect.stringContaining("no instructions")]);
  });
});
