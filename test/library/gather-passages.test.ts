import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLibrary, followUps, gatherPassages, type Library } from "../../src/library/index.ts";
import { mentionsOf, plainTitle, titleIndexOf } from "../../src/library/title-index.ts";
import { entryOf, paragraphs } from "./entries.ts";

/** Articles that lead to each other, among forty that share their words. */
const articles: readonly (readonly [title: string, text: string])[] = [
  ["The Salt Road", "The Salt Road is a 1962 film by Ilse Brandt. It shows the traders of the coast."],
  ["Ilse Brandt", "Ilse Brandt was born in Korsholm and studied law before she turned to the stage."],
  ["Korsholm", "Korsholm is a port whose lighthouse was lit in 1821. Its harbour freezes in winter."],
  ["Marrow Lake (band)", "Marrow Lake are a band from the north, formed in 1998 by two brothers."],
  ["Tin Harbour", "Tin Harbour is a band from the south, formed in 2003 by students."],
  ["It", "It is a novel about a well. The novel has nine chapters."],
  ["aircraft carrier", "An aircraft carrier is a ship with a deck for planes, first launched in 1918."],
  ["Falke 7", "The Falke 7 was a plane that flew from the deck of an aircraft carrier until 1931."],
  ["Born Twice", "Born Twice is a record whose sound was made by Uwe Harms in a mill."],
  ["Uwe Harms", "Uwe Harms is a drummer from Vallby. He was born in 1951."],
  ["Mara Lind", "Mara Lind is a painter whose portrait of a miller hangs in the town hall."],
  ["Selma Orr", "Selma Orr is the daughter of Mara Lind and paints as well."],
  ["Northern Cookery", "Northern Cookery is a list of dishes with barley and fish."],
  ...Array.from({ length: 40 }, (_, index): readonly [string, string] => [
    `Filler ${index}`,
    `Film number ${index} was shown in a harbour town; its director was born there and studied painting. A band played and a plane flew by in ${1900 + index}.`,
  ]),
];
let folder = "";
let library: Library;
const ids = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "gather-"));
  library = createLibrary({ folder });
  for (const [title, text] of articles) {
    const entry = entryOf(title, paragraphs(text));
    ids.set(title, entry.source.id);
    await library.add(entry, { assets: [], parser: "text@1" });
  }
});

afterAll(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

function gathered(query: string, limit = 4): readonly string[] {
  return gatherPassages(library, [query], { limit }).map((hit) => hit.sourceTitle);
}

function idOf(title: string): string {
  return ids.get(title) ?? "";
}

describe("gathering", () => {
  test("looks up whom the first passage names", () => {
    expect(gathered("Where was the director of The Salt Road born?")).toEqual(
      expect.arrayContaining(["The Salt Road", "Ilse Brandt"]),
    );
  });

  test("follows a title in lower case", () => {
    expect(gathered("When was the ship that the Falke 7 flew from first launched?")).toEqual(
      expect.arrayContaining(["Falke 7", "aircraft carrier"]),
    );
  });

  test("gets both sides of a comparison", () => {
    const both = ["Marrow Lake (band)", "Tin Harbour"];
    expect([...gathered("Which band was formed first, Marrow Lake or Tin Harbour?", 2)].sort()).toEqual(both);
  });

  test("finds who mentions the source that answers the first half", () => {
    expect(gathered("Who is the daughter of the painter of the miller in the town hall?")).toEqual(
      expect.arrayContaining(["Mara Lind", "Selma Orr"]),
    );
  });

  test("takes a word inside a name for no answer to the same word outside of it", () => {
    const query = "In which year was the man born who made the sound of Born Twice?";
    expect(gathered(query)).toEqual(expect.arrayContaining(["Born Twice", "Uwe Harms"]));
  });

  test("puts no source first for a common adjective in its title", () => {
    const found = gathered("Which Northern drummer from Vallby made the sound of a record?", 3);
    expect(found).toContain("Uwe Harms");
    expect(found[0]).not.toBe("Northern Cookery");
  });

  test("finds what one search misses at the same size", () => {
    const query = "Where was the director of The Salt Road born?";
    const searched = library.search({ query, limit: 4 }).map((hit) => hit.sourceTitle);
    expect(searched).not.toContain("Ilse Brandt");
  });

  test("follows names where sources have no telling titles", async () => {
    const plain = mkdtempSync(path.join(tmpdir(), "gather-plain-"));
    const untitled = createLibrary({ folder: plain });
    try {
      for (const [index, [, text]] of articles.entries())
        await untitled.add(entryOf(`scan ${index}`, paragraphs(text)), { assets: [], parser: "text@1" });
      const hits = gatherPassages(untitled, ["Where was the director of The Salt Road born?"], { limit: 4 });
      expect(hits.some((hit) => hit.text.startsWith("Ilse Brandt was born"))).toBe(true);
    } finally {
      untitled.close();
      rmSync(plain, { recursive: true, force: true });
    }
  });

  test("stays among the sources asked for", () => {
    const sourceIds = [idOf("The Salt Road"), idOf("Filler 3"), idOf("Filler 4")];
    const hits = gatherPassages(library, ["Where was the director of The Salt Road born?"], { limit: 8, sourceIds });
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every((hit) => sourceIds.includes(hit.sourceId))).toBe(true);
    expect(gatherPassages(library, ["harbour"], { limit: 3, kinds: ["table"] })).toEqual([]);
  });

  test("fuses several queries, each passage once, the shared one first", () => {
    const hits = gatherPassages(
      library,
      ["lighthouse of Korsholm", "port that freezes in winter, lighthouse", "lighthouse of Korsholm"],
      { limit: 6 },
    );
    expect(hits[0]?.sourceTitle).toBe("Korsholm");
    expect(new Set(hits.map((hit) => hit.id)).size).toBe(hits.length);
  });

  test("is the same in every run and never more than asked for", () => {
    const once = gatherPassages(library, ["band formed in 1998"], { limit: 3 });
    expect(gatherPassages(library, ["band formed in 1998"], { limit: 3 })).toEqual(once);
    expect(once.length).toBeLessThanOrEqual(3);
  });

  test("finds nothing for no query, for an empty one and for no room", () => {
    expect(gatherPassages(library, [], { limit: 5 })).toEqual([]);
    expect(gatherPassages(library, [""], { limit: 5 })).toEqual([]);
    expect(gatherPassages(library, ["harbour"], { limit: 0 })).toEqual([]);
  });
});

