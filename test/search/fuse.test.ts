import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuse, type RankedList } from "../../src/search/fuse.ts";
import type { Hit } from "../../src/search/index.ts";

const hit = (url: string, more: Partial<Hit> = {}): Hit => ({ url, title: url, snippet: "", ...more });
const list = (provider: string, ...hits: readonly Hit[]): RankedList => ({ provider, query: "tide", hits });

describe("reciprocal rank fusion", () => {
  test("puts first what several providers found", () => {
    const hits = fuse([
      list("a", hit("https://x.example/1"), hit("https://x.example/both")),
      list("b", hit("https://x.example/2"), hit("https://www.x.example/both/?utm_source=b")),
    ]);
    expect(hits.map(({ url }) => url)).toEqual([
      "https://x.example/both",
      "https://x.example/1",
      "https://x.example/2",
    ]);
    expect(hits[0]).toMatchObject({
      canonicalUrl: "x.example/both",
      score: 2 / 62,
      provenance: [
        { provider: "a", rank: 2, query: "tide" },
        { provider: "b", rank: 2, query: "tide" },
      ],
    });
  });

  test("fills what the first finder did not know from the others", () => {
    const image = { url: "https://x.example/p.png" };
    const [merged] = fuse([
      list("a", hit("https://x.example/1", { title: "", snippet: "short" })),
      list("b", hit("https://x.example/1", { title: "Title", snippet: "longer words", published: "2024", image })),
    ]);
    expect(merged).toMatchObject({ title: "Title", snippet: "longer words", published: "2024", image });
  });

  test("counts a page once per provider", () => {
    const again = hit("https://x.example/1#part", { title: "worse" });
    const [only, ...rest] = fuse([list("a", hit("https://x.example/1", { title: "better" }), again)]);
    expect(rest).toEqual([]);
    expect(only!.title).toBe("better");
    expect(only!.provenance).toEqual([{ provider: "a", rank: 1, query: "tide" }]);
  });

  test("keeps files apart from addresses", () => {
    const hits = fuse([list("files", { path: "/a/b.pdf", title: "b", snippet: "" }, hit("https://x.example/a/b.pdf"))]);
    expect(hits).toHaveLength(2);
  });

  test("keeps the order of one list, and of the lists where scores are equal", () => {
    const hits = fuse([list("a", hit("https://x.example/1")), list("b", hit("https://x.example/2"))]);
    expect(hits.map(({ provenance }) => provenance[0]!.provider)).toEqual(["a", "b"]);
    expect(fuse([])).toEqual([]);
  });

  test("loses nothing, repeats nothing, and never ranks a page below one that every list ranks worse", () => {
    const urls = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 15 });
    fc.assert(
      fc.property(fc.array(urls, { maxLength: 4 }), (lists) => {
        const ranked = lists.map((ids, index) => list(`p${index}`, ...ids.map((id) => hit(`https://x.example/${id}`))));
        const order = fuse(ranked).map(({ url }) => url);
        expect(new Set(order)).toEqual(new Set(lists.flat().map((id) => `https://x.example/${id}`)));
        expect(order).toHaveLength(new Set(lists.flat()).size);
        for (const [first, second] of order.slice(1).map((url, index) => [order[index]!, url])) {
          const rank = (url: string, ids: readonly number[]) => ids.indexOf(Number(url!.split("/").at(-1))) + 1 || 99;
          expect(lists.every((ids) => rank(second!, ids) < rank(first!, ids))).toBe(false);
        }
      }),
      { seed: 20260301 },
    );
  });
});
