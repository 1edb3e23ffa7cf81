import { appendFile, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { openRunFolder } from "../../src/runs/index.ts";
import { createAddresses } from "../../src/tools/addresses.ts";
import { openPictures } from "../../src/tools/pictures.ts";

afterAll(() => closeParsers());

const signal = new AbortController().signal;
const open = async (path?: string) => {
  const folder = await openRunFolder(path ?? (await mkdtemp(join(tmpdir(), "exhibit-pictures-"))));
  return { folder, pictures: await openPictures(folder, signal) };
};
const drawing = async (background: string, side = 200): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp({ create: { width: side, height: side, channels: 3, background } })
      .png()
      .toBuffer(),
  );

describe("visual memory", () => {
  test("knows a picture by its content, once", async () => {
    const { pictures } = await open();
    const bytes = await drawing("red");
    const first = await pictures.add(bytes, { caption: "A red square" });
    const second = await pictures.add(bytes, { caption: "Another name" });
    expect(second).toEqual(first);
    expect(first).toMatchObject({ gist: "A red square", asset: { width: 200, height: 200, mediaType: "image/png" } });
    expect(pictures.all()).toHaveLength(1);
    expect(await pictures.bytes(first.asset.id)).toEqual(Buffer.from(bytes));
  });

  test("crops at full resolution, and a crop knows where it was cut", async () => {
    const { pictures } = await open();
    const whole = await pictures.add(await drawing("blue"), { credit: "Plant" });
    const crop = await pictures.crop(whole.asset.id, [0.5, 0, 1, 0.5], "upper right");
    expect(crop.asset).toMatchObject({
      width: 100,
      height: 100,
      credit: "Plant",
      parent: { assetId: whole.asset.id, box: [0.5, 0, 1, 0.5] },
    });
    expect(crop.gist).toBe("upper right");
    const inner = await pictures.crop(crop.asset.id, [0.5, 0.5, 1, 1]);
    expect(inner.asset.parent).toEqual({ assetId: whole.asset.id, box: [0.75, 0.25, 1, 0.5] });
  });

  test("is there again in the next process, with later gists, and survives a torn last line", async () => {
    const { folder, pictures } = await open();
    const { asset } = await pictures.add(await drawing("lime"), {});
    await pictures.describe(asset.id, "a green field");
    await appendFile(folder.resolve("pictures.jsonl"), '{"asset": {"id": "as-torn');
    const again = await open(folder.path);
    expect(again.pictures.get(asset.id)?.gist).toBe("a green field");
    expect(again.pictures.all()).toHaveLength(1);
  });

  test("an unknown id and a lost file are told", async () => {
    const { folder, pictures } = await open();
    await expect(pictures.bytes("as-nobody")).rejects.toThrow("There is no picture as-nobody.");
    const { asset } = await pictures.add(await drawing("black"), {});
    await writeFile(folder.resolve(`assets/${asset.id}.png`), "gone");
    await expect(pictures.crop(asset.id, [0, 0, 1, 1])).rejects.toThrow(/cannot be cut/);
  });
});

describe("addresses that may be opened", () => {
  const addresses = createAddresses(["https://example.org/a?utm_source=x", "ftp://example.org/b", "not an address"]);

  test("are those that somebody gave, in canonical form", () => {
    expect(addresses.isAllowed("https://example.org/a")).toBe(true);
    expect(addresses.isAllowed("https://EXAMPLE.org/a#part")).toBe(true);
  });

  test.each([
    "https://example.org/a/b",
    "https://example.org/a?secret=1",
    "https://evil.example/",
    "ftp://example.org/b",
    "javascript:alert(1)",
    "",
  ])("%j is not among them", (url) => {
    expect(addresses.isAllowed(url)).toBe(false);
  });

  test("grow by what a search found or a read page links to", () => {
    addresses.allow(["https://example.org/found", "file:///etc/passwd"]);
    expect(addresses.isAllowed("https://example.org/found")).toBe(true);
    expect(addresses.isAllowed("file:///etc/passwd")).toBe(false);
  });
});
