import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { mediaTypeOf } from "../../src/perception/index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0,
  0, 0,
]);

describe("magic bytes", () => {
  test("win over the declared type and the name", async () => {
    expect(await mediaTypeOf(png, "text/html", "page.html")).toBe("image/png");
    expect(await mediaTypeOf(bytes("%PDF-1.7\n"), "text/plain", "a.txt")).toBe("application/pdf");
  });

  test("find a PDF header behind junk, as PDF readers do", async () => {
    expect(await mediaTypeOf(bytes(`junk\n\n%PDF-1.4\n`), "", "scan")).toBe("application/pdf");
  });

  test("tell office files apart by what the archive holds", async () => {
    const zip = new JSZip();
    zip.file(
      "[Content_Types].xml",
      '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    );
    zip.file("word/document.xml", "<w:document/>");
    expect(await mediaTypeOf(await zip.generateAsync({ type: "uint8array" }), "", "x")).toMatch(
      /wordprocessingml\.document$/,
    );
  });

  test("leave a damaged office file to the reader that its name asks for", async () => {
    const zip = new JSZip();
    zip.file("other.txt", "x");
    expect(await mediaTypeOf(await zip.generateAsync({ type: "uint8array" }), "", "a.xlsx")).toMatch(
      /spreadsheetml\.sheet$/,
    );
  });
});

describe("kinds of office files", () => {
  const kind = {
    word: "wordprocessingml.document",
    excel: "spreadsheetml.sheet",
    slides: "presentationml.presentation",
  };
  const openXml = "application/vnd.openxmlformats-officedocument.";
  test.each([
    ["application/vnd.ms-word.document.macroEnabled.12", openXml + kind.word],
    [`${openXml}wordprocessingml.template`, openXml + kind.word],
    ["application/vnd.ms-excel.sheet.macroEnabled.12", openXml + kind.excel],
    [`${openXml}presentationml.slideshow`, openXml + kind.slides],
    ["application/vnd.ms-powerpoint.presentation.macroEnabled.12", openXml + kind.slides],
    ["application/vnd.ms-excel", "application/vnd.ms-excel"],
    ["application/vnd.ms-excel.sheet.binary.macroEnabled.12", "application/vnd.ms-excel.sheet.binary.macroenabled.12"],
  ])("%s is read as %s", async (declared, expected) => {
    expect(await mediaTypeOf(new Uint8Array(), declared, "")).toBe(expected);
  });

  test("a workbook with macros is told from its archive", async () => {
    const zip = new JSZip();
    zip.file(
      "[Content_Types].xml",
      '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
    );
    zip.file("xl/workbook.xml", "<workbook/>");
    expect(await mediaTypeOf(await zip.generateAsync({ type: "uint8array" }), "", "")).toBe(openXml + kind.excel);
  });
});

describe("text", () => {
  test.each([
    ["<!DOCTYPE html><html><p>x</p></html>", "", "", "text/html"],
    ["<!-- saved -->\n<!doctype HTML>\n<html>", "text/plain", "page", "text/html"],
    ["<html lang=en><body>x", "", "notes.txt", "text/html"],
    ['<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"></html>', "", "", "application/xhtml+xml"],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "", "", "image/svg+xml"],
    ['<?xml version="1.0"?><feed></feed>', "", "", "application/xml"],
    ["<table><tr><td>1</td></tr></table>", "", "part", "text/html"],
    ['{"a": [1, 2]}', "", "", "application/json"],
    ['[{"a": 1}]', "", "", "application/json"],
    ["a,b,c\n1,2,3\n4,5,6\n", "", "", "text/csv"],
    ["# Title\n\nText with a [link](https://a.example).\n", "", "", "text/markdown"],
    ["Just a sentence.\nAnother one.", "", "", "text/plain"],
  ])("%j declared %j named %j is %s", async (text, declared, name, expected) => {
    expect(await mediaTypeOf(bytes(text), declared, name)).toBe(expected);
  });

  test.each([
    ["C# in a day.md", "text/markdown"],
    ["What now?.csv", "text/csv"],
    ["page.csv?view=x.html#part.md", "text/csv"],
    ["no ending", "text/plain"],
  ])("takes the ending of the name %j", async (name, expected) => {
    expect(await mediaTypeOf(bytes("Just a sentence.\nAnother one."), "", name)).toBe(expected);
  });

  test("keeps Markdown that begins with an HTML tag", async () => {
    expect(await mediaTypeOf(bytes('<p align="center">Logo</p>\n\n# Title'), "", "README.md")).toBe("text/markdown");
  });

  test("trusts the name over a declared type that says nothing", async () => {
    expect(await mediaTypeOf(bytes("a;b\n1;2"), "application/octet-stream", "data.csv")).toBe("text/csv");
    expect(await mediaTypeOf(bytes("a\tb\n1\t2"), "text/plain; charset=utf-8", "data.tsv")).toBe(
      "text/tab-separated-values",
    );
  });

  test("does not take a bibliography for JSON", async () => {
    expect(await mediaTypeOf(bytes("[1] Smith, A. On things. 2001.\n[2] Jones"), "", "")).toBe("text/plain");
  });

  test("reads UTF-16 with a byte order mark as text", async () => {
    const utf16 = Buffer.from("\uFEFF<!DOCTYPE html><html></html>", "utf16le");
    expect(await mediaTypeOf(utf16, "", "")).toBe("text/html");
  });
});

describe("nothing to go by", () => {
  test("binary noise is no text, whatever its name", async () => {
    const noise = Uint8Array.from({ length: 2000 }, (_, index) => (index * 37) % 7);
    expect(await mediaTypeOf(noise, "text/plain", "a.txt")).toBe("application/octet-stream");
  });

  test("an empty file has the type of its name, so that its reader can say it is empty", async () => {
    expect(await mediaTypeOf(new Uint8Array(), "", "a.docx")).toMatch(/wordprocessingml/);
    expect(await mediaTypeOf(new Uint8Array(), "", "")).toBe("application/octet-stream");
  });
});
