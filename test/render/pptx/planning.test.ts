import { describe, expect, test } from "vitest";
import { bulletSlides } from "../../../src/render/pptx/bullet-slides.ts";
import { claimsOf } from "../../../src/render/pptx/claims.ts";
import { boxes, sizes } from "../../../src/render/pptx/layout.ts";
import { fitList, thoseThatFit } from "../../../src/render/pptx/lists.ts";
import { notesFor } from "../../../src/render/pptx/notes.ts";
import { plainText } from "../../../src/render/pptx/slide.ts";
import { sourceSlides } from "../../../src/render/pptx/source-slides.ts";
import { strongest } from "../../../src/render/pptx/strongest.ts";
import { toSlides } from "../../../src/render/pptx/to-slides.ts";
import { type Block, type Chart, type Inline, resolve } from "../../../src/report/index.ts";
import { sampleReport } from "../../support/sample-report.ts";
import {
  cite,
  contentSlides,
  evidence,
  list,
  paragraph,
  points,
  refer,
  resolved,
  section,
  text,
  titles,
} from "./build.ts";

const report = resolved({ summary: [paragraph(...Array.from({ length: 9 }, (_, index) => cite(`e${index + 1}`)))] });
const claims = (...blocks: Block[]) => claimsOf(blocks, report);
const said = (...blocks: Block[]): readonly string[] => claims(...blocks).map((claim) => plainText(claim.text));
const none: ReadonlySet<string> = new Set();

describe("words that lead to a list", () => {
  const items = list([text("“Sales rose.” "), cite("e1")], [text("“Costs fell.” "), cite("e2")]);

  test("stand in front of its first item", () => {
    expect(said(paragraph(text("From the annual report of 2017:")), items)).toEqual([
      "From the annual report of 2017: “Sales rose.” [1]",
      "“Costs fell.” [2]",
    ]);
  });

  test("do so with a full-width colon", () => {
    expect(said(paragraph(text("年度报告：")), items)[0]).toBe("年度报告： “Sales rose.” [1]");
  });

  test("that cite something are a claim of their own", () => {
    expect(said(paragraph(text("Three things changed "), cite("e3"), text(":")), items)).toHaveLength(3);
  });

  test("at the end lead to nothing and stay", () => {
    expect(said(items, paragraph(text("And more:"))).at(-1)).toBe("And more:");
  });

  test("take the evidence of what they lead to", () => {
    expect(claims(paragraph(text("From the report:")), items)[0]?.evidenceIds).toEqual(["e1"]);
  });
});

describe("numbered names", () => {
  test.each([
    ["Item 1. (Legal Proceedings). ", ["Item 1. (Legal Proceedings)."]],
    ["Section 4. Fees are due.", ["Section 4. Fees are due."]],
    ["Sales rose in 2023. Costs fell in 2022.", ["Sales rose in 2023.", "Costs fell in 2022."]],
    ["It was read. Item 1A. Risk Factors.", ["It was read.", "Item 1A. Risk Factors."]],
  ])("%s", (words, expected) => {
    expect(said(paragraph(text(words)))).toEqual(expected);
  });
});

describe("the strongest claim", () => {
  const best = (...paragraphs: Inline[][]): string | undefined => {
    const found = strongest(claims(...paragraphs.map((inlines) => paragraph(...inlines))), none);
    return found && plainText(found.text);
  };

  test("has a number in words of its own before one that only quotes", () => {
    expect(best([text("“It was 5.” "), cite("e1")], [text("Sales were 7. "), cite("e2")])).toBe("Sales were 7. [2]");
  });

  test("never opens by pointing at a figure", () => {
    const chart: Chart = {
      ...({} as Chart),
      type: "chart",
      id: "ch",
      mark: "bar",
      caption: [],
      alt: "",
      xTitle: "",
      yTitle: "",
      unit: "",
      categories: [],
      series: [],
    };
    const pointed = resolved({ summary: [paragraph(cite("e1"))], sections: [section("s", chart)] });
    const all = claimsOf([paragraph(refer("ch"), text(" shows 5 "), cite("e1"))], pointed);
    expect(plainText(all[0]?.text ?? [])).toBe("Figure 1 shows 5 [1]");
    expect(strongest(all, none)).toBeUndefined();
  });

  test("has evidence", () => expect(best([text("Sales were 7.")])).toBeUndefined());

  test("is not the title of another slide", () => {
    const all = claims(paragraph(text("Sales were 7 "), cite("e1")), paragraph(text("Costs were 5 "), cite("e2")));
    expect(strongest(all, new Set(["Sales were 7 [1]"]))).toBe(all[1]);
  });
});

