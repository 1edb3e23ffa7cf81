import { describe, expect, test } from "vitest";
import type { Word } from "../../../src/perception/layout/item.ts";
import { linksOf } from "../../../src/perception/layout/links.ts";
import { repairItalics } from "../../../src/perception/layout/repair.ts";
import { styleOf } from "../../../src/perception/layout/style.ts";
import { lines, page, run } from "./page-content.ts";

const italic = { font: "Serif-Italic", top: 200 };

/** What the repaired page says in italics; the plain text shows which words the document knows. */
function repaired(plain: string, words: readonly Word[]): string {
  const [found] = repairItalics([page([...run(plain), ...words])]);
  return (found?.words ?? [])
    .filter((word) => word.font === "Serif-Italic")
    .map((word) => word.text)
    .join(" ");
}

describe("italic text layers", () => {
  test("get the space back that an “f” swallowed", () => {
    expect(repaired("principles of the consolidation", run("Principles ofConsolidation", italic))).toBe(
      "Principles of Consolidation",
    );
  });

  test("get the ligature back that a font does not name", () => {
    expect(repaired("the effect of it", run("Ef ect", italic))).toBe("Effect");
    expect(repaired("an affiliate company", run("af liate", italic))).toBe("affiliate");
  });

  test("keep words that merely hold an “f”", () => {
    expect(repaired("of ten often", run("often", italic))).toBe("often");
    expect(repaired("the self and the serving", run("self serving", italic))).toBe("self serving");
  });

  test("are never given a word that the document does not write", () => {
    expect(repaired("nothing of the kind", run("Ef ect ofUnknown", italic))).toBe("Ef ect ofUnknown");
  });

  test("keep the box of a word that is cut in two", () => {
    const [found] = repairItalics([page([...run("of plans"), ...run("ofPlans", italic)])]);
    const [of, plans] = (found?.words ?? []).filter((word) => word.font === "Serif-Italic");
    expect(of?.left).toBe(72);
    expect(plans?.right).toBe(72 + 7 * 5);
    expect(of?.right).toBeLessThanOrEqual(plans?.left ?? 0);
  });

  test("leave a document without italics as it is", () => {
    const pages = [page(run("ofConsolidation"))];
    expect(repairItalics(pages)).toBe(pages);
  });
});

describe("the style of a document", () => {
  test("is the size of most letters, not of most words", () => {
    const small = run("a b c d e f g h", { size: 6 });
    expect(styleOf([page([...small, ...run("a paragraph of ordinary text", { top: 120 })])]).bodySize).toBe(10);
  });

  test("knows the words that are written with a hyphen, without signs around them", () => {
    const { hyphenated } = styleOf([page(lines(["a (Long-Term) plan, well-known, but", "pre- and post-war -5 A-"]))]);
    expect([...hyphenated].sort()).toEqual(["long-term", "post-war", "well-known"]);
  });

  test("of nothing has no size", () => {
    expect(styleOf([])).toMatchObject({ bodySize: 0 });
  });
});

describe("links", () => {
  const area = { left: 70, right: 160, top: 98, bottom: 112 };
  const linkTo = (url: string, number = 1) => page(run("the annual report"), { number, links: [{ ...area, url }] });

  test("have the words they stand on", () => {
    expect(linksOf([linkTo("https://example.org/report")])).toEqual([
      { url: "https://example.org/report", text: "the annual report" },
    ]);
  });

  test("are listed once, in the order of pages", () => {
    const urls = ["https://example.org/b", "https://example.org/a", "https://example.org/b"];
    expect(linksOf(urls.map((url, index) => linkTo(url, index + 1))).map(({ url }) => url)).toEqual(urls.slice(0, 2));
  });

  test.each(["mailto:ann@example.org", "javascript:alert(1)", "file:///etc/passwd", "page2", ""])(
    "are web addresses only, not %s",
    (url) => {
      expect(linksOf([linkTo(url)])).toEqual([]);
    },
  );

  test("on a picture are called by their address", () => {
    const url = "https://example.org/";
    expect(linksOf([page([], { links: [{ ...area, url }] })])).toEqual([{ url, text: url }]);
  });
});
