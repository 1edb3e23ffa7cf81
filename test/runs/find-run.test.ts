import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findRun, loadRunRecord, openRunFolder, type RunRecord, runIdOf } from "../../src/runs/index.ts";
import { requestFor } from "../support/runs.ts";

let out: string;

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-find-"));
});
afterEach(() => rm(out, { recursive: true, force: true }));

async function runs(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(out, name), { recursive: true });
    await writeFile(join(out, name, "run.json"), "{}");
  }
}

const found = async (name: string) => (await findRun(name, out)).path;

describe("a run is found", () => {
  beforeEach(() => runs("2026-01-01-heat-1a2b", "2026-01-01-heat-1a2b-later", "2026-02-02-water-3c4d"));

  test.each([
    ["its id", "2026-02-02-water-3c4d", "2026-02-02-water-3c4d"],
    ["the only start of an id", "2026-02", "2026-02-02-water-3c4d"],
    ["its id, also when another begins with it", "2026-01-01-heat-1a2b", "2026-01-01-heat-1a2b"],
  ])("by %s", async (_, name, expected) => {
    expect(await found(name)).toBe(join(out, expected));
  });

  test("by its path, wherever that is", async () => {
    const path = join(out, "2026-02-02-water-3c4d");
    expect((await findRun(path, "/nowhere")).path).toBe(path);
  });

  test("by a path that holds a report only, as it was handed on", async () => {
    const path = join(out, "handed-on");
    await mkdir(path);
    await writeFile(join(path, "report.json"), "{}");
    expect((await findRun(path, "/nowhere")).path).toBe(path);
  });
});

describe("a run that is not found is told apart", () => {
  test("from one that is named too shortly: the candidates are listed", async () => {
    await runs("2026-01-01-heat-1a2b", "2026-01-02-water-3c4d");
    await expect(found("2026")).rejects.toThrow(
      /2 runs in .* begin with 2026; name one of: 2026-01-01-heat-1a2b, 2026-01-02/,
    );
  });

  test("from a folder that is no run", async () => {
    await runs("2026-01-01-heat-1a2b");
    await mkdir(join(out, "documents"));
    const message = /documents has neither run\.json nor report\.json.*the last ones are: .*2026-01-01-heat-1a2b/;
    await expect(findRun(join(out, "documents"), out)).rejects.toThrow(message);
  });

  test.each(["nothing", "", "README.md", ".exhibit"])(
    "%j: the last five are named, hidden ones and the README are none",
    async (name) => {
      await runs(...["a", "b", "c", "d", "e", "f"].map((letter) => `2026-${letter}`));
      await mkdir(join(out, ".exhibit"));
      await writeFile(join(out, "README.md"), "");
      const finding = found(name);
      await expect(finding).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(finding).rejects.toThrow(/the last ones are: 2026-b, 2026-c, 2026-d, 2026-e, 2026-f\. .*--out/);
    },
  );

  test("when there is none at all, not even the folder", async () => {
    await expect(findRun("x", join(out, "nowhere"))).rejects.toThrow(/No run x in .*nowhere; the last ones are: none/);
  });
});

describe("the record of a run", () => {
  const record: RunRecord = {
    schemaVersion: 1,
    runId: "2026-01-01-heat-1a2b",
    question: "How much heat?",
    started: "2026-01-01T00:00:00.000Z",
    version: "0.1.0",
    analyst: "extractive",
    request: requestFor("How much heat?"),
  };
  const load = async (value: unknown) => {
    const folder = await openRunFolder(join(out, "run"));
    await folder.writeJson("run.json", value);
    return loadRunRecord(folder);
  };

  test("is read back whole, also with how the run ended", async () => {
    expect(await load(record)).toEqual(record);
    const ended = { ...record, outcome: "partial", artifacts: ["report.md"], durationMs: 12, message: "x" };
    expect(await load(ended)).toEqual(ended);
  });

  test.each([
    ["an empty object", {}, /runId/],
    ["a list", [], /object/],
    ["one of a newer program", { ...record, schemaVersion: 2 }, /update/],
    ["one without its request", { ...record, request: undefined }, /request/],
    ["one without a format", { ...record, request: { ...record.request, formats: [] } }, /formats/],
    ["one with a format there is not", { ...record, request: { ...record.request, formats: ["odt"] } }, /formats/],
    ["one without limit of time", { ...record, request: { ...record.request, maxMinutes: null } }, /maxMinutes/],
    ["one whose date is none", { ...record, started: "yesterday" }, /started/],
  ])("refuses %s, naming file and place", async (_, value, place) => {
    const loading = load(value);
    await expect(loading).rejects.toMatchObject({ code: "BAD_REPORT" });
    await expect(loading).rejects.toThrow(place);
    await expect(loading).rejects.toThrow(/run\.json is not the record of a run/);
  });

  test("that is missing is not found", async () => {
    await expect(loadRunRecord(await openRunFolder(join(out, "run")))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the name of a run", () => {
  const nameOf = (question: string) => runIdOf(question, new Date("2026-03-14T00:00:00Z"), "seed").slice(11, -5);

  test.each([
    ["How much heat does the plant in Velden deliver?", "much-heat-plant-velden-deliver"],
    ["Café in Zürich, naïve!", "cafe-zurich-naive"],
    ["ولاية أيوا عام", "ولاية-أيوا-عام"],
    ["हिन्दी में बिजली", "हिन्दी-में-बिजली"],
    ["한국 전력", "한국-전력"],
    ["../../etc/passwd", "etc-passwd"],
    ["???", "question"],
  ])("of %j keeps its words whole: %s", (question, expected) => {
    expect(nameOf(question)).toBe(expected);
  });

  test.each(["x".repeat(5_000), "热".repeat(5_000), "\u0000\u001b[31m\n", "a/b\\c:d*e?f"])(
    "is a folder name on every system: %#",
    (question) => {
      const name = runIdOf(question, new Date(0), "seed");
      expect(name).toMatch(/^1970-01-01-[\p{L}\p{M}\p{N}-]+-[0-9a-f]{4}$/u);
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
    },
  );
});
