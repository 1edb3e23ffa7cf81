import { Document, Packer, Paragraph } from "docx";
import JSZip from "jszip";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { isAbort } from "../../src/errors.ts";
import type { Resource } from "../../src/evidence/resource.ts";
import { closeParsers, mediaTypeOf, type ParseResult, parserFor, parsers } from "../../src/perception/index.ts";
import type { Locator } from "../../src/report/index.ts";

const encoder = new TextEncoder();
const zipped = async (files: Readonly<Record<string, string>>) => {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
};

/** A one-page PDF with one line of text; readers rebuild its missing cross-reference table. */
function smallPdf(): Uint8Array {
  const content = "BT /F1 24 Tf 72 700 Td (Landings rose by 40 percent) Tj ET";
  return encoder.encode(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
      `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n` +
      `4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\n` +
      `5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF`,
  );
}

/** One readable resource for each parser, by the parser's name. */
const samples: Readonly<Record<string, () => Promise<readonly [name: string, bytes: Uint8Array]>>> = {
  csv: async () => ["a.csv", encoder.encode("year,units\n2023,10\n2024,14\n")],
  docx: async () => [
    "a.docx",
    await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph("Landings rose.")] }] })),
  ],
  epub: async () => [
    "a.epub",
    await zipped({
      mimetype: "application/epub+zip",
      "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
      "b.opf":
        '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
      "a.xhtml": "<html><body><p>It began.</p></body></html>",
    }),
  ],
  html: async () => [
    "a.html",
    encoder.encode(
      "<!doctype html><h1>Catch</h1><p>Landings rose.</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
    ),
  ],
  image: async () => [
    "a.png",
    await sharp({ create: { width: 200, height: 120, channels: 3, background: "navy" } })
      .png()
      .toBuffer(),
  ],
  json: async () => ["a.json", encoder.encode('[{"year":2023,"units":10}]')],
  markdown: async () => ["a.md", encoder.encode("# Catch\n\nLandings rose.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n")],
  pdf: async () => ["a.pdf", smallPdf()],
  pptx: async () => [
    "a.pptx",
    await zipped({
      "ppt/presentation.xml":
        '<p:presentation><p:sldIdLst><p:sldId r:id="r1"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
      "ppt/_rels/presentation.xml.rels":
        '<Relationships><Relationship Id="r1" Type="x/slide" Target="slides/slide1.xml"/></Relationships>',
      "ppt/slides/slide1.xml":
        "<p:sld><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>Landings rose.</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>",
    }),
  ],
  text: async () => ["a.txt", encoder.encode("Catch report\n\nLandings rose by 40 percent.")],
  xlsx: async () => [
    "a.xlsx",
    await zipped({
      "xl/workbook.xml": '<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>',
      "xl/worksheets/s.xml":
        '<worksheet><sheetData><row><c t="str"><v>Year</v></c><c t="str"><v>Units</v></c></row><row><c><v>2023</v></c><c><v>10</v></c></row></sheetData></worksheet>',
    }),
  ],
};

/** Parsers whose whole work is a clear refusal. */
const refusing = new Set(["legacy-office"]);

async function read(name: string, bytes: Uint8Array, mediaType: string): Promise<ParseResult> {
  const resource: Resource = { bytes, name, mediaType, sha256: "", path: `/nonexistent/${name}` };
  const parser = parserFor(resource);
  if (parser === undefined) throw new Error(`No parser accepts ${mediaType}`);
  return parser.parse(resource, { signal: new AbortController().signal, temporaryFolder: "/tmp" });
}

function expectSane(locator: Locator, pages: number): void {
  if (locator.page !== undefined) {
    expect(locator.page).toBeGreaterThanOrEqual(1);
    expect(locator.page).toBeLessThanOrEqual(pages);
  }
  if (locator.box === undefined) return;
  const [left, top, right, bottom] = locator.box;
  for (const side of locator.box) {
    expect(side).toBeGreaterThanOrEqual(0);
    expect(side).toBeLessThanOrEqual(1);
  }
  expect(left).toBeLessThanOrEqual(right);
  expect(top).toBeLessThanOrEqual(bottom);
}

function expectFailure(result: ParseResult): void {
  if (result.ok) return;
  expect(result.failure.message).toMatch(/\S/);
  expect(result.failure.message).not.toMatch(/\n\s+at /);
  expect(result.failure).toMatchObject({
    stage: expect.any(String),
    target: expect.any(String),
    code: expect.any(String),
  });
}

