import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalUrl, registrableDomain } from "../../src/search/index.ts";

describe("addresses of the same page", () => {
  test.each([
    ["https://example.org/a", "http://example.org/a"],
    ["https://example.org/a", "https://www.example.org/a/"],
    ["https://example.org/a", "https://EXAMPLE.org:443/a#part"],
    ["https://example.org/a", "https://m.example.org/a"],
    ["https://example.org/", "https://example.org/index.html"],
    ["https://example.org/a?b=1&c=2", "https://example.org/a?c=2&utm_source=x&b=1&fbclid=y"],
    ["https://example.org/", "https://www.m.example.org/index.php/"],
    ["https://example.org/a%2fb", "https://example.org/a%2Fb"],
    ["https://example.org/~me/a-b", "https://example.org/%7Eme/a%2Db"],
    ["https://example.org/caf%C3%A9", "https://example.org/café"],
    ["https://example.org/a.do", "https://example.org/a.do;jsessionid=0A1B2C3D"],
    ["https://example.org/a/b", "https://example.org/a;JSESSIONID=1/b"],
    ["https://example.org./a", "https://example.org/a"],
    ["https://example.org/a//b", "https://example.org/a/b"],
    ["https://de.wikipedia.org/wiki/Gezeiten", "https://de.m.wikipedia.org/wiki/Gezeiten"],
    ["https://commons.wikimedia.org/wiki/X", "https://commons.m.wikimedia.org/wiki/X"],
    ["https://arxiv.org/abs/2301.01234", "http://arxiv.org/pdf/2301.01234v3.pdf"],
    ["https://arxiv.org/abs/2301.01234", "https://export.arxiv.org/html/2301.01234v1"],
    ["https://arxiv.org/abs/hep-ex/0307015", "https://arxiv.org/pdf/hep-ex/0307015v1"],
    ["https://doi.org/10.1000/ABC", "http://dx.doi.org/10.1000/abc"],
  ])("%s and %s", (one, other) => expect(canonicalUrl(other)).toBe(canonicalUrl(one)));

  test.each([
    ["https://example.org/a", "https://example.org/b"],
    ["https://example.org/a?page=1", "https://example.org/a?page=2"],
    ["https://en.wikipedia.org/wiki/A", "https://de.wikipedia.org/wiki/A"],
    ["https://example.org/A", "https://example.org/a"],
    ["https://example.org/a%2Fb", "https://example.org/a/b"],
    ["https://example.org/a;v=1", "https://example.org/a;v=2"],
    ["https://a.example.org/", "https://b.example.org/"],
    ["https://example.org:8443/", "https://example.org/"],
    ["https://m.com/a", "https://com/a"],
    ["https://arxiv.org/abs/2301.01234", "https://arxiv.org/abs/2301.01235"],
    ["https://github.com/o/r?ref=main", "https://github.com/o/r?ref=next"],
  ])("not %s and %s", (one, other) => expect(canonicalUrl(other)).not.toBe(canonicalUrl(one)));

  test("what is no web address stays as it is", () => {
    for (const text of ["", "not an address", "file:///a/b/", "mailto:a@example.org"])
      expect(canonicalUrl(text)).toBe(text);
  });

  test("a canonical address is canonical itself", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true, size: "medium" }), (address) => {
        const once = canonicalUrl(address);
        expect(canonicalUrl(`https://${once}`)).toBe(once);
      }),
      { seed: 20260301, numRuns: 2000 },
    );
  });
});

describe("registered domains", () => {
  test.each([
    ["https://news.bbc.co.uk/a", "bbc.co.uk"],
    ["https://www.example.org", "example.org"],
    ["http://127.0.0.1:8080/", "127.0.0.1"],
    ["not an address", undefined],
  ])("%s belongs to %s", (address, domain) => expect(registrableDomain(address)).toBe(domain));
});
