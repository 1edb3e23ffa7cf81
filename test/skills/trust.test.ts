import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { loadSkillSet, loadTrust, selectSkill, trustSkill } from "../../src/skills/index.ts";
import { onlySkill, shelf, skillText, temporaryFolder, writeSkill } from "./files.ts";

const now = () => new Date("2026-03-01T12:00:00Z");

let bundled: string;
let user: string;
let project: string;
let trustFile: string;

beforeEach(async () => {
  const parent = await temporaryFolder();
  [bundled = "", user = "", project = ""] = ["bundled", "user", "project"].map((name) => join(parent, name));
  trustFile = join(parent, "home", ".exhibit", "trusted-skills.json");
});

const shelves = () => [shelf(bundled, "package"), shelf(user, "user"), shelf(project, "project")];
const load = (trustAll = false) => loadSkillSet({ shelves: shelves(), trustFile, trustAll });
const writeAs = (parent: string, name: string, description: string) =>
  writeSkill(parent, name, { "SKILL.md": skillText(name, description) });
const trust = async (parent: string) => trustSkill(await onlySkill(parent), { path: trustFile, now });

describe("skills from outside the package", () => {
  test("are found but not used before they are trusted; the package's own need no word", async () => {
    await writeAs(bundled, "briefing", "Ours.");
    await writeAs(user, "memo", "Mine.");
    const { skills, unused } = await load();
    expect(skills.map(({ name }) => name)).toEqual(["briefing"]);
    expect(unused).toMatchObject([{ skill: { name: "memo" }, because: "untrusted" }]);
  });

  test("are used once they are trusted", async () => {
    await writeAs(user, "memo", "Mine.");
    await trust(user);
    expect((await load()).skills.map(({ name }) => name)).toEqual(["memo"]);
  });

  test("ask again after any change, and are used when the old content is back", async () => {
    const folder = await writeAs(user, "memo", "Mine.");
    await trust(user);
    await writeFile(join(folder, "extra.md"), "");
    expect((await load()).unused).toMatchObject([{ because: "changed" }]);
    await trust(user);
    expect((await load()).skills).toHaveLength(1);
    await writeAs(user, "memo", "Other.");
    expect((await load()).skills).toHaveLength(0);
  });

  test("are trusted where they lie: the same content elsewhere asks anew", async () => {
    await writeAs(user, "memo", "Mine.");
    await writeAs(project, "memo", "Mine.");
    await trust(user);
    const { skills, unused } = await load();
    expect(skills).toMatchObject([{ origin: "user" }]);
    expect(unused).toMatchObject([{ skill: { origin: "project" }, because: "untrusted" }]);
  });

  test("are all used with the user's word for one run, which is not kept", async () => {
    await writeAs(user, "memo", "Mine.");
    await writeAs(project, "note", "Theirs.");
    expect((await load(true)).skills.map(({ name }) => name)).toEqual(["memo", "note"]);
    expect((await load()).skills).toEqual([]);
  });

  test("are never trusted where there is no place to keep the word", async () => {
    await writeAs(user, "memo", "Mine.");
    const { skills } = await loadSkillSet({ shelves: shelves(), trustFile: undefined, trustAll: false });
    expect(skills).toEqual([]);
  });
});

describe("skills of one name", () => {
  beforeEach(async () => {
    await writeAs(bundled, "briefing", "Ours.");
    await writeAs(user, "briefing", "Mine.");
    await writeAs(project, "briefing", "Theirs.");
  });
  const used = async () => (await load()).skills.map(({ description }) => description);

  test("what is not trusted hides nothing", async () => {
    expect(await used()).toEqual(["Ours."]);
  });

  test("the user's overrides the package's, the project's the user's", async () => {
    await trust(user);
    expect(await used()).toEqual(["Mine."]);
    await trust(project);
    expect(await used()).toEqual(["Theirs."]);
    expect((await load()).unused.map(({ because }) => because)).toEqual(["overridden", "overridden"]);
  });

  test("a changed one falls back to the one it had overridden", async () => {
    await trust(user);
    await writeAs(user, "briefing", "Changed.");
    expect(await used()).toEqual(["Ours."]);
  });
});

describe("choosing by name", () => {
  test("a skill that waits for trust is not there, and the message says how to look at it and allow it", async () => {
    await writeAs(user, "memo", "Mine.");
    const set = await load();
    expect(() => selectSkill("memo", set)).toThrow(
      expect.objectContaining({
        code: "BAD_USAGE",
        message: expect.stringMatching(/not trusted yet.*skills show memo.*skills trust memo.*--trust-skills/),
      }),
    );
  });

  test("a changed one says that it changed", async () => {
    await writeAs(user, "memo", "Mine.");
    await trust(user);
    await writeAs(user, "memo", "Other.");
    const set = await load();
    expect(() => selectSkill("memo", set)).toThrow(/has changed since it was trusted/);
  });

  test("a waiting skill does not take the name of one that is used", async () => {
    await writeAs(bundled, "briefing", "Ours.");
    await writeAs(project, "briefing", "Theirs.");
    expect(selectSkill("briefing", await load()).description).toBe("Ours.");
  });
});

describe("the list of the trusted", () => {
  test("holds each folder once, readable by the user alone", async () => {
    await writeAs(user, "memo", "Mine.");
    await trust(user);
    await writeAs(user, "memo", "Other.");
    await trust(user);
    const list = await loadTrust(trustFile);
    expect(list).toEqual([
      {
        name: "memo",
        folder: join(user, "memo"),
        hash: (await onlySkill(user)).hash,
        since: "2026-03-01T12:00:00.000Z",
      },
    ]);
    if (process.platform !== "win32") expect((await stat(trustFile)).mode & 0o077).toBe(0);
  });

  test("keeps the others when one is added", async () => {
    await writeAs(user, "memo", "Mine.");
    await writeAs(project, "note", "Theirs.");
    await trust(user);
    await trust(project);
    expect((await loadTrust(trustFile)).map(({ name }) => name)).toEqual(["memo", "note"]);
  });

  test.each([
    ["no JSON", "{"],
    ["another version", '{"version": 2, "trusted": []}'],
    [
      "a hash that is none",
      '{"version": 1, "trusted": [{"name": "a", "folder": "/a", "hash": "*", "since": "2026-01-01T00:00:00Z"}]}',
    ],
  ])("that is %s is an error that names it, not a list of nobody", async (_what, text) => {
    await mkdir(join(trustFile, ".."), { recursive: true });
    await writeFile(trustFile, text);
    await expect(loadTrust(trustFile)).rejects.toMatchObject({
      code: "BAD_CONFIG",
      message: expect.stringContaining(trustFile),
    });
    expect(await readFile(trustFile, "utf8")).toBe(text);
  });

  test("cannot be written below a file: the message names the path", async () => {
    await writeAs(user, "memo", "Mine.");
    await writeFile(join(trustFile, "..", "..", "..", "file"), "");
    const path = join(trustFile, "..", "..", "..", "file", "trusted.json");
    await expect(trustSkill(await onlySkill(user), { path, now })).rejects.toMatchObject({
      code: "NOT_WRITABLE",
      message: expect.stringContaining(path),
    });
  });
});
