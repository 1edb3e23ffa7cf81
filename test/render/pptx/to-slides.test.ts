import { describe, expect, test } from "vitest";
import { listHeight } from "../../../src/render/pptx/fit.ts";
import { fitsTitle } from "../../../src/render/pptx/headline.ts";
import { toSlides } from "../../../src/render/pptx/index.ts";
import { boxes } from "../../../src/render/pptx/layout.ts";
import { plainText } from "../../../src/render/pptx/slide.ts";
import { type Block, type Chart, resolve, type Table } from "../../../src/report/index.ts";
import { incomeChart, salesChart, sampleReport } from "../../support/sample-report.ts";
import { stressReports } from "../inspect/stress-reports.ts";
import { cite, contentSlides, list, paragraph, points, refer, resolved, section, text, titles } from "./build.ts";

const plan = (...blocks: Block[]) => contentSlides(toSlides(resolved({ sections: [section("Section", ...blocks)] })));
const claim = (words: string, id = "e1") => paragraph(text(`${words} `), cite(id), text("."));

const chart = (changes: Partial<Chart> = {}): Chart => ({
  type: "chart",
  id: "c",
  mark: "line",
  caption: [text("Sales by year")],
  alt: "Sales doubled in two years.",
  xTitle: "Year",
  yTitle: "Sales",
  unit: "USD",
  categories: ["2021", "2022"],
  series: [
    {
      name: "Sales",
      points: [
        { value: 1e6, evidenceIds: ["e1"] },
        { value: 2e6, evidenceIds: ["e2"] },
      ],
    },
  ],
  ...changes,
});

const table = (id = "t"): Table => ({
  type: "table",
  id,
  caption: [text("Sales, by year")],
  header: [{ children: [text("Year")] }, { children: [text("Sales")] }],
  rows: [[{ children: [text("2021")] }, { children: [text("1 "), cite("e1")] }]],
});

describe("a section of one list, which was written as a slide", () => {
  const item = (words: string, id: string) => [text(`${words} `), cite(id), text(".")];
  const items = list(item("The grid limits growth", "e3"), item("Sales reached 2 million in 2022", "e2"));

  test("has its first point as the headline, beside a visual too", () => {
    expect(titles(plan(items))).toEqual(["The grid limits growth [1]"]);
    expect(titles(plan(items, chart()))[0]).toContain("The grid limits growth");
  });

  test("prose has the claim with a number", () => {
    const [first] = titles(plan(claim("The grid limits growth", "e3"), claim("Sales reached 2 million", "e2")));
    expect(first).toContain("Sales reached 2 million");
  });
});

describe("the deck as a whole", () => {
  const slides = toSlides(resolve(sampleReport));

  test("begins with the title and ends with the sources", () => {
    expect(slides[0]?.body.type).toBe("title");
    expect(slides.at(-1)?.body.type).toBe("sources");
  });

  test("says the answer as the headline of the summary", () => {
    expect(plainText(slides[1]!.title)).toBe(
      "Halden's total net sales fell from $90,146 million in the third quarter of 2022 to $89,498 million in the third quarter of 2023, a decrease of 1% [1]",
    );
    expect(slides[1]?.kicker).toBe("Summary");
  });

  test("shows every table, figure and chart of the report, appendices included", () => {
    const shown = slides.flatMap(({ body }) =>
      body.type === "table"
        ? [body.table.id]
        : body.type === "chart"
          ? [body.chart.id]
          : body.type === "figure"
            ? [body.figure.assetId]
            : [],
    );
    expect(shown).toEqual(["ch-sales", "tb-sales", "ch-income", "tb-comparison", "as-photo", "conflict-table"]);
  });

  test("states a single conflict as a headline with both sides", () => {
    expect(titles(slides)).toContain("Halden's total net sales, 2023 Q3: $89,498 million [1] / $89.9 billion [3]");
  });

  test("lists limitations under their own name and reports the verification in a sentence", () => {
    expect(titles(slides)).toContain("Limits and what was not found");
    expect(titles(slides)).toContain(
      "24 of 25 claims are supported by the evidence they cite; 31 citations were checked",
    );
  });

  test("is the same when planned again", () => {
    expect(toSlides(resolve(sampleReport))).toEqual(slides);
  });

  test("the notes hold the claims in full and the evidence with source and page", () => {
    const chartSlide = slides.find((slide) => slide.body.type === "chart");
    expect(chartSlide?.notes).toContain(salesChart.alt);
    expect(chartSlide?.notes).toContain(
      "[1] Halden Instruments Inc.: quarterly report, 2023 Q3, page 4, Statements of operations: Total net sales, 2022 Q3: 90,146 (= 90,146,000,000 USD)",
    );
    expect(slides[1]?.notes).toContain("a decrease of 1% [1]");
    expect(slides.at(-1)?.notes).toContain("“gross margin rose to 45.2% from 42.3% a year earlier”");
  });
});

