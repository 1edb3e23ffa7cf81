import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import type { DeltaLine } from "../../../src/evidence/index.ts";
import { atomFeed } from "../../../src/jobs/briefings/deliver/feed.ts";
import { escapeMarkup, toHtmlFragment, toPlainText } from "../../../src/jobs/briefings/deliver/markup.ts";
import type { Parcel } from "../../../src/jobs/briefings/deliver/parcel.ts";
import { payloadOf } from "../../../src/jobs/briefings/deliver/webhook.ts";
import type { Evidence, Source } from "../../../src/report/index.ts";

const source: Source = {
  id: "src-a",
  url: "https://example.org/a?b=1&c=<2>",
  title: "Grid & <power>",
  authors: [],
  fetched: "2026-03-01T00:00:00Z",
  mediaType: "text/html",
  sha256: "00",
};
const says = (exact: string, sourceId = "src-a"): Evidence => ({
  id: `ev-${exact}`,
  sourceId,
  subQuestionIds: [],
  locator: {},
  content: { type: "quote", exact, prefix: "", suffix: "" },
});
const changed: DeltaLine = {
  status: "changed",
  factId: "f-1",
  topic: "Wind power",
  before: says("Wind gave 240 GWh in 2022."),
  now: says("Wind gave 245 GWh in 2022."),
};
const counts = { new: 0, changed: 0, contradicted: 0, gone: 0, confirmed: 0, unchecked: 0 };

function parcel(lines: readonly DeltaLine[] | undefined, change: Partial<Parcel> = {}): Parcel {
  const delta = {
    schemaVersion: 1 as const,
    briefing: "wind",
    runId: "r2",
    created: "2026-03-02T06:00:00Z",
    since: "2026-03-01T06:00:00Z",
    outcome: lines?.length ? ("news" as const) : ("nothing-new" as const),
    counts: { ...counts, changed: lines?.length ?? 0 },
    headline: "",
    lines: lines ?? [],
    sources: [source],
  };
  return {
    key: "d-1",
    briefing: { id: "b-1", name: "wind", tenant: "", origin: "api" },
    title: "Wind",
    language: "en",
    slot: "2026-03-02T06:00",
    runId: "r2",
    runFolder: "/out/r2",
    created: "2026-03-02T06:00:00Z",
    subject: "Wind – Changed: 1",
    summary: ["Changed: 1.", "Wind grew."],
    remarks: 1,
    ...(lines ? { delta } : {}),
    files: [],
    ...change,
  };
}
const html = (...given: Parameters<typeof parcel>) => load(toHtmlFragment(parcel(...given)));

describe("text for markup", () => {
  test.each([
    [`<a href="x" title='y'>&amp;</a>`, "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;"],
    ["bell\u0007, null\u0000, escape\u001b[31m", "bell, null, escape[31m"],
    ["tab\tline\n kept", "tab\tline\n kept"],
    ["风 😀 ‏ع", "风 😀 ‏ع"],
    ["half \ud83d a pair, \ufffe and \uffff", "half  a pair,  and "],
    ["", ""],
  ])("%j is %j", (text, escaped) => expect(escapeMarkup(text)).toBe(escaped));
});

