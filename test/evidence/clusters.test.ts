import { describe, expect, test } from "vitest";
import { clusterSources, findConflicts, findNearCopies, type ParsedSource } from "../../src/evidence/index.ts";
import type { Evidence, Quantity } from "../../src/report/index.ts";
import { cpuMilliseconds } from "../support/cpu-time.ts";
import { makeParsed, makeSource, paragraph, quoteEvidence } from "./fixtures.ts";

const words =
  "harbour turbine granite ledger velvet cobalt meadow signal orbit lantern copper ribbon glacier anchor willow".split(
    " ",
  );

/** A text that differs for each seed and holds a number every few words. */
function story(seed: number, length = 400, numberSeed = seed): string {
  const parts: string[] = [];
  for (let index = 0; index < length; index++) {
    parts.push(`${words[(index * index + seed * 7 + ((index * seed) % 11)) % words.length]}${(index * seed) % 13}x`);
    if (index % 9 === 0) parts.push(String(1000 + index * 37 + numberSeed * 101));
  }
  return parts.join(" ");
}

const cluster = (
  texts: Readonly<Record<string, string>>,
  metadata: Readonly<Record<string, Partial<ParsedSource["metadata"]>>> = {},
): ReadonlyMap<string, string> =>
  clusterSources(
    Object.keys(texts).map((id) => makeSource(id)),
    new Map(Object.entries(texts).map(([id, text]) => [id, makeParsed([paragraph("b1", text)], metadata[id])])),
  );

describe("clusterSources", () => {
  test("counts a copy and an excerpt with their original, other texts apart", () => {
    const original = story(1);
    const clusters = cluster({
      "src-d": `Republished by permission. ${original} Subscribe now.`,
      "src-c": original,
      "src-a": story(2),
      "src-b": original.slice(0, original.length / 3),
    });
    expect(clusters.get("src-c")).toBe("src-b");
    expect(clusters.get("src-d")).toBe("src-b");
    expect(clusters.get("src-a")).toBe("src-a");
  });

  test("sees through changed numbers", () => {
    expect(cluster({ "src-a": story(1, 400, 1), "src-b": story(1, 400, 5) }).get("src-b")).toBe("src-a");
  });

  test("joins texts that give the same numbers in the same order in other words", () => {
    const numbers = Array.from({ length: 30 }, (_, index) => 12_345 + index * 791);
    const tell = (verb: string): string =>
      numbers.map((number, index) => `${verb} ${words[index % words.length]}${verb} ${number}`).join(" ");
    expect(cluster({ "src-a": tell("counted"), "src-b": tell("measured") }).get("src-b")).toBe("src-a");
    const shuffled = [...numbers]
      .sort((a, b) => (a % 97) - (b % 97))
      .map((number, index) => `told ${words[(index * 5) % words.length]}y ${number}`)
      .join(" ");
    expect(cluster({ "src-a": tell("counted"), "src-b": shuffled }).get("src-b")).toBe("src-b");
  });

  test("does not join short texts by a common phrase or by years", () => {
    expect(
      cluster({
        "src-a": "Sales rose in 2021, 2022 and 2023.",
        "src-b": "Sales rose in 2021, 2022 and 2023 by far.",
      }).get("src-b"),
    ).toBe("src-b");
  });

  test("joins sources of one canonical address, whatever their tracking parameters", () => {
    const sources = [
      makeSource("src-a", { url: "https://www.example.org/a/?utm_source=x#top" }),
      makeSource("src-b", { url: "http://example.org/a" }),
      makeSource("src-c", { url: "https://example.org/" }),
      makeSource("src-d", { url: "https://example.org" }),
    ];
    const clusters = clusterSources(sources, new Map());
    expect([...clusters.values()]).toEqual(["src-a", "src-a", "src-c", "src-d"]);
  });

  test("takes the address a page declares over the one it was fetched from", () => {
    const url = "https://origin.example/story";
    expect(
      cluster(
        { "src-a": "one two", "src-b": "three four" },
        { "src-a": { canonicalUrl: url }, "src-b": { canonicalUrl: url } },
      ).get("src-b"),
    ).toBe("src-a");
  });

  test("does not depend on the order of sources", () => {
    const texts = { "src-c": story(1), "src-a": `x ${story(1)}`, "src-b": story(3) };
    const forward = cluster(texts);
    const backward = cluster(Object.fromEntries(Object.entries(texts).reverse()));
    for (const id of Object.keys(texts)) expect(backward.get(id)).toBe(forward.get(id));
  });

  test("clusters a thousand sources within seconds", () => {
    const texts = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [
        `src-${String(index).padStart(4, "0")}`,
        story(1 + (index % 500), 120),
      ]),
    );
    const started = cpuMilliseconds();
    expect(new Set(cluster(texts).values()).size).toBeLessThanOrEqual(500);
    expect(cpuMilliseconds() - started).toBeLessThan(20_000);
  });
});