afterAll(() => closeParsers());

test("every parser has a sample here, or only refuses", () => {
  const names = parsers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !(name in samples) && !refusing.has(name))).toEqual([]);
});

describe.each(Object.keys(samples))("the %s parser", (name) => {
  const sample = async () => {
    const made = await samples[name]?.();
    if (made === undefined) throw new Error(`No sample for ${name}`);
    const [file, bytes] = made;
    return { file, bytes, mediaType: await mediaTypeOf(bytes, "", file) };
  };

  test("alone accepts its resource", async () => {
    const { file, mediaType } = await sample();
    const accepting = parsers.filter((parser) => parser.accepts({ mediaType, name: file }));
    expect(accepting.map((parser) => parser.name)).toEqual([name]);
  });

  test("gives plain JSON with unique ids, sane locators and no bytes", async () => {
    const { file, bytes, mediaType } = await sample();
    const result = await read(file, bytes, mediaType);
    if (!result.ok) throw new Error(result.failure.message);
    const { parsed } = result;
    expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
    expect(parsed.blocks.length).toBeGreaterThan(0);
    expect(new Set(parsed.blocks.map(({ id }) => id)).size).toBe(parsed.blocks.length);
    for (const block of parsed.blocks) expectSane(block.locator, parsed.pages.length);
    for (const block of parsed.blocks)
      if (block.type === "figure" && block.assetId !== undefined)
        expect(parsed.assets.map(({ id }) => id)).toContain(block.assetId);
    expect(parsed.assets.map(({ id }) => id).sort()).toEqual(result.assets.map(({ asset }) => asset.id).sort());
    expect(parsed.metadata.title).toMatch(/\S/);
  });

  test("gives the same twice", async () => {
    const { file, bytes, mediaType } = await sample();
    expect(await read(file, bytes, mediaType)).toEqual(await read(file, bytes, mediaType));
  });

  test("has rectangular tables", async () => {
    const { file, bytes, mediaType } = await sample();
    const result = await read(file, bytes, mediaType);
    if (!result.ok) throw new Error(result.failure.message);
    for (const block of result.parsed.blocks) {
      if (block.type !== "table") continue;
      const widths = new Set([...block.header.map((row) => row.length), ...block.rows.map((row) => row.length)]);
      expect(widths.size).toBe(1);
    }
  });

  test("gives text as it will be quoted: clean, and in no block empty", async () => {
    const { file, bytes, mediaType } = await sample();
    const result = await read(file, bytes, mediaType);
    if (!result.ok) throw new Error(result.failure.message);
    for (const block of result.parsed.blocks) {
      const rows =
        block.type === "table" ? [...block.header, ...block.rows.map((row) => row.map(({ text }) => text))] : [];
      if ("text" in block) expect(block.text).not.toBe("");
      for (const text of [...rows.flat(), "text" in block && block.type !== "code" ? block.text : ""])
        expect(text).toBe(text.replace(/\s+/g, " ").trim());
    }
  });

  test("writes nothing and changes no byte it was given", async () => {
    const { file, bytes, mediaType } = await sample();
    const before = Uint8Array.from(bytes);
    await read(file, bytes, mediaType);
    expect(Uint8Array.from(bytes)).toEqual(before);
  });

  test("fails as empty for no bytes", async () => {
    const { file, mediaType } = await sample();
    const result = await read(file, new Uint8Array(), mediaType);
    expect(result).toMatchObject({ ok: false, failure: { code: "empty" } });
    expectFailure(result);
  });

  test("never rejects for cut, damaged or foreign bytes", async () => {
    const { file, bytes, mediaType } = await sample();
    const cut = [0.2, 0.5, 0.9, 0.99].map((share) => bytes.slice(0, Math.floor(bytes.length * share)));
    const damaged = bytes.map((byte, index) => (index % 17 === 16 ? byte ^ 0x55 : byte));
    const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919 + 13) % 256);
    for (const bad of [...cut, damaged, noise]) expectFailure(await read(file, bad, mediaType));
  });

  test("stops with the signal's reason", async () => {
    const { file, bytes, mediaType } = await sample();
    const signal = AbortSignal.abort(new Error("stopped"));
    const resource: Resource = { bytes, name: file, mediaType, sha256: "" };
    const error: unknown = await parserFor(resource)
      ?.parse(resource, { signal, temporaryFolder: "/tmp" })
      .catch((reason: unknown) => reason);
    expect(isAbort(error, signal)).toBe(true);
  });
});