describe.each(Object.entries({ sample: sampleReport, ...stressReports }))("any report (%s)", (_, report) => {
  const slides = toSlides(resolve(report));

  test("has distinct titles that are not empty and fit two lines", () => {
    expect(new Set(titles(slides)).size).toBe(slides.length);
    for (const slide of slides) expect(plainText(slide.title).trim()).not.toBe("");
    for (const slide of slides.slice(1)) expect(fitsTitle(slide.title)).toBe(true);
  });

  test("has at most five bullets a slide, all of which fit", () => {
    for (const { body } of slides) {
      if (body.type === "bullets") {
        expect(body.list.items.length).toBeLessThanOrEqual(5);
        expect(listHeight(body.list.items, boxes.body.width, body.list.size)).toBeLessThanOrEqual(boxes.body.height);
      }
      if (body.type === "chart" || body.type === "figure") {
        expect(body.takeaways.items.length).toBeLessThanOrEqual(4);
        expect(listHeight(body.takeaways.items, boxes.takeaways.width, body.takeaways.size)).toBeLessThanOrEqual(
          boxes.takeaways.height,
        );
      }
    }
  });

  test("lists every source of the bibliography once, in order", () => {
    const numbers = slides.flatMap(({ body }) =>
      body.type === "sources" ? body.entries.map((entry) => entry.number) : [],
    );
    expect(numbers).toEqual(resolve(report).bibliography.map((entry) => entry.number));
  });
});

describe("bullets", () => {
  test("the strongest claim is the headline, the others stand below it", () => {
    const [slide, ...more] = plan(claim("It is about sales"), claim("Sales rose 5%"), claim("Costs fell"));
    expect(more).toEqual([]);
    expect(plainText(slide!.title)).toBe("Sales rose 5% [1]");
    expect(points(slide)).toEqual(["It is about sales [1].", "Costs fell [1]."]);
  });

  test("a number inside a citation mark makes no claim stronger", () => {
    const [slide] = plan(claim("First claim without digits"), claim("Second claim without digits"));
    expect(plainText(slide!.title)).toBe("First claim without digits [1]");
  });

  test("a claim alone is followed by the words of its evidence", () => {
    const [slide] = plan(claim("Sales rose 5%"));
    expect(points(slide)).toEqual(["“exact words 1” (page 10) [1]"]);
  });

  test("a claim alone without evidence is said below its headline", () => {
    expect(points(plan(paragraph(text("Nobody knows.")))[0])).toEqual(["Nobody knows."]);
  });

  test("a claim too long for a title gives its first clause, and is said in full below", () => {
    const long = `Sales rose by 5% in the three months that ended in July, ${"and rose and rose ".repeat(20)}`.trim();
    const [slide] = plan(claim(long), claim(`Then ${"they rose and rose again ".repeat(12)}`.trim()));
    expect(plainText(slide!.title)).toBe("Sales rose by 5% in the three months that ended in July… [1]");
    expect(points(slide)[0]).toBe(`${long} [1].`);
  });

  test("a long claim without a clause leaves the title to the section, said once", () => {
    const [slide] = plan(claim(`Sales ${"rose and rose ".repeat(40)}by 5%`));
    expect(plainText(slide!.title)).toBe("1 Section");
    expect(slide?.kicker).toBe("");
  });

  test("a bare quotation gives way to a claim in the report's own words", () => {
    const quote: Block = { type: "quote", children: [paragraph(text("it rose 5% "), cite("e1"))] };
    const [slide] = plan(quote, claim("Sales grew"));
    expect(plainText(slide!.title)).toBe("Sales grew [1]");
  });

  test("a claim is the headline of one slide only, even when the report repeats it", () => {
    const summary = [claim("Sales rose 5%"), claim("Costs fell 2%")];
    const slides = toSlides(resolved({ summary, sections: [section("Section", ...summary, chart())] }));
    expect(titles(slides).filter((title) => title.startsWith("Sales rose"))).toHaveLength(1);
    expect(titles(slides).some((title) => /\(\d\/\d\)/.test(title))).toBe(false);
  });

  test("slides follow the order of the section: what stands after a chart comes after it", () => {
    const claims = [5, 6, 7, 8].map((number) => claim(`Claim ${number} stands alone`, `e${number}`));
    expect(plan(chart(), ...claims).map((slide) => slide.body.type)).toEqual(["chart", "bullets"]);
    expect(plan(...claims, chart()).map((slide) => slide.body.type)).toEqual(["bullets", "chart"]);
  });

  test("twelve claims are spread evenly over slides", () => {
    const items = Array.from({ length: 12 }, (_, index) => [text(`Claim ${index} says something `), cite("e1")]);
    expect(plan(list(...items)).map((slide) => points(slide).length)).toEqual([4, 4, 3]);
  });

  test("sentences that only point at a figure are left to the document", () => {
    const slides = plan(paragraph(refer("c"), text(" shows both.")), claim("Sales rose 5%", "e3"), chart());
    expect(slides.flatMap(points).join()).not.toContain("shows both");
  });
});

