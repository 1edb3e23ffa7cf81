import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { fitInside, loadPictures } from "../../src/render/pictures.ts";
import type { Asset } from "../../src/report/index.ts";
import { officeContext } from "./support/office.ts";

const asset: Asset = { id: "as-1", mediaType: "image/png", width: 8, height: 6, sha256: "0".repeat(64) };
const load = (bytes: Uint8Array, signal = new AbortController().signal) =>
  loadPictures([asset], officeContext({ loadAsset: () => Promise.resolve(bytes), signal }));
const blank = (width = 8, height = 6) => sharp({ create: { width, height, channels: 3, background: "#123456" } });

describe("pictures", () => {
  test("PNG and JPEG keep their bytes", async () => {
    const png = await blank().png().toBuffer();
    const jpeg = await blank().jpeg().toBuffer();
    expect((await load(png)).get("as-1")).toEqual({ type: "png", bytes: png, width: 8, height: 6 });
    expect((await load(jpeg)).get("as-1")).toMatchObject({ type: "jpg", bytes: jpeg });
  });

  test("WebP and SVG become PNG", async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>',
    );
    for (const bytes of [await blank().webp().toBuffer(), svg]) {
      const picture = (await load(bytes)).get("as-1");
      expect(picture?.type).toBe("png");
      expect((await sharp(picture?.bytes).metadata()).format).toBe("png");
    }
  });

  test("very large pictures are made smaller, in proportion", async () => {
    const picture = (await load(await blank(5000, 2500).png().toBuffer())).get("as-1");
    expect([picture?.width, picture?.height]).toEqual([2000, 1000]);
  });

  test("a photograph that lies on its side is turned", async () => {
    const turned = await blank(8, 6).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const picture = (await load(turned)).get("as-1");
    expect([picture?.width, picture?.height]).toEqual([6, 8]);
  });

  test("bytes that are no picture are left out", async () => {
    expect((await load(new Uint8Array([1, 2, 3]))).size).toBe(0);
    expect((await load(new Uint8Array())).size).toBe(0);
  });

  test("cancelling travels on", async () => {
    const reason = new Error("stopped");
    await expect(load(await blank().png().toBuffer(), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

test("a picture fits its frame by the tighter side", () => {
  expect(fitInside({ width: 200, height: 100 }, { width: 50, height: 50 })).toEqual({ width: 50, height: 25 });
  expect(fitInside({ width: 100, height: 400 }, { width: 50, height: 50 })).toEqual({ width: 12.5, height: 50 });
});
