import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { imageParser } from "../../src/perception/image/parser.ts";
import { readSvgText } from "../../src/perception/image/svg.ts";
import { closeParsers, makeAsset, parserFor } from "../../src/perception/index.ts";
import type { ParseResult } from "../../src/perception/parser.ts";
import { pdfParser } from "../../src/perception/pdf/parser.ts";
import { makePdf, PageWriter, parseContext, parsePdf, resourceOf } from "./pdf-fixture.ts";

afterAll(closeParsers);

const sentences = ["The harbour handled many ships", "in the summer of that year."];

let scan: Uint8Array;

/** A page of print as a picture: drawn from a PDF, so that no font of the machine is needed. */
beforeAll(async () => {
  const writer = new PageWriter()
    .text(60, 100, sentences[0] ?? "", { size: 20 })
    .text(60, 132, sentences[1] ?? "", { size: 20 });
  const [page] =
    (await pdfParser.picture?.(resourceOf(makePdf([writer])), { pages: [1], dpi: 150 }, parseContext())) ?? [];
  scan = page?.bytes ?? new Uint8Array();
});

function parseImage(bytes: Uint8Array, mediaType = "image/png", name = "harbour_scan.png"): Promise<ParseResult> {
  return imageParser.parse(resourceOf(bytes, name, mediaType), parseContext());
}

async function read(bytes: Uint8Array, mediaType?: string, name?: string) {
  const result = await parseImage(bytes, mediaType, name);
  if (!result.ok) throw new Error(result.failure.message);
  return result;
}

function noise(width = 60, height = 40): Sharp {
  const raw = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 31) % 256);
  return sharp(raw, { raw: { width, height, channels: 3 } });
}

describe("a picture with print", () => {
  let whole: Awaited<ReturnType<typeof read>>;
  beforeAll(async () => {
    whole = await read(scan);
  });

  test("is a figure followed by its text, with boxes", () => {
    const { parsed, assets } = whole;
    const [figure, ...texts] = parsed.blocks;
    expect(figure).toMatchObject({
      type: "figure",
      id: "b1",
      assetId: assets[0]?.asset.id,
      locator: { page: 1, box: [0, 0, 1, 1] },
    });
    const words = texts.flatMap((block) => ("text" in block ? [block.text] : [])).join(" ");
    for (const word of ["harbour", "handled", "ships", "summer"]) expect(words).toContain(word);
    const [left = 1, top = 1, right = 0, bottom = 1] = texts[0]?.locator.box ?? [];
    expect(left).toBeCloseTo(60 / 612, 1);
    expect(top).toBeGreaterThan(0.08);
    expect(bottom).toBeLessThan(0.25);
    expect(right).toBeGreaterThan(0.4);
  });

  test("says that OCR read it, and keeps the text with the asset", () => {
    const { parsed, assets } = whole;
    expect(parsed.pages).toEqual([{ number: 1, width: 1275, height: 1650, text: "ocr" }]);
    expect(parsed.warnings.join()).toContain("OCR");
    expect(assets[0]?.asset.ocrText).toContain("harbour");
    expect(parsed.metadata.title).toBe("harbour scan");
  });

  test("is read as JPEG and WebP too", async () => {
    const line = sharp(scan).extract({ left: 60, top: 130, width: 800, height: 120 });
    for (const [format, bytes] of [
      ["jpeg", await line.clone().jpeg().toBuffer()],
      ["webp", await line.clone().webp().toBuffer()],
    ] as const) {
      const { parsed, assets } = await read(bytes, `image/${format}`);
      expect(assets[0]?.asset.mediaType).toBe(`image/${format}`);
      expect(parsed.blocks.length).toBeGreaterThan(1);
    }
  });

  test("inside a PDF makes the page a scan that OCR reads", async () => {
    const { data, info } = await sharp(scan).greyscale().raw().toBuffer({ resolveWithObject: true });
    const writer = new PageWriter().image([0, 0, 612, 792], { width: info.width, height: info.height, grey: data });
    const result = await parsePdf(makePdf([writer]));
    if (!result.ok) throw new Error(result.failure.message);
    const { parsed } = result;
    expect(parsed.pages[0]?.text).toBe("ocr");
    expect(parsed.warnings.join()).toContain("read by OCR");
    expect(parsed.blocks.flatMap((block) => ("text" in block ? [block.text] : [])).join(" ")).toContain("harbour");
  });
});

describe("a picture without print", () => {
  test("is a figure alone", async () => {
    const { parsed } = await read(await noise().png().toBuffer());
    expect(parsed.blocks.map(({ type }) => type)).toEqual(["figure"]);
    expect(parsed.pages[0]).toMatchObject({ width: 60, height: 40, text: "none" });
  });

  test("is measured upright when its camera was turned", async () => {
    const turned = await noise().jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { assets } = await read(turned, "image/jpeg");
    expect(assets[0]?.asset).toMatchObject({ width: 40, height: 60 });
  });

  test("of a kind that documents cannot show is shown as PNG", async () => {
    const { assets } = await read(await noise().gif().toBuffer(), "image/gif", "anim.gif");
    expect(assets[0]?.asset.mediaType).toBe("image/png");
  });
});

