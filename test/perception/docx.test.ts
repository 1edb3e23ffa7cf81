import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import JSZip from "jszip";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { cellTexts, failureCode, figuresOf, parseBytes, sketch, tablesOf } from "../support/parse.ts";

const row = (cells: readonly string[], tableHeader = false) =>
  new TableRow({ tableHeader, children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });

async function sample(): Promise<Buffer> {
  const data = await sharp({ create: { width: 120, height: 100, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
  return Packer.toBuffer(
    new Document({
      title: "Harbour report",
      creator: "Ann Example",
      footnotes: { 1: { children: [new Paragraph("Counted in May.")] } },
      sections: [
        {
          children: [
            new Paragraph({ text: "Catch", heading: HeadingLevel.HEADING_1 }),
            new Paragraph({
              children: [
                new TextRun("Fishers landed 40 tonnes"),
                new FootnoteReferenceRun(1),
                new TextRun(" last year."),
              ],
            }),
            new Paragraph({ text: "Herring", bullet: { level: 0 } }),
            new Paragraph({ text: "Table 1. Landings", style: "Caption" }),
            new Table({ rows: [row(["Year", "Tonnes"], true), row(["2023", "38"]), row(["2024", "40"])] }),
            new Paragraph({
              children: [
                new ImageRun({
                  type: "png",
                  data,
                  transformation: { width: 120, height: 100 },
                  altText: { name: "p", title: "p", description: "Teal water" },
                }),
              ],
            }),
            new Paragraph({ text: "Figure 1. The harbour", style: "Caption" }),
          ],
        },
      ],
    }),
  );
}

afterAll(() => closeParsers());

describe("a Word document", () => {
  test("gives headings, whole sentences, items, tables, figures and notes", async () => {
    const result = await parseBytes(await sample(), { name: "r.docx" });
    if (!result.ok) throw new Error(result.failure.message);
    const { parsed } = result;
    expect(sketch(parsed).slice(0, 4)).toEqual([
      "h1 Catch",
      "p Fishers landed 40 tonnes last year.",
      "- Herring",
      "table 2x2",
    ]);
    expect(tablesOf(parsed)[0]).toMatchObject({ caption: "Table 1. Landings", header: [["Year", "Tonnes"]] });
    expect(cellTexts(tablesOf(parsed)[0])).toEqual([
      ["2023", "38"],
      ["2024", "40"],
    ]);
    expect(figuresOf(parsed)).toMatchObject([{ caption: "Figure 1. The harbour", alt: "Teal water" }]);
    expect(result.assets[0]?.asset).toMatchObject({ width: 120, height: 100 });
    expect(sketch(parsed).join("\n")).toContain("Counted in May.");
    expect(parsed.metadata).toMatchObject({ title: "Harbour report", authors: ["Ann Example"] });
  });

  test("that is damaged is a failure with a reason", async () => {
    const whole = await sample();
    expect(await failureCode(whole.subarray(0, whole.length - 200), { name: "r.docx" })).toBe("broken");
    expect(await failureCode(Buffer.from("PK\u0003\u0004 not a zip"), { name: "r.docx" })).toBe("broken");
    const other = new JSZip();
    other.file("hello.txt", "x");
    expect(await failureCode(await other.generateAsync({ type: "uint8array" }), { name: "r.docx" })).toBe("broken");
  });

  test("that unpacks to far more than it weighs is refused", async () => {
    const bomb = new JSZip();
    bomb.file("word/document.xml", new Uint8Array(30 * 1024 * 1024));
    const bytes = await bomb.generateAsync({
      type: "uint8array",
      compression: "DEFLATE",
      compressionOptions: { level: 9 },
    });
    expect(bytes.length).toBeLessThan(100_000);
    expect(await failureCode(bytes, { name: "r.docx" })).toBe("too-large");
  });

  test("that lies about its sizes is found out before anything else opens it", async () => {
    const bomb = new JSZip();
    bomb.file("word/document.xml", new Uint8Array(8 * 1024 * 1024));
    const bytes = Buffer.from(await bomb.generateAsync({ type: "uint8array", compression: "DEFLATE" }));
    const directory = bytes.lastIndexOf(Buffer.from("PK\u0001\u0002"));
    bytes.writeUInt32LE(1000, directory + 24);
    const result = await parseBytes(bytes, { name: "r.docx" });
    expect(result).toMatchObject({
      ok: false,
      failure: { code: "broken", message: expect.stringContaining("too many bytes") },
    });
  });

  test("with a password says so, and one of before 2007 says what to do", async () => {
    const compound = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]);
    const encrypted = Buffer.concat([compound, Buffer.from("EncryptedPackage", "utf16le"), Buffer.alloc(200)]);
    expect(await failureCode(encrypted, { name: "r.docx" })).toBe("password");
    expect(await failureCode(compound, { name: "r.doc" })).toBe("unsupported");
  });
});