describe("findNearCopies", () => {
  const near = (first: string, second: string): number =>
    findNearCopies(
      [makeSource("src-a"), makeSource("src-b")],
      new Map([
        ["src-a", makeParsed([paragraph("b1", first)])],
        ["src-b", makeParsed([paragraph("b1", second)])],
      ]),
    ).length;

  test("flags a copy in which a few numbers were changed", () => {
    const original = story(1);
    expect(near(original, original.replace("1138", "9938").replace("1434", "9434"))).toBe(1);
  });

  test("does not flag a faithful copy, another issue, or another text", () => {
    const original = story(1);
    expect(near(original, original)).toBe(0);
    expect(near(original, story(1, 400, 7))).toBe(0);
    expect(near(original, story(2))).toBe(0);
  });
});

describe("findConflicts", () => {
  const clusters = new Map([
    ["src-a", "src-a"],
    ["src-b", "src-b"],
    ["src-c", "src-c"],
    ["src-copy", "src-a"],
  ]);
  const population: Quantity = {
    value: 1_234_000,
    unit: "people",
    metric: "Population",
    entity: "Testville",
    period: "2020",
    periodEnd: "2020",
  };
  const says = (sourceId: string, text: string, changes: Partial<Quantity> = {}): Evidence =>
    quoteEvidence(`ev-${sourceId}-${text.length}`, text, { ...population, ...changes }, sourceId);

  test("reports positions with the number of independent sources behind them", () => {
    const conflicts = findConflicts(
      [
        says("src-a", "1,234,000 people"),
        says("src-copy", "of 1,234,000 people"),
        says("src-b", "1,534,000 people", { value: 1_534_000 }),
        says("src-c", "about 1.53 million people", { value: 1_530_000 }),
      ],
      clusters,
    );
    expect(conflicts).toEqual([
      {
        topic: "Testville, Population, 2020",
        positions: [
          { statement: "1.534 million people", evidenceIds: ["ev-src-b-16", "ev-src-c-25"], clusters: 2 },
          { statement: "1.234 million people", evidenceIds: ["ev-src-a-16", "ev-src-copy-19"], clusters: 1 },
        ],
      },
    ]);
  });

  test.each<[string, Evidence[]]>([
    ["rounding", [says("src-a", "1,234,000 people"), says("src-b", "1.2 million people", { value: 1_200_000 })]],
    ["one cluster", [says("src-a", "1,234,000 people"), says("src-copy", "1,500,000 people", { value: 1_500_000 })]],
    [
      "other periods",
      [says("src-a", "1,234,000 people"), says("src-b", "9 people", { value: 9, periodEnd: "2021", period: "2021" })],
    ],
    [
      "other lengths of period",
      [
        says("src-a", "1,234,000 people", { period: "Three Months Ended June 30, 2020", periodEnd: "2020-06-30" }),
        says("src-b", "9 people", { value: 9, period: "Six Months Ended June 30, 2020", periodEnd: "2020-06-30" }),
      ],
    ],
    [
      "other entities",
      [says("src-a", "1,234,000 people"), says("src-b", "9 people", { value: 9, entity: "Sampleton" })],
    ],
    [
      "other metrics",
      [says("src-a", "1,234,000 people"), says("src-b", "9 people", { value: 9, metric: "Households" })],
    ],
    ["other units", [says("src-a", "1,234,000 people"), says("src-b", "9 km²", { value: 9, unit: "km²" })]],
    ["a slip of scale", [says("src-a", "1,234,000 people"), says("src-b", "1,234 people", { value: 1234 })]],
    [
      "a source that says both",
      [says("src-a", "1,234,000 people"), says("src-a", "9 people", { value: 9 }), says("src-b", "1,234,000  people")],
    ],
    [
      "an unknown entity",
      [says("src-a", "1,234,000 people", { entity: "" }), says("src-b", "9 people", { value: 9, entity: "" })],
    ],
  ])("is silent about %s", (_what, evidence) => {
    expect(findConflicts(evidence, clusters)).toEqual([]);
  });

  test("sees one company under two legal names", () => {
    const conflicts = findConflicts(
      [
        says("src-a", "1,234,000 people", { entity: "Test Inc." }),
        says("src-b", "9 people", { value: 9, entity: "Test" }),
      ],
      clusters,
    );
    expect(conflicts).toHaveLength(1);
  });
});
