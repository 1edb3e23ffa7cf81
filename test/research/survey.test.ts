import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listFiles } from "../../src/research/index.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-survey-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("lists files of folders in order, hidden ones and locks of office programs left out", async () => {
  await mkdir(join(folder, "b"));
  await mkdir(join(folder, ".git"));
  for (const name of ["z.md", "a.pdf", "b/c.html", ".hidden", ".git/config", "~$a.docx"])
    await writeFile(join(folder, name), "x");
  expect(await listFiles([folder])).toEqual(["a.pdf", "b/c.html", "z.md"].map((name) => join(folder, name)));
});

test("takes single files and names each once", async () => {
  const file = join(folder, "a.md");
  await writeFile(file, "x");
  expect(await listFiles([file, folder])).toEqual([file]);
});

test("does not follow links out of the folder", async () => {
  await writeFile(join(folder, "a.md"), "x");
  await symlink("/etc/passwd", join(folder, "passwd.txt"));
  expect(await listFiles([folder])).toEqual([join(folder, "a.md")]);
});

test("a missing folder and an empty one are told apart", async () => {
  await expect(listFiles([join(folder, "nowhere")])).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(listFiles([folder])).rejects.toMatchObject({ code: "NOTHING_TO_READ" });
});
