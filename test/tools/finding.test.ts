import { afterEach, describe, expect, test } from "vitest";
import type { FusedHit } from "../../src/search/index.ts";
import { toolNamed } from "../../src/tools/index.ts";
import { entryOf, paragraphs } from "../library/entries.ts";
import { openTools, said, type ToolBench, type ToolBenchOptions } from "./context.ts";

const named = (name: string) => toolNamed(name)!;
const hit = (changes: Partial<FusedHit>): FusedHit =>
  ({
    title: "A page",
    snippet: "About heat.",
    canonicalUrl: "https://a.example/1",
    score: 1,
    providers: ["test"],
    ...changes,
  }) as FusedHit;

let bench: ToolBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});
const open = async (options: ToolBenchOptions = {}) => {
  bench = await openTools(options);
  return bench;
};

describe("searching", () => {
  test("lists hits with what is known of them, and lets them be opened", async () => {
    const found = hit({ url: "https://a.example/1", published: "2024-05-01", authors: ["Ada"] });
    const { use, context, asked } = await open({ hits: [found] });
    expect(said(await use(named("search_web"), { query: "heat" }))).toBe(
      "1. A page (Ada, 2024-05-01)\nhttps://a.example/1\nAbout heat.",
    );
    expect(asked).toEqual([{ query: "heat", limit: 8, kind: "text" }]);
    expect(context.addresses.isAllowed("https://a.example/1")).toBe(true);
  });

  test("pictures come with size, licence and credit", async () => {
    const image = { url: "https://a.example/p.png", width: 800, height: 600, licence: "CC-BY-4.0", credit: "Bo" };
    const { use, asked } = await open({ hits: [hit({ url: "https://a.example/page", image })] });
    expect(said(await use(named("search_images"), { query: "heat", limit: 1 }))).toContain(
      "picture: https://a.example/p.png (800 × 600); licence: CC-BY-4.0; credit: Bo",
    );
    expect(asked[0]?.kind).toBe("image");
  });

  test("nothing found is said, nothing to search with is refused with the way out", async () => {
    const { use } = await open();
    expect(said(await use(named("search_scholar"), { query: "heat" }))).toBe("Nothing was found with these words.");
    const offline = await openTools({ changes: { searches: {} } });
    expect(await offline.use(named("search_web"), { query: "heat" })).toMatchObject({
      ok: false,
      message: expect.stringContaining("--search"),
    });
    await offline.close();
  });

  test("the library gives passages with source ids", async () => {
    const { use, library } = await open();
    const entry = entryOf("Heat report", paragraphs("The plant delivered 120 GWh of district heat in 2024."));
    await library.add(entry, { assets: [], parser: "text@1" });
    const text = said(await use(named("search_library"), { query: "district heat delivered" }));
    expect(text).toContain(`[${entry.source.id}] Heat report`);
    expect(text).toContain("120 GWh");
    expect(said(await use(named("search_library"), { query: "zebra" }))).toMatch(/No passage/);
  });
});

describe("opening", () => {
  const entry = entryOf("Heat report", {
    ...paragraphs("Heat ".repeat(4_000)),
    links: [{ url: "https://a.example/linked", text: "more" }],
  });
  const read = async () => ({ ok: true as const, ...entry });

  test.each([
    "https://a.example/other",
    "http://127.0.0.1/admin",
    "file:///etc/passwd",
    "https://a.example/allowed?data=secret",
  ])("%s is refused, because nobody gave it", async (url) => {
    let reads = 0;
    const { use } = await open({
      allowed: ["https://a.example/allowed"],
      read: async () => {
        reads += 1;
        return { ok: true, ...entry };
      },
    });
    expect(await use(named("open_url"), { url })).toMatchObject({
      ok: false,
      message: expect.stringContaining("is not opened"),
    });
    expect(reads).toBe(0);
  });

  test("gives words in parts, and links may be opened afterwards", async () => {
    const { use, context } = await open({ allowed: ["https://a.example/allowed"], read });
    const first = said(await use(named("open_url"), { url: "https://a.example/allowed", mode: "text" }));
    expect(first).toMatch(/^\[src-[0-9a-f]+\] Heat report\n\nHeat Heat/);
    expect(first).toContain("read on with from: 12000");
    expect(context.addresses.isAllowed("https://a.example/linked")).toBe(true);
    const second = said(await use(named("open_url"), { url: "https://a.example/allowed", mode: "text", from: 12_000 }));
    expect(second).not.toContain("read on");
  });

  test("links of a page that was only found are not opened, nor those that the caller does not want followed", async () => {
    const found = await open({ read });
    found.context.addresses.allow(["https://a.example/found"]);
    await found.use(named("open_url"), { url: "https://a.example/found", mode: "text" });
    expect(found.context.addresses.isAllowed("https://a.example/linked")).toBe(false);
    const choosy = await open({
      allowed: ["https://a.example/allowed"],
      read,
      changes: { mayFollow: ({ text }) => text === "heat" },
    });
    await choosy.use(named("open_url"), { url: "https://a.example/allowed", mode: "text" });
    expect(choosy.context.addresses.isAllowed("https://a.example/linked")).toBe(false);
  });

  test.each(["/etc/passwd", "../secrets.txt", "notes.md", "src-unknown"])(
    "the file %s is not opened unless the user gave it",
    async (url) => {
      let reads = 0;
      const { use } = await open({
        read: async () => {
          reads += 1;
          return { ok: true, ...entry };
        },
      });
      expect(await use(named("open_url"), { url })).toMatchObject({
        ok: false,
        message: expect.stringContaining("is not opened"),
      });
      expect(reads).toBe(0);
    },
  );

  test("a source that was read is opened by its id", async () => {
    const { use, library } = await open();
    await library.add(entry, { assets: [], parser: "text@1" });
    expect(said(await use(named("open_url"), { url: entry.source.id, mode: "text" }))).toContain("Heat report");
  });

  test("a failure of the outside world is told", async () => {
    const { use } = await open({ files: ["notes.md"] });
    expect(said(await use(named("open_url"), { url: "notes.md" }))).toBe("It is not there.");
  });

  test("a document without pictures says how to read it", async () => {
    const { use } = await open({ read, files: ["report.txt"] });
    expect(await use(named("open_url"), { url: "report.txt", mode: "visual" })).toMatchObject({
      ok: false,
      message: expect.stringContaining('mode "text"'),
    });
  });
});

describe("citing", () => {
  test("makes evidence of a quote that stands there, and of no other", async () => {
    const { use, library } = await open();
    const entry = entryOf("Heat report", paragraphs("The plant delivered 120 GWh of heat in 2024."));
    await library.add(entry, { assets: [], parser: "text@1" });
    const { id: source } = entry.source;
    const evidence = JSON.parse(said(await use(named("cite"), { source, exact: "delivered 120 GWh" })));
    expect(evidence).toMatchObject({ sourceId: source, content: { type: "quote", exact: "delivered 120 GWh" } });
    expect(evidence.id).toMatch(/^ev-/);
    expect(said(await use(named("cite"), { source, exact: "delivered 121 GWh" }))).toMatch(/does not stand/);
  });
});
