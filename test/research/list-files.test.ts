import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listLibrary } from "../../src/research/index.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-list-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes files with their folders, each holding an x. */
async function fill(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), "x");
  }
}

const below = (...names: readonly string[]) => names.map((name) => join(folder, name));
const messagesOf = async (root = folder) => (await listLibrary([root])).unread.map(({ message }) => message);

describe("the files of a library", () => {
  test("come in order, hidden ones and locks of office programs left out", async () => {
    await fill(
      "z.md",
      "a.pdf",
      "b/c.html",
      ".hidden",
      ".git/config",
      "~$a.docx",
      "node_modules/p/readme.md",
      "Thumbs.db",
    );
    expect(await listLibrary([folder])).toEqual({ files: below("a.pdf", "b/c.html", "z.md"), unread: [] });
  });

  test("are named once, also when a file and its folder are both given", async () => {
    await fill("a.md", "b.md");
    const [first = ""] = below("a.md");
    expect((await listLibrary([first, folder, folder])).files).toEqual(below("a.md", "b.md"));
  });

  test.each(["quotes \"and' more.md", "line\nbreak.md", "emoji 😀.md", "العربية.md", "-rf.md", "%2e%2e.md"])(
    "may be called %j",
    async (name) => {
      await fill(name);
      expect((await listLibrary([folder])).files).toEqual(below(name));
    },
  );

  test("of earlier runs are left out: a report is no source for the next one", async () => {
    await fill("a.md", "outputs/2026-01-01-heat-1a2b/report.md", "outputs/2026-01-01-heat-1a2b/run.json");
    expect((await listLibrary([folder])).files).toContain(below("outputs/2026-01-01-heat-1a2b/report.md")[0]);
    await fill("outputs/2026-01-01-heat-1a2b/events.jsonl");
    expect((await listLibrary([folder])).files).toEqual(below("a.md"));
  });
});

describe("what is not looked at is told", () => {
  test("a link is not followed, wherever it leads, and is named with the remedy", async () => {
    await fill("a.md");
    await symlink("/etc/passwd", join(folder, "passwd.txt"));
    await symlink(".", join(folder, "self"));
    await symlink("nowhere", join(folder, "dangling.md"));
    expect((await listLibrary([folder])).files).toEqual(below("a.md"));
    const messages = await messagesOf();
    for (const name of ["passwd.txt", "self", "dangling.md"])
      expect(messages.find((message) => message.startsWith(name))).toMatch(/link.*--library/);
  });

  test("a link that is named itself is followed: the user means what it points at", async () => {
    await fill("docs/a.md");
    await symlink(join(folder, "docs"), join(folder, "linked"));
    expect((await listLibrary([join(folder, "linked")])).files).toEqual(below("linked/a.md"));
  });

  const isRoot = process.getuid?.() === 0;
  test.skipIf(isRoot)("a folder that may not be opened costs itself, not the others", async () => {
    await fill("a.md", "locked/b.md");
    await chmod(join(folder, "locked"), 0o000);
    expect((await listLibrary([folder])).files).toEqual(below("a.md"));
    expect(await messagesOf()).toEqual([expect.stringMatching(/^locked was not read: it cannot be opened/)]);
    await chmod(join(folder, "locked"), 0o700);
  });
});

describe("a library without a file is an error that names it", () => {
  test.each([
    ["nowhere", "NOT_FOUND", /No such file or folder: .*nowhere.*--library/],
    ["a.md/below", "NOT_FOUND", /No such file or folder: .*below/],
    ["empty", "NOTHING_TO_READ", /empty holds no file to read\. Put documents there/],
    ["hidden", "NOTHING_TO_READ", /hidden holds no file/],
    ["links", "NOTHING_TO_READ", /links holds no file to read \(x\.md was not read: it is a link/],
  ])("%s", async (name, code, message) => {
    await fill("a.md", "hidden/.a.md");
    await mkdir(join(folder, "empty"));
    await mkdir(join(folder, "links"));
    await symlink("../a.md", join(folder, "links/x.md"));
    const listing = listLibrary([join(folder, name)]);
    await expect(listing).rejects.toThrow(message);
    await expect(listing).rejects.toMatchObject({ code });
  });

  test.skipIf(process.platform === "win32")("a device is neither file nor folder", async () => {
    await expect(listLibrary(["/dev/null"])).rejects.toThrow(/neither a file nor a folder/);
  });

  test("one bad root among good ones is not passed over", async () => {
    await fill("a.md");
    await expect(listLibrary([folder, join(folder, "nowhere")])).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
