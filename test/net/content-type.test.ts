import { describe, expect, test } from "vitest";
import { declaredCharset, declaredType, decodeText, nameOf, typeRefusal } from "../../src/net/content-type.ts";

const headers = (entries: Record<string, string>) => new Map(Object.entries(entries));
const typed = (type: string) => headers({ "content-type": type });

describe("declared types", () => {
  test.each([
    ["text/html; charset=utf-8", "text/html"],
    ["Application/PDF", "application/pdf"],
    ["application/vnd.oasis.opendocument.text;x=1", "application/vnd.oasis.opendocument.text"],
    ["image/svg+xml", "image/svg+xml"],
    ["nonsense", undefined],
    ["", undefined],
    ["text/html, text/plain", undefined],
  ])("%j is read as %j", (value, expected) => expect(declaredType(typed(value))).toBe(expected));

  test.each([
    ["text/html; charset=ISO-8859-1", "iso-8859-1"],
    ['text/html; boundary=x; Charset="UTF-8"', "utf-8"],
    ["text/html", undefined],
  ])("the character set of %j is %j", (value, expected) => expect(declaredCharset(typed(value))).toBe(expected));
});

describe("unwanted types", () => {
  test.each(["video/mp4", "audio/mpeg", "font/woff2", "text/css", "application/javascript"])(
    "%s is never downloaded",
    (type) => expect(typeRefusal(typed(type), undefined)).toContain(type),
  );

  test.each(["text/html", "application/pdf", "image/png", "application/zip", "application/octet-stream"])(
    "%s is downloaded",
    (type) => expect(typeRefusal(typed(type), undefined)).toBeUndefined(),
  );

  test("a list of wanted types decides by type and by group", () => {
    const accept = ["image/", "application/pdf"];
    expect(typeRefusal(typed("image/webp"), accept)).toBeUndefined();
    expect(typeRefusal(typed("application/pdf"), accept)).toBeUndefined();
    expect(typeRefusal(typed("text/html"), accept)).toContain("text/html");
    expect(typeRefusal(typed("application/pdf-like"), accept)).toBeDefined();
  });

  test("a type that says nothing leaves the decision to the bytes", () => {
    expect(typeRefusal(typed("application/octet-stream"), ["image/"])).toBeUndefined();
    expect(typeRefusal(headers({}), ["image/"])).toBeUndefined();
  });
});

describe("text", () => {
  test("is decoded as declared, and as UTF-8 when nobody knows the encoding", () => {
    expect(decodeText(new Uint8Array([0xe4]), "iso-8859-1")).toBe("ä");
    expect(decodeText(new TextEncoder().encode("ä"), "x-unknown")).toBe("ä");
    expect(decodeText(new TextEncoder().encode("ä"), undefined)).toBe("ä");
  });
});

describe("names", () => {
  const at = (address: string, disposition?: string) =>
    nameOf(new URL(address), headers(disposition === undefined ? {} : { "content-disposition": disposition }));

  test.each([
    ["https://example.org/a/report%202024.pdf?x=1", undefined, "report 2024.pdf"],
    ["https://example.org/a/", undefined, "a"],
    ["https://example.org/", undefined, "example.org"],
    ["https://example.org/%E0%A4%A", undefined, "%E0%A4%A"],
    ["https://example.org/download", 'attachment; filename="Annual report.pdf"', "Annual report.pdf"],
    ["https://example.org/download", "attachment; filename=plain.csv", "plain.csv"],
    ["https://example.org/d", "attachment; filename=x.pdf; filename*=UTF-8''%C3%BCber.pdf", "über.pdf"],
    ["https://example.org/d", 'attachment; filename="../../etc/passwd"', ".._.._etc_passwd"],
    ["https://example.org/d", 'attachment; filename="a\u0000b"', "a_b"],
  ])("%s with %j is called %j", (address, disposition, expected) => expect(at(address, disposition)).toBe(expected));
});
