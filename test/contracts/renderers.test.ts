import { load } from "cheerio";
import JSZip from "jszip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepBrowser, type RenderedFile, type Renderer, renderers } from "../../src/render/index.ts";
import { inlineText } from "../../src/render/inline-text.ts";
import { printedBlocks, type Report, resolve, walkBlocks } from "../../src/report/index.ts";
import { emptyReport } from "../support/empty-report.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { sampleContext } from "../support/render-context.ts";
import { sampleReport } from "../support/sample-report.ts";

afterAll(keepBrowser());

const render = (renderer: Renderer, report: Report): Promise<readonly RenderedFile[]> =>
  renderer.render(resolve(report), sampleContext());

/** What a reader can read in an artifact, without white space, because each format breaks lines elsewhere. */
const readers: Readonly<Record<Renderer["format"], (bytes: Uint8Array) => Promise<string>>> = {
  md: async (bytes) =>
    new TextDecoder()
      .decode(bytes)
      .replace(/\[(\[\d+\])\]\(#[^)]*\)/g, "$1")
      .replace(/\\(?=[!-/:-@[-`{-~])/g, ""),
  html: async (bytes) => load(new TextDecoder().decode(bytes))("body").text(),
  pdf: readPdf,
  // The body last, where the bibliography is; footnotes and charts repeat titles in their own order.
  docx: async (bytes) =>
    (await readOffice(bytes, /^word\/(footnotes|charts\/.*)\.xml$/)) +
    (await readOffice(bytes, /^word\/document\.xml$/)),
  pptx: (bytes) => readOffice(bytes, /^ppt\/(slides|notesSlides|charts)\/[^/]*\.xml$/),
};

async function readOffice(bytes: Uint8Array, parts: RegExp): Promise<string> {
  const zip = await JSZip.loadAsync(bytes);
  const texts = Object.keys(zip.files)
    .filter((name) => parts.test(name))
    .map((name) => zip.file(name)?.async("string") ?? "");
  return (await Promise.all(texts)).map((xml) => load(xml, { xml: true }).root().text()).join("\n");
}

async function readPdf(bytes: Uint8Array): Promise<string> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: true }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, index) =>
    (await document.getPage(index + 1)).getTextContent(),
  );
  return (await Promise.all(pages))
    .flatMap(({ items }) => items.map((item) => ("str" in item ? item.str : "")))
    .join("");
}

const dense = (text: string): string => text.replace(/[\s\u00ad\u200b]+/g, "");

async function readFiles({ format }: Renderer, [file]: readonly RenderedFile[]): Promise<string> {
  return dense(await readers[format](file?.bytes ?? new Uint8Array()));
}

const read = async (renderer: Renderer, report: Report): Promise<string> =>
  readFiles(renderer, await render(renderer, report));

const minimal: Report = { ...emptyReport, title: sampleReport.title, limitations: ["Nothing was found."] };

describe.each(Object.entries(renderers))("the renderer of %s", (format, renderer) => {
  const before = JSON.stringify(sampleReport);
  let files: readonly RenderedFile[] = [];
  let text = "";
  /** The sample report, rendered and read once for all tests. */
  beforeAll(async () => {
    files = await render(renderer, sampleReport);
    text = await readFiles(renderer, files);
  });

  test("is listed under its format and names its media type", () => {
    expect(renderer.format).toBe(format);
    expect(renderer.mediaType).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
  });

  test("gives the artifact first, under safe relative names, none twice", () => {
    expect(files[0]?.name).toBe(`report.${format}`);
    const names = files.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, bytes } of files) {
      expect(name).toMatch(/^(?!.*\.\.)[\w-][\w./-]*$/);
      expect(bytes.length).toBeGreaterThan(0);
    }
  });

  test("says what the report says: title, numbers, sources, labels, gaps", () => {
    const expected = [
      sampleReport.title,
      "$89,498 million",
      "45.2%",
      "117,154",
      "Table 1",
      "Figure 1",
      ...sampleReport.sources.map(({ title }) => title),
      ...sampleReport.limitations,
      "K. Lindqvist, Wikimedia Commons, CC BY-SA 4.0",
    ];
    expect(expected.filter((words) => !text.includes(dense(words)))).toEqual([]);
  });

  test("shows every cell of every table with the numbers of its citations", () => {
    const resolved = resolve(sampleReport);
    const cells = [...walkBlocks(printedBlocks(resolved))].flatMap((block) =>
      block.type === "table" ? [block.header, ...block.rows].flat() : [],
    );
    const words = cells.map(({ children }) => dense(inlineText(children, resolved)));
    expect(words.length).toBeGreaterThan(40);
    expect(words.filter((one) => !text.includes(one))).toEqual([]);
  });

  test("says what a number under a scale means, and never the bare number with the unit", () => {
    expect(text).toContain("=90,146,000,000USD");
    expect(text).toContain("=-1,204,000,000USD");
    expect(text).not.toContain(":90,146USD");
  });

  test("gives each source the number that the bibliography gives it", () => {
    const { bibliography } = resolve(sampleReport);
    // From behind, because the list of sources ends every format and titles may be mentioned before.
    const places = bibliography.map(({ source }) => text.lastIndexOf(dense(source.title)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  test("is silent about nothing: an empty report still has its title and its gaps", async () => {
    const bare = await read(renderer, minimal);
    expect(bare).toContain(dense(minimal.title));
    expect(bare).toContain(dense("Nothing was found."));
  });

  test("survives a report full of attacks, as text", async () => {
    const hostile = await read(renderer, hostileReport());
    expect(hostile).toContain("window.pwned");
    expect(hostile).not.toContain("\u0000");
  });

  test.each(["ar", "zh", "de", "xx", ""])("renders a report in the language %j", async (language) => {
    // What a language changes shows in any section; the others would be laid out again and again.
    const sections = sampleReport.sections.slice(0, 1);
    const [file] = await render(renderer, { ...sampleReport, sections, language });
    expect(file?.bytes.length).toBeGreaterThan(1000);
  });

  test("does not change the report", () => {
    expect(JSON.stringify(sampleReport)).toBe(before);
  });

  test("ends a cancelled rendering with the reason of the signal", async () => {
    const reason = new Error("stopped by the user");
    const context = sampleContext({ signal: AbortSignal.abort(reason) });
    await expect(renderer.render(resolve(sampleReport), context)).rejects.toBe(reason);
  });
});
