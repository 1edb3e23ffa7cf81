import { expect, test } from "vitest";
import { printable, printableData, resolve } from "../../src/report/index.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { sampleReport } from "../support/sample-report.ts";

test("takes out what XML forbids and keeps tabs, line ends, emoji and every script", () => {
  expect(printable("a\u0000b\u0085c\r\nd\te\ud800\ufffe")).toBe("abc\nd\te\ufffd");
  expect(printable("🙂 漢字 é العربية")).toBe("🙂 漢字 é العربية");
});

test("cleans texts at any depth and copies nothing that is clean", () => {
  const clean = { list: ["a", 1, null], more: { text: "b" } };
  expect(printableData(clean)).toBe(clean);
  const mixed = { clean, dirty: ["x\u0000"] };
  const result = printableData(mixed);
  expect(result).toEqual({ clean, dirty: ["x"] });
  expect(result.clean).toBe(clean);
  expect(mixed.dirty).toEqual(["x\u0000"]);
});

test("a resolved report is printable throughout, and a clean one is the report itself", () => {
  expect(resolve(sampleReport).report).toBe(sampleReport);
  const { report } = resolve(hostileReport());
  expect(JSON.stringify(report)).not.toMatch(/\\u00(0[0-8bcef]|1)|\\ud8|\\ufff[ef]/);
  expect(report.title).toContain("<script>");
});
