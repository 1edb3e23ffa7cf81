import { deflateRawSync } from "node:zlib";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { openZip, ZipLimitError } from "../../src/perception/zip.ts";
import { zipped } from "../support/office-files.ts";

const megabyte = 1024 * 1024;

/** What went wrong, by the error's name and message. */
const reason = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );

/** The archive with a number in each entry of its directory replaced, `offset` bytes into the entry. */
function withDirectoryValue(archive: Uint8Array, offset: number, value: number): Buffer {
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf("PK\u0001\u0002"); at !== -1; at = bytes.indexOf("PK\u0001\u0002", at + 4))
    bytes.writeUInt32LE(value, at + offset);
  return bytes;
}

describe("an archive", () => {
  test("gives its files by name, bytes or text, in any order and again", async () => {
    const archive = await openZip(await zipped({ "a.txt": "Ä", "b/c.bin": new Uint8Array([0, 255]) }));
    expect(archive.names).toEqual(expect.arrayContaining(["a.txt", "b/c.bin"]));
    expect(await archive.readText("a.txt")).toBe("Ä");
    expect([...((await archive.read("b/c.bin")) ?? [])]).toEqual([0, 255]);
    expect(await archive.readText("a.txt")).toBe("Ä");
  });

  test("has nothing under a name that it does not hold", async () => {
    const archive = await openZip(await zipped({ "a.txt": "x" }));
    expect(await archive.read("b.txt")).toBeUndefined();
    expect(await archive.readText("__proto__")).toBeUndefined();
  });

  test("drops the byte order mark of text", async () => {
    expect(await (await openZip(await zipped({ "a.xml": "\uFEFF<a/>" }))).readText("a.xml")).toBe("<a/>");
  });

  test("may be read at an offset inside a larger buffer", async () => {
    const bytes = await zipped({ "a.txt": "x" });
    const larger = new Uint8Array(bytes.length + 20);
    larger.set(bytes, 10);
    expect(await (await openZip(larger.subarray(10, 10 + bytes.length))).readText("a.txt")).toBe("x");
  });
});

describe("a bomb", () => {
  test("is refused by what its directory declares", async () => {
    const swollen = await zipped({ "a.xml": new Uint8Array(8 * megabyte) });
    expect(swollen.length).toBeLessThan(20_000);
    await expect(openZip(swollen)).rejects.toThrow(ZipLimitError);
  });

  test("is refused for one file beyond 150 MB, and for files beyond 400 MB together", async () => {
    const one = await zipped({ "a.xml": "x" });
    expect(await reason(openZip(withDirectoryValue(one, 24, 200 * megabyte)))).toContain("ZipLimitError");
    const stored = new JSZip();
    for (const name of ["a", "b", "c", "d"]) stored.file(name, "x", { compression: "STORE" });
    const bytes = await stored.generateAsync({ type: "uint8array" });
    const each = withDirectoryValue(withDirectoryValue(bytes, 24, 140 * megabyte), 20, 140 * megabyte);
    expect(await reason(openZip(each))).toContain("more than");
  });

  test("that lies about its size is found out while it is read", async () => {
    const content = Buffer.alloc(2 * megabyte);
    expect(deflateRawSync(content).length).toBeLessThan(10_000);
    const lying = withDirectoryValue(await zipped({ "a.xml": content }), 24, 1_000);
    const archive = await openZip(lying);
    expect(await reason(archive.check())).toContain("too many bytes");
  });

  test("of more than 10,000 files is refused", async () => {
    const many = new JSZip();
    for (let index = 0; index < 10_001; index += 1) many.file(`${index}`, "");
    expect(await reason(openZip(await many.generateAsync({ type: "uint8array" })))).toContain("holds 10001 files");
  });

  test("is no small file that repeats itself", async () => {
    const archive = await openZip(await zipped({ "a.xml": new Uint8Array(megabyte) }));
    expect((await archive.read("a.xml"))?.length).toBe(megabyte);
  });
});

describe("what is no archive", () => {
  test.each([
    ["text", Buffer.from("not an archive at all")],
    ["nothing", Buffer.alloc(0)],
    ["only a signature", Buffer.from("PK\u0003\u0004")],
  ])("%s is an error, never a hang", async (_, bytes) => {
    expect(await reason(openZip(bytes))).toMatch(/Error: /);
  });

  test("an archive cut anywhere is an error", async () => {
    const bytes = await zipped({ "a.txt": "some text", "b.txt": "more text" });
    for (let length = 0; length < bytes.length - 1; length += 7)
      expect(await reason(openZip(bytes.slice(0, length)))).toMatch(/Error: /);
  });
});
