import { afterAll, describe, expect, test } from "vitest";
import { closeParsers, parsers } from "../../src/perception/index.ts";
import { parseTask } from "../../src/perception/parse-task.ts";
import { defineParser } from "../../src/perception/parser.ts";
import { supervised } from "../../src/perception/supervised.ts";
import { cpuMilliseconds } from "../support/cpu-time.ts";
import { sheetData, workbookOf } from "../support/office-files.ts";
import { parseBytes, parsed, sketch } from "../support/parse.ts";

afterAll(() => closeParsers());

const page = { mediaType: "text/html", name: "page.html" };
const paragraph = (index: number) => `<p>Sentence number ${index} says that the catch rose by ${index} tonnes.</p>`;
const pageOf = (count: number) => Array.from({ length: count }, (_, index) => paragraph(index)).join("");

describe("a large file is read in a child", () => {
  test("with the same result as a small one in place", async () => {
    const small = sketch(await parsed(pageOf(100), page));
    const large = sketch(await parsed(pageOf(1_000), page));
    expect(large).toHaveLength(1_000);
    expect(large.slice(0, 100)).toEqual(small);
  });

  test("with pictures, which the child measures itself", async () => {
    const { default: sharp } = await import("sharp");
    const picture = await sharp({ create: { width: 120, height: 90, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const html = `${pageOf(600)}<figure><img src="data:image/png;base64,${picture.toString("base64")}"><figcaption>Teal</figcaption></figure>${pageOf(5)}`;
    const result = await parseBytes(html, page);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.assets).toHaveLength(1);
    expect(result.assets[0]?.asset).toMatchObject({ width: 120, height: 90, caption: "Teal" });
    expect(Buffer.from(result.assets[0]?.bytes ?? [])).toEqual(picture);
  });

  test.each([
    ["Markdown", "a.md", () => `# Title\n\n${"A sentence of some length.\n\n".repeat(2_000)}`, 2_001],
    ["JSON", "a.json", () => JSON.stringify(Array.from({ length: 4_000 }, (_, at) => ({ a: at, b: "text" }))), 1],
  ])("%s too", async (_, name, content, blocks) => {
    expect((await parsed(content(), { name })).blocks).toHaveLength(blocks);
  });

  test("a workbook too", async () => {
    const rows = Array.from({ length: 6_000 }, (_, at) => [`Row ${at} ${(at * 7919) % 1009}`, (at * 104_729) % 99_991]);
    const bytes = await workbookOf([{ xml: sheetData([["Name", "Units"], ...rows]) }]);
    expect(bytes.length).toBeGreaterThan(32 * 1024);
    expect(sketch(await parsed(bytes, { name: "b.xlsx" }))).toEqual(["h2 Sheet 1", "table 6000x2"]);
  });
});

describe("the parsers that a child knows", () => {
  test.each(["docx", "epub", "html", "json", "markdown", "pptx", "xlsx"])("%s is among them", async (parser) => {
    const resource = { bytes: new Uint8Array(), mediaType: "", name: "a", sha256: "" };
    expect(await parseTask({ parser, resource })).toMatchObject({ ok: false, failure: { code: "empty" } });
  });

  test("another is a mistake that the parent hears of", async () => {
    await expect(parseTask({ parser: "none", resource: {} })).rejects.toThrow('"none"');
  });
});

describe("a file built to be slow", () => {
  const slow = "[a](".repeat(40_000);

  test("costs its deadline and holds up nobody", async () => {
    const markdown = parsers.find(({ name }) => name === "markdown");
    if (markdown === undefined) throw new Error("no Markdown parser");
    const impatient = supervised(defineParser({ ...markdown }), 1_500);
    const resource = { bytes: Buffer.from(slow), mediaType: "text/markdown", name: "slow.md", sha256: "" };
    const before = cpuMilliseconds();
    const result = await impatient.parse(resource, { signal: new AbortController().signal, temporaryFolder: "" });
    expect(result).toMatchObject({ ok: false, failure: { code: "timeout", target: "slow.md" } });
    // Read here, it would have taken a minute, and no deadline could have come between.
    expect(cpuMilliseconds() - before).toBeLessThan(10_000);
  });

  test("ends at once when the run is stopped", async () => {
    const reason = new Error("stopped by the user");
    const controller = new AbortController();
    const reading = parseBytes(slow, { name: "slow.md", mediaType: "text/markdown", signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(reading).rejects.toBe(reason);
  });
});
