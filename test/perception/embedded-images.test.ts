import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BlockDraft } from "../../src/perception/blocks.ts";
import { embedImages } from "../../src/perception/embedded-images.ts";
import { closeParsers } from "../../src/perception/index.ts";

const { signal } = new AbortController();
const figure = (url: string, caption?: string): BlockDraft => ({
  type: "figure",
  url,
  kind: "unknown",
  ...(caption === undefined ? {} : { caption }),
});
const pictureOf = (background: string, side = 100) =>
  sharp({ create: { width: side, height: side, channels: 3, background } })
    .png()
    .toBuffer();

let root = "";
let teal: Buffer;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "exhibit-images-"));
  teal = await pictureOf("teal");
  await mkdir(join(root, "docs/img"), { recursive: true });
  await writeFile(join(root, "docs/img/sea view.png"), teal);
  await writeFile(join(root, "secret.png"), teal);
  await writeFile(join(root, "docs/notes.txt"), "text");
  await symlink(join(root, "secret.png"), join(root, "docs/link.png"));
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
  await closeParsers();
});

describe("pictures beside a local document", () => {
  const local = (url: string) => embedImages([figure(url)], { signal, folder: join(root, "docs") });

  test("become assets, under names with spaces too", async () => {
    const { drafts, assets } = await local("img/sea%20view.png?size=2#top");
    expect(assets).toHaveLength(1);
    expect(drafts).toEqual([{ type: "figure", kind: "unknown", assetId: assets[0]?.asset.id }]);
  });

  test.each([
    ["above the folder", "../secret.png"],
    ["above it in another notation", "img/../../secret.png"],
    ["behind a link that leads out", "link.png"],
    ["anywhere by an absolute path", "/etc/hostname.png"],
    ["of another kind", "notes.txt"],
    ["that are not there", "img/none.png"],
    ["by a file address", "file:///etc/passwd"],
  ])("%s are refused with a reason", async (_, url) => {
    const { drafts, assets, rejected } = await local(url);
    expect({ drafts, assets }).toEqual({ drafts: [], assets: [] });
    expect(rejected).toEqual([{ what: `image ${url}`, why: "not a picture that stands in or beside the document" }]);
  });

  test("without a folder are never read", async () => {
    expect((await embedImages([figure("img/sea%20view.png")], { signal })).drafts).toEqual([]);
  });
});

describe("pictures inside the document", () => {
  const data = (bytes: Uint8Array, type = "image/png") =>
    `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;

  test("are one asset when they are equal, with the captions of each", async () => {
    const { drafts, assets } = await embedImages([figure(data(teal), "One"), figure(data(teal), "Two")], { signal });
    expect(assets).toHaveLength(1);
    expect(drafts.map((draft) => draft.type === "figure" && draft.caption)).toEqual(["One", "Two"]);
  });

  test("are left out when they are small as icons or no pictures", async () => {
    const icon = await pictureOf("red", 40);
    const { rejected } = await embedImages([figure(data(icon)), figure(data(Buffer.from("not a picture")))], {
      signal,
    });
    expect(rejected.map(({ why }) => why)).toEqual([
      "too small to show, or cannot be decoded",
      "too small to show, or cannot be decoded",
    ]);
  });

  test.each(["image/svg+xml", "text/html", "application/pdf"])("of type %s are not taken", async (type) => {
    expect((await embedImages([figure(data(teal, type))], { signal })).assets).toEqual([]);
  });

  test("of an archive are asked for by the address that the document uses", async () => {
    const asked: string[] = [];
    const read = async (address: string) => {
      asked.push(address);
      return address === "media/a.png" ? teal : undefined;
    };
    const { drafts } = await embedImages([figure("media/a.png"), figure("media/b.png")], { signal, read });
    expect(asked).toEqual(["media/a.png", "media/b.png"]);
    expect(drafts).toHaveLength(1);
  });
});

test("pictures on the web keep their address, and other blocks their place", async () => {
  const drafts: BlockDraft[] = [
    { type: "paragraph", text: "Before." },
    figure("https://example.org/a.png"),
    { type: "paragraph", text: "After." },
  ];
  expect((await embedImages(drafts, { signal })).drafts).toEqual(drafts);
});

test("a stopped run stops with its reason", async () => {
  const reason = new Error("stopped");
  const reading = embedImages([figure(`data:image/png;base64,${teal.toString("base64")}`)], {
    signal: AbortSignal.abort(reason),
  });
  await expect(reading).rejects.toBe(reason);
});
