import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../../src/perception/index.ts";
import { type Parts, zipped } from "../../support/office-files.ts";
import { failureCode, figuresOf, parsed, sketch } from "../../support/parse.ts";

afterAll(() => closeParsers());

const book = { name: "b.epub" };

/** A book of the given chapters by file name; the spine has their order unless another is given. */
function bookOf(chapters: Parts, options: { readonly spine?: readonly string[]; readonly meta?: string } = {}) {
  const names = Object.keys(chapters);
  const spine = options.spine ?? names;
  const items = names.map((name, at) => `<item id="i${at}" href="${name}"/>`);
  const references = spine.map((name) => `<itemref idref="i${names.indexOf(name)}"/>`);
  return zipped({
    mimetype: "application/epub+zip",
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/b.opf"/></rootfiles></container>',
    "OPS/b.opf": `<package><metadata>${options.meta ?? ""}</metadata><manifest>${items.join("")}</manifest><spine>${references.join("")}</spine></package>`,
    ...Object.fromEntries(Object.entries(chapters).map(([name, text]) => [`OPS/${decodeURIComponent(name)}`, text])),
  });
}

const chapter = (body: string, head = "<title>x</title>") =>
  `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>${head}</head><body>${body}</body></html>`;

describe("the chapters of a book", () => {
  test("follow the spine, not the files", async () => {
    const bytes = await bookOf(
      { "b.xhtml": chapter("<p>Second.</p>"), "a.xhtml": chapter("<p>First.</p>") },
      { spine: ["a.xhtml", "b.xhtml"] },
    );
    expect(sketch(await parsed(bytes, book))).toEqual(["p First.", "p Second."]);
  });

  test("are found under names with spaces and accents", async () => {
    const bytes = await bookOf({ "chap%C3%AEtre%201.xhtml": chapter("<p>Il était une fois.</p>") });
    expect(sketch(await parsed(bytes, book))).toEqual(["p Il était une fois."]);
  });

  test("that are named but missing cost only themselves", async () => {
    const bytes = await zipped({
      "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
      "b.opf":
        '<package><manifest><item id="a" href="gone.xhtml"/><item id="b" href="b.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>',
      "b.xhtml": chapter("<p>Still here.</p>"),
    });
    expect(sketch(await parsed(bytes, book))).toEqual(["p Still here."]);
  });

  test.each([
    ["a title", chapter("<p>Text.</p>", "<title/>")],
    ["a script", chapter("<p>Text.</p>", '<script src="a.js"/>')],
    ["a style", chapter("<p>Text.</p>", '<style type="text/css"/>')],
    ["an anchor", chapter('<a id="page_1"/><p>Text.</p>')],
  ])("are not swallowed by %s without an end tag", async (_, text) => {
    expect(sketch(await parsed(await bookOf({ "a.xhtml": text }), book))).toEqual(["p Text."]);
  });

  test("keep elements that are empty by nature", async () => {
    const text = chapter('<p>One<br/>two</p><hr/><p>three<img src="none.png" alt=""/></p>');
    expect(sketch(await parsed(await bookOf({ "a.xhtml": text }), book))).toEqual(["p One two", "p three"]);
  });

  test("bring the pictures that stand in the archive", async () => {
    const picture = await sharp({ create: { width: 120, height: 100, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const bytes = await bookOf(
      {
        "text/a.xhtml": chapter('<p>See.</p><img src="../images/sea%20view.png" alt="The sea"/>'),
        "images/sea%20view.png": picture,
      },
      { spine: ["text/a.xhtml"] },
    );
    const source = await parsed(bytes, book);
    expect(figuresOf(source)).toMatchObject([{ alt: "The sea", assetId: source.assets[0]?.id }]);
  });
});

describe("what a book says of itself", () => {
  test("is its title, authors, language and date", async () => {
    const meta =
      "<dc:title>Sea tales</dc:title><dc:creator>Ann</dc:creator><dc:creator>Bo</dc:creator><dc:language>fr</dc:language><dc:date>1999-05</dc:date>";
    const source = await parsed(await bookOf({ "a.xhtml": chapter("<p>x y</p>") }, { meta }), book);
    expect(source.metadata).toEqual({
      title: "Sea tales",
      authors: ["Ann", "Bo"],
      language: "fr",
      published: "1999-05",
    });
  });

  test("is its file name when it says nothing", async () => {
    const source = await parsed(await bookOf({ "a.xhtml": chapter("<p>x y</p>") }), { name: "my_book.epub" });
    expect(source.metadata.title).toBe("my book");
  });
});

describe("a book that cannot be read", () => {
  test.each(["META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml"])("says so for %s", async (name) => {
    const bytes = await zipped({ mimetype: "application/epub+zip", [name]: "<x/>" });
    expect(await failureCode(bytes, book)).toBe("password");
  });

  test("is broken without a package, and empty without text", async () => {
    expect(await failureCode(await zipped({ "a.txt": "x" }), book)).toBe("broken");
    expect(await failureCode(await bookOf({ "a.xhtml": chapter("") }), book)).toBe("empty");
  });
});
