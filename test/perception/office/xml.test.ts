import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import {
  childrenOf,
  descendantsOf,
  rawTextOf,
  readXml,
  relationsOf,
  resolvePath,
  rootOf,
  unescapeText,
} from "../../../src/perception/office/xml.ts";
import { archiveOf, relations } from "../../support/office-files.ts";

const rootFrom = (xml: string) => {
  const root = rootOf(load(xml, { xml: true }));
  if (root === undefined) throw new Error("no root");
  return root;
};

describe("names", () => {
  test("with a prefix match only with it, names without one match any", () => {
    const root = rootFrom("<r><row/><x:row/><a:row/><arrow/></r>");
    expect(childrenOf(root, "row").map(({ name }) => name)).toEqual(["row", "x:row", "a:row"]);
    expect(childrenOf(root, "a:row").map(({ name }) => name)).toEqual(["a:row"]);
  });

  test("are found at every depth in the order of the document", () => {
    const root = rootFrom("<r><p n='1'><p n='2'/></p><q><p n='3'/></q></r>");
    expect(descendantsOf(root, "p").map(({ attribs }) => attribs.n)).toEqual(["1", "2", "3"]);
  });

  test("are found in trees deeper than the stack", () => {
    const depth = 3_000;
    const root = rootFrom(`${"<g>".repeat(depth)}<t/>${"</g>".repeat(depth)}`);
    expect(descendantsOf(root, "t")).toHaveLength(1);
  });
});

test("text keeps entities decoded and comments out", () => {
  expect(rawTextOf(rootFrom("<t>a &amp; b<!-- no --><i> c</i></t>"))).toBe("a & b c");
});

describe("entities of a document type", () => {
  test("are never expanded", async () => {
    const xml = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>';
    const $ = await readXml(await archiveOf({ "x.xml": xml }), "x.xml");
    expect($?.root().text()).not.toContain("hahaha");
  });
});

describe("escapes of a workbook", () => {
  test.each([
    ["one_x000D_two", "one two"],
    ["_x0041_", "A"],
    ["plain_text_x", "plain_text_x"],
    ["_x12_", "_x12_"],
  ])("%j is %j", (escaped, text) => expect(unescapeText(escaped)).toBe(text));
});

describe("relations", () => {
  test("are paths seen from their part, and addresses outside as they are", async () => {
    const archive = await archiveOf({
      "ppt/slides/_rels/slide1.xml.rels": relations({
        r1: ["image", "../media/a.png"],
        r2: ["image", "/ppt/media/b.png"],
        r3: ["hyperlink", "https://example.org/?q=1"],
      }),
    });
    const found = await relationsOf(archive, "ppt/slides/slide1.xml");
    expect(found.get("r1")).toMatchObject({ target: "ppt/media/a.png", isExternal: false });
    expect(found.get("r2")).toMatchObject({ target: "ppt/media/b.png", isExternal: false });
    expect(found.get("r3")).toMatchObject({ target: "https://example.org/?q=1", isExternal: true });
  });

  test("of a part without any are none", async () => {
    expect((await relationsOf(await archiveOf({ a: "" }), "b.xml")).size).toBe(0);
  });

  test.each([
    ["ppt/slides/", "../media/image%201.png", "ppt/media/image 1.png"],
    ["OPS/", "caf%C3%A9.xhtml", "OPS/café.xhtml"],
    ["OPS/", "100%.xhtml", "OPS/100%.xhtml"],
    ["OPS/", "chapter.xhtml#part-2", "OPS/chapter.xhtml"],
    ["", "../../../etc/passwd", "etc/passwd"],
  ])("from %j, %j is %j", (folder, target, path) => expect(resolvePath(folder, target)).toBe(path));
});
