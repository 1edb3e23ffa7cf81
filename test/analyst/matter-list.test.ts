import { describe, expect, test } from "vitest";
import { isMatterLead, matterSummary, wantsMatters } from "../../src/analyst/extractive/matter-list.ts";
import type { EvidenceView, Intent } from "../../src/analyst/index.ts";
import { inlinesOf, textOf, walkBlocks } from "../../src/report/walk.ts";
import { quoteView } from "./quote-views.ts";
import { briefFor, sourceOf } from "./typed-series.ts";

const rivera =
  "In May 2021, Rivera Tools, Inc. filed a complaint against Orchard Inc. in the District Court of Oregon alleging infringement.";
const damages = "In July 2022, Rivera claimed $12 million to $15 million in damages.";
const dismissed = "In August 2023, the court dismissed the case.";
const authority =
  "In March 2022, the Northland Competition Authority issued a decision against Orchard Inc. claiming that rebates break rules.";
const fine = "The decision imposes a fine of €1.5 million, which we dispute.";
const hale =
  "Beginning in June 2019 with Hale v. Orchard Inc., private buyers have filed cases alleging price fixing of cider.";

const brief = (intents: readonly Intent[] = ["what"]) =>
  briefFor("What legal proceedings does Orchard disclose?", { intents });
const follow = (text: string, given: Parameters<typeof quoteView>[1] = {}) =>
  quoteView(text, { prefix: "alleging infringement. ", ...given });
const told = (views: readonly EvidenceView[], given = brief()): readonly string[] =>
  [...walkBlocks(matterSummary(views, given))]
    .map((block) => textOf(inlinesOf(block)).trim())
    .filter((text) => text !== "");

describe("the opening of a matter", () => {
  test.each([
    ["a date at the start of a paragraph", rivera, "", true],
    ["a year alone", "In 2021, Rivera Tools filed a complaint against Orchard.", "", true],
    ["a German date", "Im Mai 2021 reichte Rivera Klage gegen Orchard ein.", "", true],
    ["a date inside a paragraph", damages, "alleging infringement. ", false],
    ["no date", "Orchard is party to claims in the ordinary course.", "", false],
    ["a date that comes late", `Orchard defends itself ${"with great care ".repeat(6)}since May 2021.`, "", false],
  ])("is %s", (_case, text, prefix, expected) => {
    expect(isMatterLead(quoteView(text, { prefix, source: sourceOf("report") }))).toBe(expected);
  });
});

describe("questions that a list of matters answers", () => {
  test.each([
    [["what"], true],
    [["who"], true],
    [["when"], true],
    [["over-time", "what"], true],
    [["how-much"], false],
    [["why"], false],
    [["what", "why"], false],
    [["how"], false],
    [["compare"], false],
  ] as const)("%j: %s", (intents, expected) => {
    expect(wantsMatters({ intents })).toBe(expected);
  });
});

describe("the list of matters", () => {
  test("names each, when it began, and what is at stake in the words of the source", () => {
    const items = told([quoteView(hale), quoteView(rivera), follow(damages), quoteView(authority), follow(fine)]);
    expect(items).toEqual([
      "The legal proceedings reported include:",
      "Hale v. Orchard Inc. (June 2019).",
      "Rivera Tools, Inc. (May 2021): $12 million to $15 million in damages.",
      "Northland Competition Authority (March 2022): fine of €1.5 million.",
    ]);
  });

  test("adds what became of it after the amount was named", () => {
    const items = told([quoteView(rivera), follow(damages), follow(dismissed), quoteView(authority)]);
    expect(items[1]).toContain("$12 million to $15 million in damages");
    expect(items[1]).toContain(`“${dismissed}”`);
  });

  test("does not hang the sentences of another source on a matter", () => {
    const other = sourceOf("Riverbank report");
    const items = told([quoteView(rivera), follow(fine, { source: other }), quoteView(authority)]);
    expect(items[1]).toBe("Rivera Tools, Inc. (May 2021).");
    expect(items.join(" ")).not.toContain("€1.5 million");
  });

  test("is none where only one matter has a name", () => {
    expect(told([quoteView(rivera), follow(damages)])).toEqual([]);
    expect(told([quoteView(rivera), quoteView("In June 2022, prices rose by a third in all of our shops.")])).toEqual(
      [],
    );
  });

  test("is none where the question asks how much or why", () => {
    const views = [quoteView(rivera), quoteView(authority)];
    expect(told(views, brief(["how-much"]))).toEqual([]);
    expect(told(views, brief(["why"]))).toEqual([]);
    expect(told(views)).toHaveLength(3);
  });

  test("keeps to eight: those with amounts first, then the newest, in order of date", () => {
    const cases = Array.from({ length: 10 }, (_, index) => {
      const source = sourceOf(`report ${index}`);
      const lead = `In ${2010 + index}, Party${"abcdefghij"[index]} Tools, Inc. filed a complaint against Orchard Inc. in Oregon.`;
      return [
        quoteView(lead, { source }),
        ...(index === 0 ? [follow("It claimed $3 million in damages.", { source })] : []),
      ];
    });
    const items = told(cases.flat()).slice(1);
    expect(items).toHaveLength(8);
    expect(items[0]).toBe("Partya Tools, Inc. (2010): $3 million in damages.");
    expect(items.slice(1).map((item) => /\((\d{4})\)/u.exec(item)?.[1])).toEqual([
      "2013",
      "2014",
      "2015",
      "2016",
      "2017",
      "2018",
      "2019",
    ]);
  });
});
