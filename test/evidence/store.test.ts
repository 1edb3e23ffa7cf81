import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEvidenceStore, type EvidenceStore, mergeEvidence } from "../../src/evidence/index.ts";
import type { Evidence } from "../../src/report/index.ts";
import { makeSource, quoteEvidence } from "./fixtures.ts";

let folder: string;
let store: EvidenceStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  store = createEvidenceStore(folder);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const evidence = (id: string, ...subQuestionIds: string[]): Evidence => ({
  ...quoteEvidence(id, `Words of ${id}.`, { value: 1, unit: "" }),
  subQuestionIds,
});
const path = (): string => join(folder, "evidence.jsonl");
const reopen = (): EvidenceStore => {
  store.close();
  store = createEvidenceStore(folder);
  return store;
};

describe("an evidence store", () => {
  test("answers what was added, in order of id, also after reopening", () => {
    expect(store.add([evidence("ev-b", "q1"), evidence("ev-a", "q1")])).toBe(2);
    expect(
      reopen()
        .all()
        .map(({ id }) => id),
    ).toEqual(["ev-a", "ev-b"]);
    expect(store.get("ev-a")?.content).toMatchObject({ exact: "Words of ev-a." });
    expect(store.get("ev-x")).toBeUndefined();
  });

  test("merges sub-questions of the same find and counts only new ones", () => {
    store.add([evidence("ev-a", "q2")]);
    expect(store.add([evidence("ev-a", "q1"), evidence("ev-a", "q2"), evidence("ev-b", "q1")])).toBe(1);
    expect(reopen().get("ev-a")?.subQuestionIds).toEqual(["q1", "q2"]);
  });

  test("is the same whatever the order of branches", () => {
    const forward = mergeEvidence(evidence("ev-a", "q2"), evidence("ev-a", "q1"));
    expect(forward).toEqual(mergeEvidence(evidence("ev-a", "q1"), evidence("ev-a", "q2")));
  });

  test("writes nothing for what it knows", () => {
    store.add([evidence("ev-a", "q1")]);
    const before = readFileSync(path(), "utf8");
    store.add([evidence("ev-a", "q1")]);
    expect(readFileSync(path(), "utf8")).toBe(before);
  });

  test("ignores and repairs a line torn at any byte", () => {
    store.add([evidence("ev-a", "q1"), evidence("ev-ä", "q1")]);
    const whole = readFileSync(path());
    const firstLine = whole.indexOf(10) + 1;
    for (const length of [firstLine + 1, firstLine + 7, whole.length - 30, whole.length - 1]) {
      store.close();
      writeFileSync(path(), whole);
      truncateSync(path(), length);
      store = createEvidenceStore(folder);
      expect(store.all().map(({ id }) => id)).toEqual(["ev-a"]);
      store.add([evidence("ev-c", "q1")]);
      expect(
        reopen()
          .all()
          .map(({ id }) => id),
      ).toEqual(["ev-a", "ev-c"]);
    }
  });

  test("says where a line in the middle is broken", () => {
    store.add([evidence("ev-a", "q1")]);
    appendFileSync(path(), 'not json\n{"id":"ev-b"}\n');
    store.close();
    expect(() => createEvidenceStore(folder)).toThrow(/evidence\.jsonl has a broken line at byte \d+/);
    writeFileSync(path(), "");
    store = createEvidenceStore(folder);
  });

  test("keeps sources, the last version of each", () => {
    store.addSource(makeSource("src-b"));
    store.addSource(makeSource("src-a"));
    store.addSource(makeSource("src-a", { title: "New title" }));
    expect(
      reopen()
        .sources()
        .map(({ title }) => title),
    ).toEqual(["New title", "src-b"]);
    expect(store.getSource("src-b")?.path).toBe("src-b.pdf");
  });

  test("refuses to write after it was closed, and closes twice without harm", () => {
    store.close();
    store.close();
    expect(() => store.add([evidence("ev-a", "q1")])).toThrow(/closed/);
  });
});
