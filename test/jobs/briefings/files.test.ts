import { mkdir, mkdtemp, rename, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type BriefingFile, createBriefingFolder, loadBriefingFile } from "../../../src/jobs/briefings/files.ts";

const good = "question: What grew?\nschedule: { cron: '0 8 * * *' }\n";
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-briefings-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string | Uint8Array = good) => writeFile(join(folder, name), text);
const problemOf = (file: BriefingFile | undefined) => (file && "problem" in file ? file.problem : undefined);

describe("a folder of briefings", () => {
  test("that is not there has none, and has some once it is", async () => {
    const briefings = createBriefingFolder(join(folder, "later"));
    expect(await briefings.load()).toEqual([]);
    await mkdir(join(folder, "later"));
    await write("later/growth.yaml");
    expect(await briefings.load()).toMatchObject([{ name: "growth", definition: { question: "What grew?" } }]);
  });

  test("has one a YAML file, in order of name, and nothing else", async () => {
    for (const name of ["b.yml", "a.yaml", "C.YAML", ".hidden.yaml", "notes.txt", "a.yaml~", "a.yaml.swp", ".yaml"])
      await write(name);
    await mkdir(join(folder, "d.yaml"));
    const files = await createBriefingFolder(folder).load();
    expect(files.map(({ name, path }) => [name, path])).toEqual([
      ["C", join(folder, "C.YAML")],
      ["a", join(folder, "a.yaml")],
      ["b", join(folder, "b.yml")],
    ]);
  });

  test("of which one file is wrong has all the others", async () => {
    await write("a.yaml");
    await write("b.yaml", "question: [");
    await write("c.yaml");
    const [a, b, c] = await createBriefingFolder(folder).load();
    expect([problemOf(a), problemOf(c)]).toEqual([undefined, undefined]);
    expect(problemOf(b)).toMatch(/b\.yaml cannot be used: it is not YAML: /);
  });

  test("with two files of one name has the first, and tells both of the second", async () => {
    await write("growth.yaml");
    await write("GROWTH.yml");
    await write("growth.yml");
    const problems = (await createBriefingFolder(folder).load()).map(problemOf);
    expect(problems).toEqual([
      undefined,
      `${join(folder, "growth.yaml")} has the name of ${join(folder, "GROWTH.yml")}; rename one`,
      `${join(folder, "growth.yml")} has the name of ${join(folder, "GROWTH.yml")}; rename one`,
    ]);
  });

  test("is read anew where a file changed, was put in the place of another, or went", async () => {
    const briefings = createBriefingFolder(folder);
    const crons = async () =>
      (await briefings.load()).map((file) => ("definition" in file ? file.definition.schedule.cron : "wrong"));
    await write("a.yaml");
    await write("b.yaml", good.replace("0 8", "0 9"));
    expect(await crons()).toEqual(["0 8 * * *", "0 9 * * *"]);
    // As long as before, and as old: an editor that keeps the time, or a copy of a backup.
    const then = new Date("2026-01-01T00:00:00Z");
    await write("a.new", good.replace("0 8", "0 7"));
    await utimes(join(folder, "a.yaml"), then, then);
    await utimes(join(folder, "a.new"), then, then);
    await crons();
    await rename(join(folder, "a.new"), join(folder, "a.yaml"));
    expect(await crons()).toEqual(["0 7 * * *", "0 9 * * *"]);
    await rm(join(folder, "a.yaml"));
    expect(await crons()).toEqual(["0 9 * * *"]);
  });

  test("follows links to files, as a mounted configuration has them, and none to what is gone", async () => {
    await mkdir(join(folder, "..data"));
    await write("..data/growth", good);
    await symlink(join("..data", "growth"), join(folder, "growth.yaml"));
    await symlink(join("..data", "nothing"), join(folder, "lost.yaml"));
    await symlink("..data", join(folder, "folder.yaml"));
    const files = await createBriefingFolder(folder).load();
    expect(files).toMatchObject([{ name: "growth", definition: { question: "What grew?" } }]);
  });
});

describe("a file", () => {
  const load = async (text: string | Uint8Array, name = "growth.yaml") => {
    await write(name, text);
    return loadBriefingFile(join(folder, name));
  };

  test.each([
    ["a mark of its byte order", `\ufeff${good}`],
    ["the line ends of Windows", good.replaceAll("\n", "\r\n")],
    ["comments and a document mark", `# Growth\n---\n${good}# end\n`],
    ["a text over several lines", good.replace("What grew?", ">-\n  What\n  grew?")],
    ["JSON", '{"question": "What grew?", "schedule": {"cron": "0 8 * * *"}}'],
  ])("is read with %s", async (_, text) => {
    expect(await load(text)).toMatchObject({ name: "growth", definition: { question: "What grew?" } });
  });

  test.each<[what: string, text: string | Uint8Array, problem: RegExp]>([
    ["nothing", "", /the file: /],
    ["two documents", `${good}---\n${good}`, /not YAML/],
    ["a key twice", `${good}question: What else?\n`, /not YAML: Map keys must be unique/],
    ["tabs as indentation", "question: x\nschedule:\n\tcron: '0 8 * * *'\n", /not YAML/],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2]), /cannot be used/],
    ["a number for a text", good.replace("What grew?", "2026"), /question: /],
  ])("of %s is refused with its path and why", async (_, text, problem) => {
    const said = problemOf(await load(text));
    expect(said).toMatch(problem);
    expect(said).toContain(join(folder, "growth.yaml"));
    expect(said).not.toContain("\n");
  });

  test("that unfolds to a thousand times its length is refused before it does", async () => {
    const levels = Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at}, `.repeat(9)}]`);
    expect(problemOf(await load(`l0: &l0 [x]\n${levels.join("\n")}\n`))).toMatch(/cannot be used: .*alias/i);
  });

  test("of gigabytes is refused without being read", async () => {
    await write("growth.yaml");
    await truncate(join(folder, "growth.yaml"), 8 * 1024 ** 3);
    expect(problemOf(await loadBriefingFile(join(folder, "growth.yaml")))).toMatch(/more than 100000 bytes/);
  });

  test("may take a hundred thousand bytes, counted as they are stored", async () => {
    const comment = (bytes: number) => `${good}#${"é".repeat((bytes - good.length - 1) / 2)}`;
    expect(problemOf(await load(comment(100_000)))).toBeUndefined();
    expect(problemOf(await load(comment(100_002)))).toMatch(/more than 100000 bytes/);
  });

  test.each(["größe.yaml", "a b.yaml", "-.yaml"])("called %s is told to be renamed", async (name) => {
    expect(problemOf(await load(good, name))).toMatch(/its name takes letters, digits, - and _; rename it/);
  });

  test("that is gone or a folder is a problem, no exception", async () => {
    expect(problemOf(await loadBriefingFile(join(folder, "gone.yaml")))).toContain("gone.yaml cannot be used");
    expect(problemOf(await loadBriefingFile(folder))).toContain("cannot be used");
  });
});
