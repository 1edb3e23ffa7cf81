import { describe, expect, test } from "vitest";
import { sectionSlideCount, slideCounts } from "../../../src/render/pptx/slide-counts.ts";
import { toSlides } from "../../../src/render/pptx/to-slides.ts";
import { resolve } from "../../../src/report/index.ts";
import { sampleReport } from "../../support/sample-report.ts";
import { cite, evidence, list, resolved, section, text } from "./build.ts";

const facts = (count: number) =>
  list(
    ...Array.from({ length: count }, (_, index) => [text(`The plant delivered ${index} GWh of heat. `), cite("e1")]),
  );

describe("slides are counted as they will be drawn", () => {
  test("in all", () => {
    expect(slideCounts(sampleReport).all).toBe(toSlides(resolve(sampleReport)).length);
  });

  test.each([
    [1, 1],
    [6, 1],
    [7, 2],
    [30, 6],
  ])("%d bullets under one headline take %d slides", (count, slides) => {
    const one = section("Heat", facts(count));
    const { report } = resolved({ sections: [one] });
    expect(slideCounts(report).sections.get(one.id)).toBe(slides);
    expect(sectionSlideCount(one, report)).toBe(slides);
  });

  test("a section counts those below it", () => {
    const below = { ...section("Below", facts(4)), id: "sc-below" };
    const above = { ...section("Above", facts(4)), sections: [below] };
    const { report } = resolved({ sections: [above] });
    expect(slideCounts(report).sections.get(above.id)).toBe(2);
  });

  test("an empty section takes none", () => {
    const { report } = resolved({ sections: [section("Empty")] });
    expect(sectionSlideCount(section("Empty"), report)).toBe(0);
  });
});

describe("the cover of slides of one document", () => {
  const deck = (parts: Parameters<typeof resolved>[0] = {}) =>
    toSlides(resolved({ title: "Heat", question: "Heat", sections: [section("Heat", facts(3))], ...parts }))[0];
  const source = {
    id: "s1",
    path: "heat.pdf",
    title: "Heat",
    authors: ["Ada Huber", "Jo Maier"],
    published: "2024-03-01",
    fetched: "2026-01-01T00:00:00Z",
    mediaType: "application/pdf",
    sha256: "0".repeat(64),
  };
  const questionOf = (slide: ReturnType<typeof deck>) =>
    slide?.body.type === "title" ? slide.body.question : undefined;

  test("names its authors, its date and where it is, instead of a question that repeats the title", () => {
    const cover = deck({ sources: [source] });
    expect(questionOf(cover)).toBe("Source: Ada Huber, Jo Maier, March 1, 2024, heat.pdf");
    expect(cover?.notes).not.toContain("Question");
  });

  test("names none where several are cited", () => {
    const two = section("Heat", facts(1), list([text("Oberau delivered 9 GWh. "), cite("e2")]));
    expect(questionOf(deck({ sections: [two] }))).toBe("");
    expect(evidence[0]?.sourceId).not.toBe(evidence[1]?.sourceId);
  });

  test("of an answer still asks its question", () => {
    expect(questionOf(deck({ question: "How much heat?" }))).toBe("Question: How much heat?");
  });
});