describe("visuals", () => {
  test("a claim on the same evidence is the headline of a chart", () => {
    const [slide] = plan(claim("Sales reached 2 million", "e2"), chart());
    expect(plainText(slide!.title)).toBe("Sales reached 2 million [1]");
  });

  test("without such a claim the chart's own description is", () => {
    expect(titles(plan(chart()))).toEqual(["Sales doubled in two years"]);
  });

  test("a description that is no title gives way to the caption, and that to the section", () => {
    const alt = "word ".repeat(100);
    expect(titles(plan(chart({ alt })))).toEqual(["Sales by year"]);
    expect(titles(plan(chart({ alt: "", caption: [] })))).toEqual(["1 Section"]);
  });

  test("a line is read by its ends, bars by their groups, with unit and evidence", () => {
    expect(points(plan(chart())[0])).toEqual(["Sales (USD, millions): 1 (2021) → 2 (2022) [1][2]"]);
    const [slide] = contentSlides(
      toSlides(resolve({ ...sampleReport, summary: [], sections: [section("x", incomeChart)] })),
    );
    expect(points(slide)[0]).toBe("Operating income (USD, billions): 24.9 (2022 Q3) · 27.0 (2023 Q3) [1]");
  });

  test("gaps are no readings, and a series without values says nothing", () => {
    const series = [
      {
        name: "A",
        points: [
          { value: null, evidenceIds: [] },
          { value: 2, evidenceIds: ["e1"] },
        ],
      },
      {
        name: "B",
        points: [
          { value: null, evidenceIds: [] },
          { value: null, evidenceIds: [] },
        ],
      },
    ];
    expect(points(plan(chart({ series, unit: "%" }))[0])).toEqual(["A: 2% (2022) [1]"]);
  });

  test("a few other claims stand beside the visual instead of on a slide of their own", () => {
    const slides = plan(claim("Sales rose 5%", "e5"), chart());
    expect(slides).toHaveLength(1);
    expect(points(slides[0])[0]).toBe("Sales rose 5% [1].");
  });

  test("many other claims get slides of their own before it", () => {
    const slides = plan(...[3, 4, 5, 6].map((number) => claim(`Claim ${number} stands alone`, `e${number}`)), chart());
    expect(slides.map((slide) => slide.body.type)).toEqual(["bullets", "chart"]);
  });

  test("a table whose caption only names it takes a claim of its section as headline, even behind a chart", () => {
    const bare: Table = { ...table(), rows: [[{ children: [text("2021")] }, { children: [text("1")] }]] };
    expect(titles(plan(claim("Costs fell by 3%", "e5"), chart(), bare))).toEqual([
      "Sales doubled in two years",
      "Costs fell by 3% [1]",
    ]);
  });

  test("a small table leaves room for claims below it", () => {
    const [slide] = plan(claim("Sales were 1", "e1"), claim("Costs fell", "e4"), table());
    expect(plainText(slide!.title)).toBe("Sales were 1 [1]");
    expect(points(slide)).toEqual(["Costs fell [2]."]);
  });

  test("the caption names the figure, its credit and its sources", () => {
    const figure: Block = {
      type: "figure",
      id: "f",
      assetId: "a",
      alt: "A hill",
      caption: [text("The hill "), cite("e1")],
      credit: "A. Painter, CC0",
    };
    const [first, second] = plan(figure, chart());
    expect(first?.body.type === "figure" && plainText(first.body.caption)).toBe(
      "Figure 1: The hill [1] Credit: A. Painter, CC0",
    );
    expect(second?.body.type === "chart" && plainText(second.body.caption)).toBe(
      "Figure 2: Sales by year. Source: [1][2]",
    );
  });
});

describe("the edges", () => {
  test("a report of nothing has a title and a verification", () => {
    const slides = toSlides(resolved());
    expect(slides.map((slide) => slide.body.type)).toEqual(["title", "bullets"]);
  });

  test("an empty title is replaced, a question equal to the title is not repeated", () => {
    const [cover] = toSlides(resolved({ title: " ", question: " " }));
    expect(plainText(cover!.title)).toBe("Summary");
    expect(cover?.body).toMatchObject({ question: "" });
  });

  test("empty sections make no slide", () => {
    expect(plan()).toEqual([]);
    expect(plan(paragraph(), paragraph(text("  ")))).toEqual([]);
  });

  test("several conflicts share a table under its caption", () => {
    const conflict = (topic: string) => ({ topic, positions: [{ statement: "1", evidenceIds: ["e1"], clusters: 1 }] });
    const slides = toSlides(resolved({ conflicts: [conflict("A"), conflict("B")] }));
    expect(titles(slides)).toContain("Where sources disagree");
  });

  test("nested sections have slides under their own number", () => {
    const inner = { ...section("Inner", claim("Inner claim 1")), id: "inner" };
    const slides = toSlides(
      resolved({ sections: [{ ...section("Outer", claim("Outer claim 1")), sections: [inner] }] }),
    );
    expect(contentSlides(slides).map((slide) => slide.kicker)).toEqual(["1 Outer", "1.1 Inner"]);
  });
});