describe("follow-ups", () => {
  const query = "Where was the director of The Salt Road born?";

  test("are the names that the query does not have, with the sources of that title", () => {
    const hits = library.search({ query, limit: 1, sourceIds: [idOf("The Salt Road")] });
    const [first] = followUps(library, hits, query);
    expect(first).toMatchObject({ text: "Ilse Brandt", sourceIds: [idOf("Ilse Brandt")], passageId: hits[0]?.id });
    expect(first?.weight).toBeGreaterThan(0);
    expect(first?.weight).toBeLessThanOrEqual(1);
  });

  test("leave out the query's names and the source's own", () => {
    const hits = library.search({ query, limit: 1, sourceIds: [idOf("The Salt Road")] });
    expect(followUps(library, hits, query).map(({ text }) => text)).not.toContain("The Salt Road");
    const own = library.search({ query: "Korsholm", limit: 1, sourceIds: [idOf("Korsholm")] });
    expect(followUps(library, own, "port").map(({ text }) => text)).not.toContain("Korsholm");
  });

  test("name each once, the strongest first", () => {
    const hits = library.search({ query: "film harbour band", limit: 20 });
    const found = followUps(library, hits, "film");
    const weights = found.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(new Set(found.map(({ text }) => text.toLowerCase())).size).toBe(found.length);
  });

  test("of nothing are none", () => {
    expect(followUps(library, [], "anything")).toEqual([]);
  });
});

describe("titles in texts", () => {
  const sources = [
    ...["Ann B. Davis", "Charmed", "It", "1984", "New York", "York", "Lilu (mythology)", "京都"].map(
      (title) => entryOf(title, paragraphs(title)).source,
    ),
    ...[1, 2, 3, 4].map((number) => ({ ...entryOf(`r${number}`, paragraphs("x")).source, title: "Annual report" })),
  ];
  const found = (text: string): readonly string[] =>
    mentionsOf(text, titleIndexOf(sources)).map((mention) => mention.text);

  test("are found in any case when they have several words, the longest first", () => {
    expect(found("He met ann b. davis in New York.")).toEqual(["ann b. davis", "New York"]);
  });

  test("of one word count only when written like a name", () => {
    expect(found("They were charmed. It was Charmed, in York.")).toEqual(["Charmed", "York"]);
  });

  test("that are stop words or numbers do not count", () => {
    expect(found("It rained. In 1984 It snowed.")).toEqual([]);
  });

  test("lose what only tells them from namesakes", () => {
    expect(found("A Lilu came.")).toEqual(["Lilu"]);
    expect(plainTitle("Diamond Cut (album)")).toBe("Diamond Cut");
    expect(plainTitle("(untitled)")).toBe("(untitled)");
  });

  test("are found in scripts without capitals", () => {
    expect(found("彼は京都に住んでいる")).toEqual(["京都"]);
  });

  test("that many sources share name none", () => {
    expect(found("See the Annual report.")).toEqual([]);
  });
});

describe("names that are part of titles", () => {
  const quarter = (company: string, period: string, text: string) =>
    entryOf(`${company}, quarterly report, ${period}`, paragraphs(text));
  const filings = ["June 2022", "September 2022", "June 2023"].flatMap((period) => [
    quarter(
      "Birch Inc.",
      period,
      `Legal proceedings. The Company is subject to claims. Cash was 4 million in ${period}.`,
    ),
    quarter(
      "CEDAR.COM, INC.",
      period,
      `Legal proceedings. The Company is party to suits. Cash was 9 million in ${period}.`,
    ),
  ]);
  let place = "";
  let reports: Library;

  beforeAll(async () => {
    place = mkdtempSync(path.join(tmpdir(), "gather-reports-"));
    reports = createLibrary({ folder: place });
    for (const filing of filings) await reports.add(filing, { assets: [], parser: "text@1" });
  });

  afterAll(() => {
    reports.close();
    rmSync(place, { recursive: true, force: true });
  });

  test("put the sources about them first", () => {
    const found = gatherPassages(reports, ["What legal proceedings does Cedar report?"], { limit: 3 });
    expect(found.map((hit) => hit.sourceTitle.split(",")[0])).toEqual(["CEDAR.COM", "CEDAR.COM", "CEDAR.COM"]);
  });

  test("bring both sides when they are compared", () => {
    const found = gatherPassages(reports, ["Compare Birch's and Cedar's cash"], { limit: 2 });
    expect(new Set(found.map((hit) => hit.sourceTitle.split(/[., ]/u)[0]))).toEqual(new Set(["Birch", "CEDAR"]));
  });

  test("change nothing when every source has them", () => {
    const [birch] = filings;
    const sourceIds = filings.filter(({ source }) => source.title.startsWith("Birch")).map(({ source }) => source.id);
    const found = gatherPassages(reports, ["Birch cash in June 2022"], { limit: 1, sourceIds });
    expect(found[0]?.sourceId).toBe(birch?.source.id);
  });
});
