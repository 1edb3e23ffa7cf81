import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCallJournal, type JournalEntry, keyOf, textMessage } from "../../src/models/index.ts";
import { readProfiles, saveProfile } from "../../src/models/profile-file.ts";
import { openRunFolder } from "../../src/runs/index.ts";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "exhibit-kept-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const fileOf = () => join(home, "model-profiles.json");

describe("profiles that were measured", () => {
  test("are none before anything was measured", () => {
    expect(readProfiles(home)).toEqual({});
    expect(readProfiles(join(home, "no", "such", "folder"))).toEqual({});
  });

  test("come back as they were kept, beside those of other models", async () => {
    await saveProfile(home, "ollama:qwen3-vl:8b", { vision: true, contextTokens: 32_768 });
    const path = await saveProfile(home, "openai:gpt-4o", { vision: false });
    expect(path).toBe(fileOf());
    expect(readProfiles(home)).toEqual({
      "ollama:qwen3-vl:8b": { vision: true, contextTokens: 32_768 },
      "openai:gpt-4o": { vision: false },
    });
  });

  test("measured again replace the old ones whole", async () => {
    await saveProfile(home, "a:b", { vision: true, contextTokens: 8_192 });
    await saveProfile(home, "a:b", { vision: false });
    expect(readProfiles(home)["a:b"]).toEqual({ vision: false });
  });

  test.each([
    ["text that is no JSON", "vision: yes"],
    ["nothing at all", ""],
    ["a list", "[]"],
    ["a value of the wrong type", '{"a:b": {"vision": "perhaps"}}'],
    ["a size below one", '{"a:b": {"contextTokens": 0}}'],
  ])("from %s are refused with the file's name and the way out", async (_, text) => {
    await writeFile(fileOf(), text);
    expect(() => readProfiles(home)).toThrow(expect.objectContaining({ code: "BAD_CONFIG" }));
    expect(() => readProfiles(home)).toThrow(fileOf());
    expect(() => readProfiles(home)).toThrow("exhibit doctor --model");
  });

  test("are not overwritten when the file there cannot be read", async () => {
    await writeFile(fileOf(), "{ by hand");
    await expect(saveProfile(home, "a:b", { vision: true })).rejects.toMatchObject({ code: "BAD_CONFIG" });
    expect(await readFile(fileOf(), "utf8")).toBe("{ by hand");
  });

  test("below a path that is a file are none", async () => {
    await writeFile(join(home, "file"), "");
    expect(readProfiles(join(home, "file"))).toEqual({});
  });

  test("leave no other file behind", async () => {
    await saveProfile(home, "a:b", { vision: true });
    expect(await readdir(home)).toEqual(["model-profiles.json"]);
  });
});

describe("the journal of calls", () => {
  const entry = (text: string): JournalEntry => ({
    role: "read",
    stage: "gather",
    costUsd: "unknown",
    answer: { text, model: "a:b", usage: { inputTokens: 1, cachedTokens: 0, outputTokens: 1, isEstimate: true } },
  });
  const key = (text: string) =>
    keyOf("read", { messages: [textMessage("user", text)], json: false, maxOutputTokens: 9 });

  test("has nothing in a new run", async () => {
    const journal = createCallJournal(await openRunFolder(home));
    expect(await journal.all()).toEqual([]);
    expect(await journal.find(key("one"))).toBeUndefined();
  });

  test("gives each answer by what was asked, in any script", async () => {
    const journal = createCallJournal(await openRunFolder(home));
    for (const text of ["one", "潮汐", "مرحبا", "👩‍🔬"]) await journal.save(key(text), entry(`about ${text}`));
    expect((await journal.find(key("潮汐")))?.answer.text).toBe("about 潮汐");
    expect((await journal.find(key("👩‍🔬")))?.answer.text).toBe("about 👩‍🔬");
    expect(await journal.all()).toHaveLength(4);
  });

  test("ignores files that are no entries of its own", async () => {
    const journal = createCallJournal(await openRunFolder(home));
    await journal.save(key("one"), entry("kept"));
    await writeFile(join(home, "calls", "notes.txt"), "mine");
    await writeFile(join(home, "calls", `${"a".repeat(40)}.json.tmp`), "{");
    await mkdir(join(home, "calls", "folder"));
    expect((await journal.all()).map(({ answer }) => answer.text)).toEqual(["kept"]);
  });

  test("has keys that are file names on every system", () => {
    expect(key("../../etc/passwd\0")).toMatch(/^[0-9a-f]{40}$/);
  });

  test("does not take two messages for one with both texts", () => {
    const together = [textMessage("user", "ab")];
    const apart = [textMessage("user", "a"), textMessage("user", "b")];
    const keys = [together, apart].map((messages) => keyOf("read", { messages, json: false, maxOutputTokens: 9 }));
    expect(keys[0]).not.toBe(keys[1]);
  });
});
