import { describe, expect, test } from "vitest";
import {
  type Claim,
  checkClaim,
  containmentOf,
  derivationOf,
  evaluate,
  hasName,
  judgeText,
  namesIn,
  oppositeDirections,
  rankSentences,
  recompute,
  type SupportContext,
  wordsOf,
} from "../../src/evidence/index.ts";
import type { Evidence } from "../../src/report/index.ts";
import { bankAllCells, heading, incomeStatement, makeParsed, makeSource, mustBank, paragraph } from "./fixtures.ts";

const source = makeSource("src-a", { title: "Apple Inc. quarterly report", published: "2023-08-04" });
const parsed = makeParsed([
  heading("b1", "Segment Operating Performance"),
  paragraph(
    "b2",
    "Total net sales decreased 1% or $1.2 billion during the third quarter of 2023 compared to the same quarter in 2022. The weakness in foreign currencies had an unfavorable impact.",
  ),
  paragraph(
    "b3",
    "Epic Games, Inc. filed a lawsuit in the U.S. District Court for the Northern District of California. The Court did not find a violation of federal law.",
  ),
  { ...incomeStatement, id: "b4" },
]);
const cells = bankAllCells(source, parsed);
const quote = (blockId: string, exact: string): Evidence =>
  mustBank({ type: "quote", sourceId: "src-a", blockId, exact }, source, parsed);
const sales = quote(
  "b2",
  "Total net sales decreased 1% or $1.2 billion during the third quarter of 2023 compared to the same quarter in 2022.",
);
const court = quote(
  "b3",
  "Epic Games, Inc. filed a lawsuit in the U.S. District Court for the Northern District of California.",
);
const evidence = new Map([...cells, sales, court].map((item) => [item.id, item]));
const context: SupportContext = {
  evidence,
  sources: new Map([[source.id, source]]),
  loadParsed: () => parsed,
  language: "en",
};

const quarter = (metric: string): readonly string[] =>
  cells
    .filter(({ quantities }) => quantities?.some((one) => one.metric === metric && one.period?.startsWith("Three")))
    .map(({ id }) => id);
const claim = (text: string, ...evidenceIds: string[]): Claim => ({
  kind: "sentence",
  text,
  place: "s1",
  evidenceIds,
  factual: true,
});
const verdict = (text: string, ...ids: string[]): string => {
  const { support, step } = checkClaim(claim(text, ...ids), context);
  return `${support} by ${step}`;
};

describe("step 1, citation", () => {
  test("fails without citation, evidence, source or stored text", () => {
    expect(verdict("Sales fell.")).toBe("unsupported by citation");
    expect(verdict("Sales fell.", "ev-unknown")).toBe("unsupported by citation");
    expect(checkClaim(claim("x", sales.id), { ...context, sources: new Map() })).toMatchObject({
      support: "unsupported",
      step: "citation",
    });
    expect(checkClaim(claim("x", sales.id), { ...context, loadParsed: () => undefined }).reason).toMatch(/not stored/);
  });
});

describe("step 2, quote and cell", () => {
  const changed = (item: Evidence, content: Partial<Evidence["content"]>): SupportContext => ({
    ...context,
    evidence: new Map([[item.id, { ...item, content: { ...item.content, ...content } as Evidence["content"] }]]),
  });

  test("fails when the quote does not stand in the source", () => {
    expect(
      checkClaim(claim("Sales fell.", sales.id), changed(sales, { exact: "Total net sales doubled." } as never)),
    ).toMatchObject({ support: "unsupported", step: "quote" });
  });

  test("fails when the cell holds something else or does not exist", () => {
    const [item] = cells;
    if (!item) throw new Error("no cell");
    expect(checkClaim(claim("Sales.", item.id), changed(item, { value: "$ 99,999" } as never)).reason).toMatch(
      /holds “\$ 60,584”/,
    );
    expect(checkClaim(claim("Sales.", item.id), changed(item, { rowIndex: 99 } as never))).toMatchObject({
      step: "quote",
      support: "unsupported",
    });
  });

  test("a file that has no title is named by its file name, numbers and all", () => {
    const named = makeSource("src-f", { title: "203-319", path: "203-319.html" });
    const words = "The harbour hospital is the largest of the coast.";
    const page = makeParsed([{ type: "paragraph", id: "b1", text: words, locator: {} }]);
    const said: Evidence = {
      id: "ev-f",
      sourceId: "src-f",
      subQuestionIds: ["q1"],
      locator: {},
      content: { type: "quote", exact: words, prefix: "", suffix: "" },
    };
    const around: SupportContext = {
      evidence: new Map([[said.id, said]]),
      sources: new Map([[named.id, named]]),
      loadParsed: () => page,
    };
    expect(checkClaim(claim(`According to 203-319.html, “${words}”`, "ev-f"), around).support).toBe("supported");
    expect(checkClaim(claim(`According to 203-320.html, “${words}”`, "ev-f"), around).support).not.toBe("supported");
  });

  test("settles a sentence that is the quote, whatever its quotes and case", () => {
    expect(verdict("total net sales decreased 1% or $1.2 billion during the third quarter of 2023", sales.id)).toBe(
      "supported by quote",
    );
  });
});

