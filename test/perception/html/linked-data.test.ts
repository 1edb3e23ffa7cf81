import { describe, expect, test } from "vitest";
import { linkedDataOf } from "../../../src/perception/html/linked-data.ts";
import { pageOf } from "../../support/page.ts";

const script = (value: unknown) =>
  `<script type="application/ld+json">${typeof value === "string" ? value : JSON.stringify(value)}</script>`;
const read = (...values: readonly unknown[]) => linkedDataOf(pageOf(values.map(script).join("")));

describe("JSON-LD", () => {
  test("gives the fields of an article", () => {
    const article = {
      "@type": "NewsArticle",
      headline: "Catch &amp; trade",
      author: { "@type": "Person", name: "Ann" },
      datePublished: "2024-05-01",
      inLanguage: "en",
      license: "https://creativecommons.org/licenses/by/4.0/",
      publisher: { name: "News Example" },
    };
    expect(read(article)).toEqual({
      headline: "Catch & trade",
      authors: ["Ann"],
      published: "2024-05-01",
      description: "",
      language: "en",
      licence: "https://creativecommons.org/licenses/by/4.0/",
      publisher: "News Example",
    });
  });

  test("prefers the article to the page and the site around it", () => {
    const graph = {
      "@graph": [
        { "@type": "WebSite", name: "The site" },
        { "@type": "WebPage", name: "The page", datePublished: "2020-01-01" },
        { "@type": "BlogPosting", headline: "The post", author: "Ann" },
      ],
    };
    expect(read(graph)).toMatchObject({ headline: "The post", authors: ["Ann"], published: "2020-01-01" });
  });

  test.each([
    ["a name", "Ann", ["Ann"]],
    ["several", [{ name: "Ann" }, { name: "Bo" }], ["Ann", "Bo"]],
    ["an address, which is no name", "https://example.org/ann", []],
    ["a reference", { "@id": "#ann" }, ["Ann Example"]],
    ["a reference to nobody", { "@id": "#none" }, []],
    ["nothing", undefined, []],
  ])("authors may be %s", (_, author, names) => {
    const person = { "@type": "Person", "@id": "#ann", name: "Ann Example" };
    expect(read({ "@type": "Article", headline: "x", author }, person).authors).toEqual(names);
  });

  test("may be one of several types, or the main entity of a page", () => {
    expect(read({ "@type": ["Article", "Thing"], headline: "A" }).headline).toBe("A");
    expect(read({ "@type": "WebPage", mainEntity: { "@type": "Article", headline: "B" } }).headline).toBe("B");
  });

  test("of things that are no page is passed over", () => {
    expect(
      read({ "@type": "Organization", name: "The firm" }, { "@type": "BreadcrumbList", name: "Home" }).headline,
    ).toBe("");
  });

  test.each(["{broken", "null", "3", '"text"', "[]", "[null, 1]", '{"@type": 5}', '{"@graph": "no"}'])(
    "%s gives nothing and stops nothing",
    (text) =>
      expect(linkedDataOf(pageOf(script(text) + script({ "@type": "Article", headline: "A" }))).headline).toBe("A"),
  );

  test.each([
    ["It&#x27;s &#39;hot&#39;", "It's 'hot'"],
    ["&ldquo;Heat&rdquo; &ndash; 5 &lt; 6&hellip;", "“Heat” – 5 < 6…"],
    ["R&amp;D, AT&T, &unknown; and &#0;&#xD800;&#x110000;", "R&D, AT&T, &unknown; and \ufffd\ufffd\ufffd"],
    ["&#128077; &#x1F44D;", "👍 👍"],
    ["&amp;lt;b&amp;gt;", "&lt;b&gt;"],
  ])("“%s” is read as “%s”", (headline, expected) => {
    expect(read({ "@type": "Article", headline }).headline).toBe(expected);
  });

  test("that points at itself, or nests without end, gives what it can", () => {
    const itself = { "@id": "#a", "@type": "Article", headline: "Heat", author: { "@id": "#a" } };
    expect(read(itself)).toMatchObject({ headline: "Heat", authors: [] });
    const open = '{"@type":"WebPage","name":"Heat","mainEntity":'.repeat(20_000);
    expect(read(`${open}1${"}".repeat(20_000)}`)).toMatchObject({ headline: "Heat" });
    const authors = `{"@type":"Article","author":${"[".repeat(20_000)}"Ann"${"]".repeat(20_000)}}`;
    expect(read(authors).authors).toEqual([]);
  });

  test("with authors of several kinds gives each a name", () => {
    const person = { "@id": "#p", "@type": "Person", name: "Ben" };
    const author = ["Ann", { "@id": "#p" }, { name: "Carl" }, "https://example.com/dora", { "@id": "#gone" }, 5, null];
    expect(read({ "@type": "Report", author }, person).authors).toEqual(["Ann", "Ben", "Carl"]);
  });
});