describe("a slide of one claim", () => {
  const slides = (exact: string, words: string) => {
    const own = evidence.map((item, index) =>
      index === 0 ? { ...item, content: { type: "quote" as const, exact, prefix: "", suffix: "" } } : item,
    );
    const given = resolved({ evidence: own, summary: [paragraph(text(`${words} `), cite("e1"))] });
    return bulletSlides(claimsOf(given.report.summary, given), { kicker: "Summary", resolved: given, taken: none });
  };

  test("has the claim as title and its evidence below", () => {
    const [slide] = slides("generation grew by a third", "Generation rose by 39% in 16 years");
    expect(titles([slide!])).toEqual(["Generation rose by 39% in 16 years [1]"]);
    expect(points(slide)).toEqual(["“generation grew by a third” (page 10) [1]"]);
  });

  test("says a quotation once, under the name of its section", () => {
    const [slide, ...more] = slides(
      "Generation grew by a third.",
      "According to the report, “Generation grew by a third.”",
    );
    expect(more).toEqual([]);
    expect(titles([slide!])).toEqual(["Summary"]);
    expect(points(slide)).toEqual(["According to the report, “Generation grew by a third.” [1]"]);
  });
});

test("a claim that is a title already gives no second title that is its first half", () => {
  const words =
    "According to Electricity in Iowa, 2001 to 2017, “generation grew from 40,651 GWh in 2001 to 56,476 GWh in 2017.” ";
  const claim = paragraph(text(words), cite("e1"));
  const slides = contentSlides(
    toSlides(resolved({ summary: [claim], sections: [section("Electricity generation", claim)] })),
  );
  expect(titles(slides)).toEqual([expect.stringMatching(/in 2017” \[1\]$/), "1 Electricity generation"]);
  expect(points(slides[1])).toEqual([expect.stringMatching(/in 2017.” \[1\]$/)]);
});

describe("lists on slides", () => {
  const many = claims(
    ...Array.from({ length: 12 }, (_, index) =>
      paragraph(text(`Claim ${index} says something of moderate length. `), cite("e1")),
    ),
  );

  test("take the first claims that fit together, in order", () => {
    const fitting = thoseThatFit(many, boxes.takeaways, sizes.takeaways);
    expect(fitting.length).toBeGreaterThan(1);
    expect(fitting).toEqual(many.slice(0, fitting.length));
    expect(thoseThatFit(many, { ...boxes.takeaways, height: 1 }, sizes.takeaways)).toEqual([]);
  });

  test("cut each claim to its share where not even the smallest size fits", () => {
    const long = claims(
      ...[1, 2, 3].map((index) => paragraph(text(`${index} ${"very long words, and more of them, ".repeat(30)}`))),
    );
    const { size, items } = fitList(long, { ...boxes.takeaways, height: 150 }, sizes.takeaways);
    expect(size).toBe(sizes.takeaways.at(-1));
    expect(items).toHaveLength(3);
    for (const item of items) expect(plainText(item)).toMatch(/…$/);
  });
});

