import { describe, expect, test } from "vitest";
import { parsed } from "../support/parse.ts";

const read = async (
  head: string,
  body = "<p>Enough words to be a page of text.</p>",
  url = "https://www.site.example/x",
) =>
  (
    await parsed(`<!doctype html><html lang="en-GB"><head>${head}</head><body>${body}</body></html>`, {
      mediaType: "text/html",
      name: "my_page.html",
      url,
    })
  ).metadata;

describe("metadata", () => {
  test("of JSON-LD: headline, authors by reference, date, publisher", async () => {
    const data = {
      "@graph": [
        { "@type": "Person", "@id": "#p", name: "Ann &amp; Co" },
        {
          "@type": "NewsArticle",
          headline: "Big news",
          author: [{ "@id": "#p" }, { name: "Bo Li" }],
          datePublished: "2024-03-02T10:00:00Z",
          publisher: { name: "The Site" },
        },
      ],
    };
    expect(await read(`<script type="application/ld+json">${JSON.stringify(data)}</script>`)).toMatchObject({
      title: "Big news",
      authors: ["Ann & Co", "Bo Li"],
      published: "2024-03-02",
      site: "The Site",
      language: "en-GB",
    });
  });

  test.each([
    ['<meta name="author" content="By Ada Ek">', ["Ada Ek"]],
    ['<meta name="author" content="Ek, Ada; Li, Bo;">', ["Ek, Ada", "Li, Bo"]],
    [
      '<meta name="citation_author" content="von Neumann, J."><meta name="citation_author" content="Di Caprio, L.">',
      ["von Neumann, J.", "Di Caprio, L."],
    ],
    ['<meta name="author" content="https://x.example/ada"><meta name="author" content="ada@x.example">', []],
    ['<meta name="author" content="  ">', []],
  ])("of %s names the authors as they are called", async (head, authors) => {
    expect((await read(head)).authors).toEqual(authors);
  });

  test("of scholarly tags wins over the page title", async () => {
    expect(
      await read(
        '<title>X - Journal</title><meta name="citation_title" content="On Things"><meta name="citation_author" content="Smith, A."><meta name="citation_author" content="Li, B."><meta name="citation_publication_date" content="2021/05">',
      ),
    ).toMatchObject({ title: "On Things", authors: ["Smith, A.", "Li, B."], published: "2021-05" });
  });

  test("of OpenGraph and Dublin Core", async () => {
    expect(
      await read(
        '<meta property="og:title" content="A title"><meta property="og:site_name" content="Site"><meta name="DC.creator" content="Eve"><meta name="dc.date" content="2019"><meta name="description" content="About it">',
      ),
    ).toMatchObject({ title: "A title", authors: ["Eve"], published: "2019", site: "Site", description: "About it" });
  });

  test("the title loses the site's name, and a heading that it contains is preferred", async () => {
    expect(
      (await read('<title>Fish prices | Harbour Times</title><meta property="og:site_name" content="Harbour Times">'))
        .title,
    ).toBe("Fish prices");
    expect(
      (
        await read(
          "<title>Fish prices in 2024 - Harbour Times</title>",
          "<h1>Fish prices in 2024</h1><p>They rose.</p>",
        )
      ).title,
    ).toBe("Fish prices in 2024");
  });

  test("a page without a title is named after its file", async () => {
    expect((await read("")).title).toBe("my page");
  });

  test("a Creative Commons link becomes an SPDX id", async () => {
    expect((await read('<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">')).licence).toBe(
      "CC-BY-SA-4.0",
    );
    expect(
      (
        await read(
          "",
          '<p>Words. <a rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a></p>',
        )
      ).licence,
    ).toBe("CC0-1.0");
  });

  test("the canonical address is absolute", async () => {
    expect((await read('<link rel="canonical" href="/y">')).canonicalUrl).toBe("https://www.site.example/y");
  });

  test("broken JSON-LD and odd values are passed over", async () => {
    const metadata = await read(
      '<script type="application/ld+json">{"@type": </script><script type="application/ld+json">[null, 3, {"@type":["Article"],"author":"https://x.example/","headline":7}]</script><title>Plain</title>',
    );
    expect(metadata).toMatchObject({ title: "Plain", authors: [] });
    expect(metadata.published).toBeUndefined();
  });
});
