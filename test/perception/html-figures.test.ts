import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { figuresOf, parseBytes, parsed } from "../support/parse.ts";

const html = { mediaType: "text/html", name: "page.html", url: "https://a.example/p/" };
const around = (markup: string) =>
  `<article><p>A paragraph of words before the picture, long enough to count.</p>${markup}<p>A paragraph of words after the picture, long enough to count.</p></article>`;
const figures = async (markup: string) => figuresOf(await parsed(around(markup), html));
const reasons = async (markup: string) => (await parsed(around(markup), html)).dropped.map(({ why }) => why);
const picture = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: "#3366aa" } })
    .png()
    .toBuffer();

afterAll(() => closeParsers());

describe("a figure", () => {
  test("has its address, caption and alternative text", async () => {
    expect(
      await figures(
        '<figure><img src="img/growth.png" alt="Line chart of growth"><figcaption>Figure 1. Growth since 1990</figcaption></figure>',
      ),
    ).toMatchObject([
      {
        url: "https://a.example/p/img/growth.png",
        caption: "Figure 1. Growth since 1990",
        alt: "Line chart of growth",
        kind: "chart",
      },
    ]);
  });

  test("takes the largest of srcset and of picture sources", async () => {
    expect((await figures('<img src="s.jpg" srcset="m.jpg 640w, l.jpg 1280w">'))[0]?.url).toMatch(/l\.jpg$/);
    expect(
      (await figures('<picture><source srcset="w.webp 2x, n.webp 1x"><img src="s.jpg"></picture>'))[0]?.url,
    ).toMatch(/w\.webp$/);
  });

  test("takes the real address of a lazy image", async () => {
    const lazy = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="real.jpg">';
    expect((await figures(lazy))[0]?.url).toMatch(/real\.jpg$/);
    expect((await figures('<img src="tiny.gif"><noscript><img src="full.jpg" alt="Full"></noscript>'))[0]?.url).toMatch(
      /full\.jpg$/,
    );
  });

  test("is shown once", async () => {
    expect(await figures('<img src="a.jpg"><img src="a.jpg">')).toHaveLength(1);
  });

  test("in another size is the same picture, by another query it is not", async () => {
    expect(await figures('<img src="sea.jpg?w=900"><img src="sea-300x200.jpg">')).toHaveLength(1);
    expect(await figures('<img src="image.php?id=1"><img src="image.php?id=2">')).toHaveLength(2);
  });

  test("has no file name for alternative text", async () => {
    expect((await figures('<img src="a.jpg" alt="IMG_2041.jpg">'))[0]?.alt).toBeUndefined();
  });
});

describe("rules reject", () => {
  test.each([
    ['<img src="/assets/logo.png" width="300" height="120">', "logo"],
    ['<img src="x.png" width="16" height="16">', "icon"],
    ['<img src="p.gif" width="1" height="1">', "tracker"],
    ['<img src="https://stats.example/beacon/x.gif">', "tracker"],
    ['<img src="/ads/summer.jpg">', "advert"],
    ['<img src="line.png" width="900" height="90">', "decoration"],
    ['<div class="author-avatar"><img src="jane.jpg"></div>', "portrait of an author"],
    ['<img src="spacer.gif">', "spacer"],
  ])("%s as %s", async (markup, why) => {
    expect(await figures(markup)).toHaveLength(0);
    expect(await reasons(markup)).toContain(why);
  });

  test("but not a hash folder that looks like a word", async () => {
    expect(await figures('<img src="https://upload.example/thumb/a/ad/Nobel.png">')).toHaveLength(1);
  });
});

describe("pictures at hand", () => {
  test("in a data address become assets", async () => {
    const data = (await picture(120)).toString("base64");
    const result = await parseBytes(around(`<img alt="Blue square" src="data:image/png;base64,${data}">`), html);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.assets[0]?.asset).toMatchObject({
      width: 120,
      height: 120,
      alt: "Blue square",
      mediaType: "image/png",
    });
    expect(figuresOf(result.parsed)[0]?.assetId).toBe(result.assets[0]?.asset.id);
    expect(JSON.stringify(result.parsed)).not.toContain(data);
  });

  test("that cannot be decoded are dropped with a reason", async () => {
    expect(await reasons(`<img src="data:image/png;base64,${Buffer.alloc(900, 7).toString("base64")}">`)).toContain(
      "too small to show, or cannot be decoded",
    );
  });

  test("beside a local page are read, outside its folder never", async () => {
    const folder = await mkdtemp(join(tmpdir(), "figures-"));
    try {
      await writeFile(join(folder, "chart.png"), await picture(100));
      const path = join(folder, "page.html");
      const page = around('<img src="chart.png"><img src="../../etc/secret.png"><img src="missing.png">');
      const result = await parseBytes(page, { mediaType: "text/html", name: "page.html", path });
      if (!result.ok) throw new Error(result.failure.message);
      expect(result.assets).toHaveLength(1);
      expect(result.parsed.dropped.filter(({ why }) => why.startsWith("not a picture"))).toHaveLength(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