describe("a picture that cannot be read", () => {
  test.each([
    ["empty", new Uint8Array(), "empty"],
    ["text", new TextEncoder().encode("no picture"), "broken"],
    ["a PNG header alone", new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]), "broken"],
  ])("is a failure: %s", async (_, bytes, code) => {
    const result = await parseImage(bytes);
    expect(result).toMatchObject({ ok: false, failure: { code } });
  });

  test("is refused before decoding when it has too many pixels", async () => {
    const bomb = Buffer.from(await noise(16, 16).png().toBuffer());
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await parseImage(bomb)).toMatchObject({ ok: false, failure: { code: "broken" } });
  });

  test("is a failure when it is cut off", async () => {
    const whole = await noise(200, 200).jpeg({ quality: 95 }).toBuffer();
    expect(await parseImage(whole.subarray(0, whole.length / 3), "image/jpeg")).toMatchObject({ ok: false });
  });
});

describe("SVG", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" onload="alert(1)">
    <title>Ships by year</title><desc>A chart of ships.</desc><script>document.title = "run"</script>
    <style>text { fill: red }</style><image href="http://127.0.0.1:9/x.png" width="10" height="10"/>
    <rect width="50" height="60" fill="blue"/><text x="5" y="90">2019 <tspan>ships</tspan></text></svg>`;

  test("is drawn as PNG and its text read as XML", async () => {
    const { parsed, assets } = await read(new TextEncoder().encode(svg), "image/svg+xml", "chart.svg");
    expect(assets[0]?.asset.mediaType).toBe("image/png");
    expect(parsed.blocks.map((block) => ("text" in block ? block.text : block.type))).toEqual(["figure", "2019 ships"]);
    expect(parsed.blocks[0]).toMatchObject({ caption: "Ships by year", alt: "A chart of ships." });
    expect(parsed.metadata.title).toBe("Ships by year");
  });

  test("gives no text of scripts and styles", async () => {
    const { texts, title } = await readSvgText(new TextEncoder().encode(svg));
    expect(texts).toEqual(["2019 ships"]);
    expect(title).toBe("Ships by year");
  });

  test("of absurd size is drawn within the limit or refused", async () => {
    const huge = `<svg xmlns="http://www.w3.org/2000/svg" width="900000" height="900000"><rect width="9" height="9"/></svg>`;
    const result = await parseImage(new TextEncoder().encode(huge), "image/svg+xml");
    if (result.ok) expect(result.assets[0]?.asset.width).toBeLessThanOrEqual(1_600);
    else expect(["broken", "memory", "timeout"]).toContain(result.failure.code);
  });

  test("that is no XML is a failure", async () => {
    expect(await parseImage(new TextEncoder().encode("<svg"), "image/svg+xml")).toMatchObject({ ok: false });
  });
});

describe("pictures and assets", () => {
  test("a picture of the image is a PNG of its one page", async () => {
    const resource = resourceOf(await noise().jpeg().toBuffer(), "a.jpg", "image/jpeg");
    const pictures = await imageParser.picture?.(resource, { pages: [1], dpi: 72 }, parseContext());
    expect(pictures).toMatchObject([{ page: 1, mediaType: "image/png" }]);
    expect(await imageParser.picture?.(resource, { pages: [2], dpi: 72 }, parseContext())).toEqual([]);
  });

  test("an asset's id comes from its bytes, its size from its pixels", async () => {
    const bytes = await noise().png().toBuffer();
    const first = await makeAsset(bytes, { caption: "Noise", mediaType: "image/jpeg" });
    expect(first.asset).toMatchObject({ width: 60, height: 40, mediaType: "image/png", caption: "Noise" });
    expect(first.asset.id).toBe(`as-${first.asset.sha256.slice(0, 12)}`);
    expect((await makeAsset(bytes)).asset.id).toBe(first.asset.id);
  });

  test("like pictures have like hashes, others do not", async () => {
    const bytes = await shades().png().toBuffer();
    const smaller = await sharp(bytes).resize(45, 40).jpeg().toBuffer();
    const other = await sharp(bytes).rotate(90).negate().toBuffer();
    const [a, b, c] = await Promise.all(
      [bytes, smaller, other].map(async (each) => (await makeAsset(each)).asset.perceptualHash),
    );
    expect(distance(a, b)).toBeLessThan(8);
    expect(distance(a, c)).toBeGreaterThan(distance(a, b));
  });

  test("bytes that are no picture have no size", async () => {
    const { asset } = await makeAsset(new TextEncoder().encode("text"), { mediaType: "image/png" });
    expect(asset).toMatchObject({ width: 0, height: 0, mediaType: "image/png" });
  });

  test("pictures are registered by media type", () => {
    for (const mediaType of ["image/png", "image/jpeg", "image/webp", "image/svg+xml"]) {
      expect(parserFor({ mediaType, name: "x" })?.name).toBe("image");
    }
    expect(parserFor({ mediaType: "image/x-unknown", name: "x" })).toBeUndefined();
  });
});

/** Large soft shades, which survive shrinking; noise would not. */
function shades(): Sharp {
  const grey = Uint8Array.from({ length: 90 * 80 }, (_, index) => {
    const [x, y] = [index % 90, Math.floor(index / 90)];
    return 128 + Math.round(60 * Math.sin(x / 9) + 60 * Math.cos(y / 11 + x / 20));
  });
  return sharp(grey, { raw: { width: 90, height: 80, channels: 1 } });
}

function distance(a = "", b = ""): number {
  return (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replace(/0/g, "").length;
}