describe("a parcel in HTML", () => {
  test("names what changed, and lets the numbers that did stand out", () => {
    const cells = html([changed])("td");
    expect(cells.map((_, cell) => load(cell).text()).get()).toEqual([
      "Changed – Wind power",
      "Before",
      "Wind gave 240 GWh in 2022.Grid & <power>",
      "Now",
      "Wind gave 245 GWh in 2022.Grid & <power>",
      "",
    ]);
    expect(cells.eq(2).find("strong").text()).toBe("240 GWh");
    expect(cells.eq(4).find("strong").text()).toBe("245 GWh");
    expect(cells.eq(4).find("a").attr("href")).toBe("https://example.org/a?b=1&c=<2>");
  });

  test("says of what nobody says any more whether its source is gone", () => {
    const { now: _, ...withdrawn } = changed;
    const said = (line: DeltaLine) =>
      html([line])("td")
        .map((__, cell) => load(cell).text())
        .get()
        .filter((text) => text !== "");
    expect(said(withdrawn).slice(-2)).toEqual(["Now", "no longer stated"]);
    expect(said({ ...withdrawn, status: "gone" })[0]).toBe("Source gone – Grid & <power>");
    const { before: __, ...added } = changed;
    expect(said({ ...added, status: "new" })).toEqual([
      "New – Wind power",
      "Now",
      "Wind gave 245 GWh in 2022.Grid & <power>",
    ]);
  });

  test("shows no table where nothing is new, nor lines that are no news", () => {
    expect(html([])("table")).toHaveLength(0);
    expect(html(undefined)("table")).toHaveLength(0);
    const $ = html([changed, { ...changed, status: "confirmed" }, { ...changed, status: "unchecked" }]);
    expect($("strong").first().text()).toBe("Changed");
    expect($("td[colspan] strong")).toHaveLength(1);
  });

  test("shows the first 25 lines and counts the others", () => {
    const $ = html(Array.from({ length: 30 }, (_, index) => ({ ...changed, factId: `f-${index}` })));
    expect($("td[colspan] strong")).toHaveLength(25);
    expect($("p").text()).toContain("Further entries in delta.json: 5.");
  });

  test("sets what a compared report says first above the table, and every paragraph once", () => {
    const words = (lines: readonly DeltaLine[] | undefined, summary: readonly string[]) =>
      html(lines, { summary })("p")
        .map((_, one) => load(one).text())
        .get();
    const headline = "Changed: “Wind gave 245 GWh in 2022” (before: 240 GWh).";
    expect(words([changed], ["Changed: 1.", "Wind grew."])).toEqual([headline, "Changed: 1.", "Wind grew."]);
    expect(words(undefined, ["One.", "Two."])).toEqual(["One.", "Two."]);
    expect(words([changed], [])).toEqual([headline]);
    expect(words([changed], ["<b>1</b>"])).toEqual([headline, "<b>1</b>"]);
  });

  test.each([
    ["ar", "rtl", "right"],
    ["en", "ltr", "left"],
  ])("in %s runs %s", (language, direction, side) => {
    const $ = html([changed], { language });
    expect($("body > div").attr("dir")).toBe(direction);
    expect(
      $("th, td")
        .map((_, cell) => /text-align:(\w+)/.exec($(cell).attr("style") ?? "")?.[1])
        .get(),
    ).toEqual(Array(5).fill(side));
  });

  test("links to nothing but the web", () => {
    const hostile = { ...source, url: "javascript:alert(1)" };
    const given = parcel([changed]);
    const delta = given.delta && { ...given.delta, sources: [hostile] };
    expect(load(toHtmlFragment({ ...given, ...(delta ? { delta } : {}) }))("a")).toHaveLength(0);
  });
});

test("a parcel in plain text says the same, in its own language", () => {
  expect(toPlainText(parcel([changed]))).toBe(
    [
      "Wind",
      "Changed: “Wind gave 245 GWh in 2022” (before: 240 GWh).",
      "* CHANGED: Wind power\n    Before: Wind gave 240 GWh in 2022. [Grid & <power>]\n    Now: Wind gave 245 GWh in 2022. [Grid & <power>]",
      "Changed: 1.",
      "Wind grew.",
    ].join("\n\n"),
  );
  expect(toPlainText(parcel([changed], { language: "de" }))).toContain("* GEÄNDERT: Wind power\n    Vorher:");
  expect(toPlainText(parcel(undefined, { summary: [] }))).toBe("Wind");
});

test("a payload has the words of the evidence, and the outcome of what is not compared", () => {
  expect(payloadOf(parcel([changed]))).toMatchObject({
    id: "d-1",
    briefing: { id: "b-1", name: "wind", title: "Wind" },
    outcome: "news",
    lines: [{ status: "changed", before: { text: "Wind gave 240 GWh in 2022.", source: { title: "Grid & <power>" } } }],
  });
  expect(payloadOf(parcel(undefined))).toMatchObject({ outcome: "report", files: [] });
  expect(JSON.stringify(payloadOf(parcel([changed])))).not.toContain("/out/");
});

test("a feed is well-formed whatever its texts hold, and has a date without an entry", () => {
  const about = { id: "b-1", title: "A & B \u0000", created: "2026-01-01T00:00:00Z" };
  const feed = (parcels: readonly Parcel[]) => load(atomFeed(about, parcels), { xml: true });
  const $ = feed([parcel([changed], { subject: "<script>]]>&", language: 'en"><x', summary: [] })]);
  expect($("entry > title").text()).toBe("<script>]]>&");
  expect($("entry").attr("xml:lang")).toBe('en"><x');
  expect($("entry > summary").text()).toBe("<script>]]>&");
  expect(load($("entry > content").text())("td")).toHaveLength(6);
  expect($("x, script")).toHaveLength(0);
  expect(feed([])("feed > updated").text()).toBe("2026-01-01T00:00:00Z");
  expect(feed([])("feed > title").text()).toBe("A & B ");
});
