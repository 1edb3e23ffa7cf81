import { describe, expect, test } from "vitest";
import { fileResponse } from "../../src/server/file-response.ts";
import { safeName } from "../../src/server/upload-store.ts";

describe("bytes that came from outside", () => {
  const typeOf = (mediaType: string, downloadAs?: string) =>
    fileResponse(new Uint8Array([1]), { mediaType, ...(downloadAs ? { downloadAs } : {}) }).headers.get("content-type");

  test.each([
    ["image/png", "image/png"],
    ["application/pdf", "application/pdf"],
    ["text/html", "text/plain; charset=utf-8"],
    ["text/javascript", "text/plain; charset=utf-8"],
    ["application/xhtml+xml", "application/octet-stream"],
    ["application/javascript", "application/octet-stream"],
    ["", "application/octet-stream"],
  ])("of type %j are shown as %j", (given, shown) => expect(typeOf(given)).toBe(shown));

  test("run and load nothing, and their type is not guessed", () => {
    const { headers } = fileResponse(new TextEncoder().encode("<script>"), { mediaType: "image/svg+xml" });
    expect(headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none';/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-length")).toBe("8");
    expect(headers.get("content-disposition")).toBeNull();
  });

  test.each([
    ["report.pdf", `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    ['a"; x=1\r\n.pdf', `attachment; filename="a___x_1__.pdf"; filename*=UTF-8''a%22%3B%20x%3D1%0D%0A.pdf`],
    ["风 (1)'*.pdf", `attachment; filename="___1___.pdf"; filename*=UTF-8''%E9%A3%8E%20%281%29%27%2a.pdf`],
  ])("are downloaded as %j", (downloadAs, disposition) => {
    const { headers } = fileResponse(new Uint8Array(), { mediaType: "application/pdf", downloadAs });
    expect(headers.get("content-disposition")).toBe(disposition);
  });

  test("are kept by browsers for good only where they never change", () => {
    const control = (immutable: boolean) =>
      fileResponse(new Uint8Array(), { mediaType: "image/png", immutable }).headers.get("cache-control");
    expect([control(true), control(false)]).toEqual(["private, max-age=31536000, immutable", "private, no-cache"]);
  });
});

describe("the name of an upload", () => {
  test.each([
    ["report.pdf", "report.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ada\\a.pdf", "a.pdf"],
    [".hidden", "hidden"],
    ["-rf.csv", "rf.csv"],
    ["CON.txt", "_CON.txt"],
    ["console.txt", "console.txt"],
    ["a\u202egnp.exe", "a_gnp.exe"],
    ["line\nend\u0000.pdf", "line_end_.pdf"],
    ["ﬁgur\u0065\u0301.pdf", "figuré.pdf"],
    ["", "document"],
    ["...", "document"],
    ["/", "document"],
  ])("%j is kept as %j", (given, kept) => expect(safeName(given)).toBe(kept));

  test("keeps its end where it is too long, in whole letters", () => {
    const name = safeName(`${"风".repeat(100)}.pdf`);
    expect(name).toMatch(/^风+\.pdf$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
  });

  test.each([
    ["plain letters", "a".repeat(2_000_000), /^a+\.pdf$/],
    ["letters that are many in one", "\ufdfa".repeat(100_000), /^\S.*\.pdf$/u],
    ["dots and lines", ".-".repeat(1_000_000), /^pdf$/],
    ["dots within", `x${".".repeat(2_000_000)}`, /^pdf$/],
    ["spaces within", `x${" ".repeat(2_000_000)}x`, /^x\.pdf$/],
  ])("is short at once, although it has millions of %s", (_, letters, kept) => {
    const name = safeName(`${letters}.pdf`);
    expect(name).toMatch(kept);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
  });

  test.each([
    ["a name of a device where it is cut", `${"x".repeat(200)}${"CON."}${"y".repeat(112)}.pdf`, /^_CON\./],
    ["a dot where it is cut", `${"x".repeat(200)}.${"y".repeat(115)}.pdf`, /^y+\.pdf$/],
    ["a pair of code units where it is cut", `x${"😀".repeat(40)}.pdf`, /^(?:😀)+\.pdf$/u],
  ])("is none that another system minds for %s", (_, given, kept) => expect(safeName(given)).toMatch(kept));
});
