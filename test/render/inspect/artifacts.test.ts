import { describe, expect, test } from "vitest";
import { inspectArtifact } from "../../../src/render/inspect/index.ts";
import { type OfficeFormat, officeContext, renderOffice, schemaErrors } from "../support/office.ts";
import { loadStressAsset, stressReports } from "./stress-reports.ts";

const formats: readonly OfficeFormat[] = ["docx", "pptx"];
const context = officeContext({ loadAsset: loadStressAsset });

describe.each(formats)("%s", (format) => {
  test("the sample report is valid and has no layout fault", async () => {
    const bytes = await renderOffice(format);
    expect(await inspectArtifact(format, bytes)).toEqual([]);
    expect(await schemaErrors(format, bytes)).toEqual([]);
  });

  test.each(Object.keys(stressReports).filter((name) => name !== "hostile"))(
    "the stress report `%s` is valid and has no layout fault",
    async (name) => {
      const bytes = await renderOffice(format, stressReports[name], context);
      expect(await inspectArtifact(`report.${format}`, bytes)).toEqual([]);
      expect(await schemaErrors(format, bytes)).toEqual([]);
    },
  );

  test("hostile text gives a valid file whose only fault is the citation of unknown evidence", async () => {
    const bytes = await renderOffice(format, stressReports.hostile, context);
    expect(await schemaErrors(format, bytes)).toEqual([]);
    const codes = new Set((await inspectArtifact(format, bytes)).map((fault) => fault.code));
    expect([...codes]).toEqual(["dangling-citation"]);
  });

  test("a file that is no archive is one fault, not an exception", async () => {
    const faults = await inspectArtifact(`report.${format}`, new TextEncoder().encode("not a zip"));
    expect(faults).toMatchObject([{ format, place: "file", code: "unreadable" }]);
  });

  test("an archive without parts is reported, not thrown", async () => {
    const { default: JSZip } = await import("jszip");
    const bytes = await new JSZip().generateAsync({ type: "uint8array" });
    const faults = await inspectArtifact(format, bytes);
    expect(faults.every((fault) => fault.code === "unreadable")).toBe(true);
    expect(faults).toHaveLength(1);
  });
});

test("formats without inspection have no faults", async () => {
  expect(await inspectArtifact("report.md", new Uint8Array())).toEqual([]);
  expect(await inspectArtifact("html", new Uint8Array())).toEqual([]);
});
