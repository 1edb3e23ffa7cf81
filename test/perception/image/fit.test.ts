import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { closeParsers, fitImage, type ImageLimits } from "../../../src/perception/index.ts";

afterAll(() => closeParsers());

const signal = new AbortController().signal;
const wide: ImageLimits = { maxSide: 2_000, maxBytes: 5_000_000, types: ["image/png", "image/jpeg"] };

/** Four quarters of one colour each: red, green, blue, white. */
async function quarters(side = 400): Promise<Uint8Array> {
  const half = side / 2;
  const tile = (background: string, left: number, top: number) =>
    sharp({ create: { width: half, height: half, channels: 3, background } })
      .png()
      .toBuffer()
      .then((input) => ({ input, left, top }));
  const tiles = await Promise.all([
    tile("red", 0, 0),
    tile("lime", half, 0),
    tile("blue", 0, half),
    tile("white", half, half),
  ]);
  return sharp({ create: { width: side, height: side, channels: 3, background: "black" } })
    .composite(tiles)
    .png()
    .toBuffer();
}

function noise(): Promise<Buffer> {
  const grain = { type: "gaussian", mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: 600, height: 600, channels: 3, background: "white", noise: grain } })
    .png()
    .toBuffer();
}

async function colourOf(bytes: Uint8Array): Promise<readonly number[]> {
  const { data } = await sharp(bytes).removeAlpha().resize(1, 1).raw().toBuffer({ resolveWithObject: true });
  return [...data];
}

describe("a picture within limits", () => {
  test("that fits stays as large as it is", async () => {
    const fitted = await fitImage(await quarters(), { limits: wide, signal });
    expect(fitted).toMatchObject({ mediaType: "image/png", width: 400, height: 400 });
  });

  test("is made smaller to the longest side, never larger", async () => {
    const small = { ...wide, maxSide: 100 };
    expect(await fitImage(await quarters(), { limits: small, signal })).toMatchObject({ width: 100, height: 100 });
    expect(await fitImage(await quarters(40), { limits: wide, signal })).toMatchObject({ width: 40, height: 40 });
  });

  test("is cut out of the original at full resolution", async () => {
    const bytes = await quarters();
    const blue = await fitImage(bytes, { box: [0, 0.5, 0.5, 1], limits: wide, signal });
    expect(blue).toMatchObject({ width: 200, height: 200 });
    expect(await colourOf(blue!.bytes)).toEqual([0, 0, 255]);
    const green = await fitImage(bytes, { box: [0.5, 0, 1, 0.5], limits: wide, signal });
    expect(await colourOf(green!.bytes)).toEqual([0, 255, 0]);
  });

  test("a box that leaves the picture is cut at its edge, an empty one gives a pixel", async () => {
    const bytes = await quarters();
    expect(await fitImage(bytes, { box: [0.75, -1, 7, 0.5], limits: wide, signal })).toMatchObject({
      width: 100,
      height: 200,
    });
    expect(await fitImage(bytes, { box: [0.5, 0.5, 0.5, 0.5], limits: wide, signal })).toMatchObject({
      width: 1,
      height: 1,
    });
  });

  test("is encoded as JPEG where it would be too many bytes", async () => {
    const bytes = await noise();
    const limits = { ...wide, maxBytes: 200_000 };
    const fitted = await fitImage(bytes, { limits, signal });
    expect(bytes.length).toBeGreaterThan(limits.maxBytes);
    expect(fitted?.bytes.length).toBeLessThanOrEqual(limits.maxBytes);
    expect(fitted?.mediaType).toBe("image/jpeg");
  });

  test("is made smaller where only PNG is taken, never a JPEG", async () => {
    const limits = { ...wide, maxBytes: 200_000, types: ["image/png"] };
    const fitted = await fitImage(await noise(), { limits, signal });
    expect(fitted?.mediaType).toBe("image/png");
    expect(fitted?.bytes.length).toBeLessThanOrEqual(limits.maxBytes);
    expect(fitted?.width).toBeLessThan(600);
  });

  test("WebP becomes a type that the model takes", async () => {
    const webp = await sharp(await quarters())
      .webp()
      .toBuffer();
    expect(await fitImage(webp, { limits: wide, signal })).toMatchObject({ mediaType: "image/png" });
    const onlyJpeg = { ...wide, types: ["image/jpeg"] };
    expect(await fitImage(webp, { limits: onlyJpeg, signal })).toMatchObject({ mediaType: "image/jpeg" });
  });

  test("transparency becomes white, and a turned photo stands upright", async () => {
    const clear = await sharp({
      create: { width: 10, height: 10, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(await colourOf((await fitImage(clear, { limits: wide, signal }))!.bytes)).toEqual([255, 255, 255]);
    const turned = await sharp({ create: { width: 30, height: 10, channels: 3, background: "red" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await fitImage(turned, { limits: wide, signal })).toMatchObject({ width: 10, height: 30 });
  });

  test("bytes that are no picture give nothing", async () => {
    expect(await fitImage(new TextEncoder().encode("not a picture"), { limits: wide, signal })).toBeUndefined();
  });
});
