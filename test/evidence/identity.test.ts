import { expect, test } from "vitest";
import { assetIdOf, canonicalJson, evidenceIdOf, sha256Of, sourceIdOf } from "../../src/evidence/index.ts";
import type { EvidenceContent } from "../../src/report/index.ts";

const quote: EvidenceContent = { type: "quote", exact: "Sales rose.", prefix: "", suffix: "" };

test("hashes bytes and their text alike", () => {
  expect(sha256Of("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256Of(new TextEncoder().encode("abc"))).toBe(sha256Of("abc"));
});

test("gives source and asset ids that derive from the bytes", () => {
  expect(sourceIdOf(sha256Of("abc"))).toBe("src-ba7816bf8f");
  expect(assetIdOf(new TextEncoder().encode("abc"))).toBe("as-ba7816bf8f01");
});

test("gives the same evidence id whatever the order of keys", () => {
  const turned = { suffix: "", prefix: "", exact: "Sales rose.", type: "quote" } as EvidenceContent;
  expect(evidenceIdOf("src-a", turned, { section: "A", page: 3 })).toBe(
    evidenceIdOf("src-a", quote, { page: 3, section: "A" }),
  );
  expect(evidenceIdOf("src-a", quote, {})).toMatch(/^ev-[0-9a-f]{10}$/);
});

test("gives other ids to other sources, places and words", () => {
  const ids = new Set([
    evidenceIdOf("src-a", quote, { page: 1 }),
    evidenceIdOf("src-b", quote, { page: 1 }),
    evidenceIdOf("src-a", quote, { page: 2 }),
    evidenceIdOf("src-a", { ...quote, exact: "Sales fell." }, { page: 1 }),
  ]);
  expect(ids.size).toBe(4);
});

test("leaves undefined members out of canonical JSON and keeps the order of arrays", () => {
  expect(canonicalJson({ b: [2, 1], a: undefined, c: { z: null, y: 1 } })).toBe('{"b":[2,1],"c":{"y":1,"z":null}}');
});