describe("step 3, numbers and dates", () => {
  const net = quarter("Total net sales");

  test.each([
    [
      "the number of a cell, rounded and rescaled",
      "Apple’s total net sales were $81.8 billion in the quarter ended July 1, 2023.",
    ],
    [
      "both numbers and the derived change",
      "Total net sales fell from $82,959 million to $81,797 million, a decline of 1.4%.",
    ],
    ["a derived difference", "Apple’s total net sales were $1.2 billion lower than the $83.0 billion a year before."],
  ])("supports %s", (_what, text) => {
    expect(verdict(text, ...net)).toMatch(/^supported/);
  });

  test.each([
    ["another number", "Apple’s total net sales were $90 billion.", "unsupported by numbers"],
    ["a number more exact than its evidence", "Total net sales decreased $1.234 billion.", "unsupported by numbers"],
    ["another unit", "Apple’s total net sales were 81.8%.", "unsupported by numbers"],
    ["another year", "Apple’s total net sales were $81.8 billion in 2019.", "partly by numbers"],
    ["one number of two", "Total net sales were $81.8 billion and net debt $7 billion.", "partly by numbers"],
  ])("does not support %s", (_what, text, expected) => {
    expect(verdict(text, ...(text.includes("1.234") ? [sales.id] : net))).toBe(expected);
  });

  test("contradicts a rise where the cited numbers fall", () => {
    expect(verdict("Total net sales rose from $82,959 million to $81,797 million.", ...net)).toBe(
      "contradicted by names",
    );
  });

  test("counts what is cited", () => {
    expect(verdict("Total net sales of Apple are given for two quarters.", ...net)).toMatch(/^supported/);
    expect(verdict("Total net sales of Apple are given for seven quarters.", ...net)).toBe("unsupported by numbers");
  });

  test("checks cells and points by value", () => {
    const [first = ""] = net;
    const point = (value: number): string =>
      checkClaim({ ...claim("81,797", first), kind: "point", text: "Apple: x", value: { value, unit: "USD" } }, context)
        .support;
    expect(point(81_797e6)).toBe("supported");
    expect(point(81_798e6)).toBe("contradicted");
  });

  test("accepts a declared derivation only when it recomputes", () => {
    const [first = ""] = net;
    const derivation = { formula: "a * 3", evidenceIds: [first], value: 245.391e9, unit: "USD" };
    const check = (formula: string): string =>
      checkClaim(claim("Three such quarters would bring Apple total net sales of $245,391 million.", first), {
        ...context,
        derivations: [{ ...derivation, formula }],
      }).support;
    expect(check("a * 3")).toBe("supported");
    expect(check("a * 4")).not.toBe("supported");
  });
});

describe("step 4, names, negation, direction and words", () => {
  test("supports a paraphrase", () => {
    expect(
      verdict("Epic Games filed a lawsuit in the District Court for the Northern District of California.", court.id),
    ).toMatch(/^supported/);
  });

  test("does not support another name", () => {
    expect(
      verdict("Microsoft’s lawsuit was filed in the District Court for the Northern District of California.", court.id),
    ).not.toMatch(/^supported/);
    expect(
      verdict(
        "The lawsuit was filed by Epic Games in the District Court for the Northern District of Texas.",
        court.id,
      ),
    ).toBe("partly by names");
  });

  test("finds a name inside a dotted or hyphenated one", () => {
    const claim = "Amazon’s net sales rose in Europe during the quarter.";
    const text = "AMAZON.COM, INC. net sales rose in Europe during the quarter.";
    expect(judgeText(claim, text).support).toBe("supported");
    expect(judgeText(claim, text.replace("AMAZON.COM", "ORCHARD.COM")).support).not.toBe("supported");
  });

  test("holds a superlative against every cited number of the series", () => {
    const ids = quarter("Total net sales");
    expect(ids.length).toBe(2);
    expect(
      verdict("Apple’s total net sales were highest in the quarter ended June 25, 2022, at $82,959 million.", ...ids),
    ).toMatch(/^supported/);
    expect(
      verdict("Apple’s total net sales were highest in the quarter ended July 1, 2023, at $81,797 million.", ...ids),
    ).toBe("contradicted by numbers");
    expect(
      verdict("Apple’s total net sales were lowest in the quarter ended July 1, 2023, at $81,797 million.", ...ids),
    ).toMatch(/^supported/);
  });

  test("contradicts the opposite direction and a denial", () => {
    expect(
      judgeText(
        "Foreign currency had a favorable impact and sales increased in Europe.",
        "Foreign currency had a favorable impact and sales decreased in Europe.",
      ).support,
    ).toBe("contradicted");
    expect(
      judgeText("The court did not dismiss the claims of the seller.", "The court dismissed the claims of the seller.")
        .support,
    ).toBe("contradicted");
  });

  test("does not support unrelated words", () => {
    expect(
      judgeText("Penguins live on the southern ice.", "Net sales of the company decreased during the quarter.").support,
    ).toBe("unsupported");
  });

  test("works in other languages", () => {
    expect(
      judgeText(
        "Die Einnahmen der Gemeinde stiegen um 3,5 %.",
        "Die Einnahmen der Gemeinde sind im Jahr 2022 um 3,5 % gestiegen.",
        "de",
      ).support,
    ).toBe("supported");
    expect(judgeText("公司收入增长5%。", "报告显示，公司收入增长5%，利润下降。", "zh").support).toBe("supported");
    expect(judgeText("公司收入增长7%。", "报告显示，公司收入增长5%，利润下降。", "zh").support).not.toBe("supported");
  });
});

