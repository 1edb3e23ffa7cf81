import { describe, expect, test } from "vitest";
import { takeFrontMatter } from "../../src/perception/front-matter.ts";

const matter = (...lines: readonly string[]) => ["---", ...lines, "---", "", "Body."].join("\n");
const factsOf = (...lines: readonly string[]) => takeFrontMatter(matter(...lines)).facts;

describe("front matter", () => {
  test("is parted from the body", () => {
    expect(takeFrontMatter(matter("title: Sea"))).toEqual({ facts: { title: "Sea" }, body: "\nBody." });
  });

  test("may end with dots and have Windows line ends", () => {
    expect(takeFrontMatter("---\r\ntitle: Sea\r\n...\r\nBody.")).toEqual({ facts: { title: "Sea" }, body: "Body." });
  });

  test.each([
    ["title: Sea tales", { title: "Sea tales" }],
    ['title: "Sea: a tale"', { title: "Sea: a tale" }],
    ["Title: 'Sea'", { title: "Sea" }],
    ["author: Ann", { authors: ["Ann"] }],
    ["authors: [Ann, Bo]", { authors: ["Ann", "Bo"] }],
    ["authors: [\"Example, Ann\", 'Other, Bo']", { authors: ["Example, Ann", "Other, Bo"] }],
    ["date: 2024-05-01", { published: "2024-05-01" }],
    ["published: May 2024", { published: "2024-05" }],
    ["date: soon", {}],
    ["lang: de", { language: "de" }],
    ["license: CC-BY-4.0", { licence: "CC-BY-4.0" }],
    ["summary: Short.", { description: "Short." }],
    ["draft: true", {}],
    ["title:", {}],
  ])("%s gives %j", (line, facts) => expect(factsOf(line)).toEqual(facts));

  test("reads lists of names, also of persons with more fields", () => {
    expect(factsOf("authors:", "  - Ann", "  - name: Bo", "    email: bo@example.org", "title: Sea")).toEqual({
      title: "Sea",
      authors: ["Ann", "Bo"],
    });
  });

  test("keeps fields of fields apart", () => {
    expect(factsOf("title: Sea", "image:", "  title: A picture", "  author: Cy")).toEqual({ title: "Sea" });
  });
});

describe("what is no front matter", () => {
  test.each([
    ["a rule at the start", "---\n\nText.\n\n---\nMore."],
    ["a rule later", "Text.\n\n---\ntitle: x\n---\n"],
    ["fields that never end", "---\ntitle: x\nText."],
    ["nothing", ""],
  ])("%s stays in the body", (_, text) => expect(takeFrontMatter(text)).toEqual({ facts: {}, body: text }));
});
