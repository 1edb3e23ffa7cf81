import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendToFolder } from "../../../src/jobs/briefings/deliver/folder.ts";
import type { Parcel } from "../../../src/jobs/briefings/deliver/parcel.ts";

let home: string;
let target: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "exhibit-folder-"));
  target = join(home, "deliveries", "here");
  await mkdir(join(home, "run"));
  for (const name of ["report.md", "delta.json"]) await writeFile(join(home, "run", name), `what ${name} holds`);
});
afterEach(() => rm(home, { recursive: true, force: true }));

const file = (name: string) => ({ name, path: join(home, "run", name), mediaType: "text/plain", bytes: 10 });
const parcel = (changes: Partial<Parcel> = {}): Parcel => ({
  key: "0123456789abcdef0123456789abcdef",
  briefing: { id: "b-1", tenant: "lab", name: "growth", origin: "api" },
  ...{ title: "Growth", language: "en", subject: "Growth – 3 % more", summary: [], remarks: 0 },
  ...{ slot: "2026-03-10T08:00", runId: "run-1", runFolder: join(home, "run"), created: "2026-03-10T07:00:00Z" },
  files: [file("report.md"), file("delta.json")],
  ...changes,
});
const { signal } = new AbortController();
const send = (given = parcel(), to = target, until: AbortSignal = signal) => sendToFolder(given, to, until);
const place = () => join(target, "2026-03-10T0800-growth");

describe("a parcel in a folder", () => {
  test("is a folder of its own with its files, and says what it is", async () => {
    expect(await send()).toEqual({ ok: true, message: place() });
    expect((await readdir(place())).sort()).toEqual([".exhibit-delivery.json", "delta.json", "report.md"]);
    expect(await readFile(join(place(), "report.md"), "utf8")).toBe("what report.md holds");
    expect(JSON.parse(await readFile(join(place(), ".exhibit-delivery.json"), "utf8"))).toEqual({
      key: parcel().key,
      runId: "run-1",
      slot: "2026-03-10T08:00",
      subject: "Growth – 3 % more",
    });
    expect(await readdir(target)).toEqual(["2026-03-10T0800-growth"]);
  });

  test("of a run out of turn has a name that file systems take", async () => {
    expect(await send(parcel({ slot: "2026-03-10T07:30:15.123Z" }))).toMatchObject({
      message: join(target, "2026-03-10T073015-growth"),
    });
  });

  test("is there once, however often it is sent, and nobody's changes to it are undone", async () => {
    await send();
    await writeFile(join(place(), "report.md"), "with my notes");
    const before = await stat(place());
    for (const _ of [1, 2]) expect(await send()).toEqual({ ok: true, message: place() });
    expect(await readFile(join(place(), "report.md"), "utf8")).toBe("with my notes");
    expect((await stat(place())).ino).toBe(before.ino);
    expect(await readdir(target)).toHaveLength(1);
  });

  test("stands beside another briefing's of the same name and hour", async () => {
    await send();
    const other = parcel({ key: "fedcba98765432100123456789abcdef", runId: "run-2" });
    for (const _ of [1, 2]) expect(await send(other)).toEqual({ ok: true, message: `${place()}-fedcba98` });
    expect((await readdir(target)).sort()).toEqual(["2026-03-10T0800-growth", "2026-03-10T0800-growth-fedcba98"]);
  });

  test.each<[what: string, make: (path: string) => Promise<unknown>]>([
    ["a folder of somebody else", (path) => mkdir(path).then(() => writeFile(join(path, "mine.txt"), "mine"))],
    [
      "a folder with a torn mark",
      (path) => mkdir(path).then(() => writeFile(join(path, ".exhibit-delivery.json"), "{")),
    ],
    ["a file", (path) => writeFile(path, "mine")],
  ])("takes another name where there is %s, which it leaves alone", async (_, make) => {
    await mkdir(target, { recursive: true });
    await make(place());
    expect(await send()).toEqual({ ok: true, message: `${place()}-01234567` });
    expect((await readdir(target)).sort()).toEqual(["2026-03-10T0800-growth", "2026-03-10T0800-growth-01234567"]);
    expect(await readFile(place(), "utf8").catch(() => "mine")).toBe("mine");
  });

  test("is given up with the remedy where both names are taken", async () => {
    await mkdir(target, { recursive: true });
    for (const name of [place(), `${place()}-01234567`]) await writeFile(name, "mine");
    expect(await send()).toEqual({
      ok: false,
      isFinal: true,
      message: `${place()} is taken by something else; remove it or name another folder.`,
    });
    expect(await readdir(target)).toHaveLength(2);
  });

  test("that an ended process had begun is begun anew, and nothing of it is left", async () => {
    const half = join(target, `.exhibit-${parcel().key}.partial`);
    await mkdir(half, { recursive: true });
    await writeFile(join(half, "old-file.txt"), "of the first attempt");
    await send();
    expect(await readdir(target)).toEqual(["2026-03-10T0800-growth"]);
    expect(await readdir(place())).not.toContain("old-file.txt");
  });
});

describe("a parcel that does not come into a folder", () => {
  test("is tried again when a file of it cannot be read now, and leaves nothing half", async () => {
    const sent = await send(parcel({ files: [file("report.md"), file("gone.pdf")] }));
    expect(sent).toMatchObject({ ok: false, isFinal: false });
    expect((await readdir(target)).filter((name) => !name.startsWith("."))).toEqual([]);
    await writeFile(join(home, "run", "gone.pdf"), "back");
    expect(await send(parcel({ files: [file("report.md"), file("gone.pdf")] }))).toMatchObject({ ok: true });
    expect(await readdir(target)).toEqual(["2026-03-10T0800-growth"]);
  });

  test("is tried again when the folder cannot be made, and the folder is named", async () => {
    await writeFile(join(home, "deliveries"), "a file");
    expect(await send()).toMatchObject({ ok: false, isFinal: false, message: expect.stringContaining(target) });
  });

  test("goes with the reason of its signal", async () => {
    await expect(send(parcel(), target, AbortSignal.abort(new Error("The server is ending.")))).rejects.toThrow(
      "The server is ending.",
    );
    expect((await readdir(target)).filter((name) => !name.startsWith("."))).toEqual([]);
  });
});