describe("derivations", () => {
  const usd = (value: number): { value: number; unit: string; step: number } => ({ value, unit: "USD", step: 1e6 });
  const target = (value: number, unit: string, step: number): { value: number; unit: string; step: number } => ({
    value,
    unit,
    step,
  });

  test.each([
    [target(1.2e9, "USD", 1e8), "a - b"],
    [target(164.8e9, "USD", 1e8), "a + b"],
    [target(1.4, "%", 0.1), "(a - b) / b"],
    [target(98.6, "%", 0.1), "a / b"],
    [target(82.4e9, "USD", 1e8), "mean"],
  ])("explains %o by %s", (wanted, formula) => {
    expect(derivationOf(wanted, [usd(82_959e6), usd(81_797e6)])).toBe(formula);
  });

  test("explains nothing by one number, by too many, or across units", () => {
    expect(derivationOf(target(1.4, "%", 0.1), [usd(82_959e6)])).toBeUndefined();
    expect(
      derivationOf(
        target(5, "%", 1),
        Array.from({ length: 30 }, (_, index) => usd(1e9 + index * 1e7)),
      ),
    ).toBeUndefined();
    expect(derivationOf(target(2, "USD", 1), [usd(1), { value: 1, unit: "km", step: 1 }])).toBeUndefined();
  });

  test("does not divide by zero", () => {
    expect(derivationOf(target(100, "%", 1), [usd(0), usd(0)])).toBeUndefined();
    expect(evaluate("a / b", [1, 0])).toBeUndefined();
  });

  test.each<[string, number | undefined]>([
    ["(a - b) / b", 1],
    ["a + b * 2", 12],
    ["-a + 10", 4],
    ["a b", undefined],
    ["process.exit()", undefined],
    ["(a", undefined],
    ["z", undefined],
  ])("evaluates %s", (formula, expected) => {
    expect(evaluate(formula, [6, 3])).toBe(expected);
  });

  test("recomputes within the printed digits", () => {
    expect(recompute({ formula: "100 * (a - b) / b", evidenceIds: [], value: 33.3 }, [4, 3])).toBe(true);
    expect(recompute({ formula: "100 * (a - b) / b", evidenceIds: [], value: 33.4 }, [4, 3])).toBe(false);
  });
});

describe("words and names", () => {
  test("finds names where capitals mean something", () => {
    expect(namesIn("In 2021 Apple and the Bank of England met Tim Cook’s team in May.")).toEqual([
      "Apple",
      "Bank of England",
      "Tim Cook",
    ]);
    expect(namesIn("Revenue rose.")).toEqual([]);
  });

  test("knows a name by its words, its initials or its last word", () => {
    const words = new Set(wordsOf("The wto met cook and the european union"));
    expect(
      ["World Trade Organization", "Tim Cook", "European Union", "World Bank"].map((name) => hasName(name, words)),
    ).toEqual([true, true, true, false]);
  });

  test("tells opposite directions, and keeps out of mixed ones", () => {
    expect(oppositeDirections("Sales rose", "Sales fell")).toBe(true);
    expect(oppositeDirections("Sales rose and fell", "Sales fell")).toBe(false);
  });

  test("ranks the sentence that holds the claim first", () => {
    const sentences = ["Cats sleep.", "The plant made 5 GWh in 2021.", "The plant is old."];
    expect(rankSentences("In 2021 the plant made 5 GWh.", sentences)[0]).toBe(1);
  });

  test("measures containment in neighbouring sentences", () => {
    const far = "Alpha beta. One. Two. Three. Four. Gamma delta.";
    expect(containmentOf("alpha beta gamma delta", far)).toMatchObject({ local: 0.5, whole: 1 });
    expect(containmentOf("the of", "x").local).toBe(1);
  });
});