describe("the notes", () => {
  test("say claims in full, then the evidence behind them, each once", () => {
    const notes = notesFor(
      claims(paragraph(text("It rose "), cite("e1", "e2")), paragraph(text("And fell "), cite("e1"))),
      report,
    );
    expect(notes.split("\n")).toEqual([
      "It rose [1][2]",
      "And fell [1]",
      "",
      "Evidence:",
      "[1] Source s1, page 10: “exact words 1”",
      "[2] Source s2, page 11: “exact words 2”",
    ]);
  });

  test("without evidence have no heading for it", () => {
    expect(notesFor(claims(paragraph(text("It rose."))), report)).toBe("It rose.");
  });

  test("say what a number means", () => {
    const full = resolve(sampleReport);
    const notes = notesFor([], full, { evidenceIds: ["ev-halden-sales-0"] });
    expect(notes).toMatch(/: 90,146 \(= 90,146,000,000 USD\)$/);
  });
});

describe("the sources slides", () => {
  const withSources = (count: number) => {
    const cited = Array.from({ length: count }, (_, index) => ({
      ...evidence[0]!,
      id: `x${index}`,
      sourceId: `sx${index}`,
    }));
    return resolved({
      evidence: cited,
      sources: cited.map(({ sourceId }, index) => ({
        id: sourceId,
        url: `https://example.org/${"path/".repeat(index % 9)}${index}`,
        title: `Title ${index} ${"of a long report ".repeat(index % 7)}`,
        authors: index % 2 ? ["A. Author"] : [],
        fetched: "2026-01-01T00:00:00Z",
        mediaType: "text/html",
        sha256: "0".repeat(64),
      })),
      summary: cited.map(({ id }) => paragraph(cite(id))),
    });
  };
  const numbers = (count: number): readonly number[] =>
    sourceSlides(withSources(count)).flatMap(({ body }) =>
      body.type === "sources" ? body.entries.map(({ number }) => number) : [],
    );

  test.each([1, 7, 40, 200])("of %i sources hold each once, in order", (count) => {
    expect(numbers(count)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  test("are none where nothing is cited", () => expect(sourceSlides(resolved({ summary: [] }))).toEqual([]));

  test("are set larger where one slide holds them all", () => {
    const size = (count: number) =>
      sourceSlides(withSources(count)).map(({ body }) => body.type === "sources" && body.size);
    expect(size(3)).toEqual([14]);
    expect(new Set(size(60))).toEqual(new Set([sizes.small]));
  });
});

describe("captions of visuals", () => {
  const chartWith = (ids: readonly string[], caption = "Sales by year"): Chart => ({
    type: "chart",
    id: "ch",
    mark: "line",
    caption: [text(caption)],
    alt: "Sales rise.",
    xTitle: "",
    yTitle: "",
    unit: "",
    categories: ids,
    series: [{ name: "s", points: ids.map((id, index) => ({ value: index, evidenceIds: [id] })) }],
  });
  const captionOf = (chart: Chart): string => {
    const slides = toSlides(resolved({ summary: [paragraph(cite("e9"))], sections: [section("s", chart)] }));
    const body = slides.find((slide) => slide.body.type === "chart")?.body;
    return body?.type === "chart" ? plainText(body.caption) : "";
  };

  test("shrink their sources to ranges", () => {
    expect(captionOf(chartWith(["e1", "e2", "e3", "e4"]))).toBe("Figure 1: Sales by year. Source: [2]–[5]");
  });

  test("set no second full stop", () => {
    expect(captionOf(chartWith(["e1"], "Sales fell."))).toBe("Figure 1: Sales fell. Source: [2]");
    expect(captionOf(chartWith(["e1"], "Did sales fall?"))).toBe("Figure 1: Did sales fall? Source: [2]");
  });

  test("cut long words, never the sources", () => {
    const caption = captionOf(chartWith(["e1"], "a very long caption that goes on ".repeat(20)));
    expect(caption).toMatch(/^Figure 1: a very long caption/);
    expect(caption).toMatch(/…\.? Source: \[2\]$/);
  });
});
