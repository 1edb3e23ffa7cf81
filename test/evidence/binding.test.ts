import { describe, expect, test } from "vitest";
import { type Claim, checkClaim, type SupportContext } from "../../src/evidence/index.ts";
import type { Evidence } from "../../src/report/index.ts";
import { bankAllCells, makeParsed, makeSource, makeTable, mustBank, paragraph } from "./fixtures.ts";

/** Two invented companies' statements: Norda 240 and 200, Sulvik 150 and 120; profits 24 and 20, 15 and 12. */
const statement = (id: string, rows: string): ReturnType<typeof makeTable> =>
  makeTable(`EUR million | 2023 | 2022\n${rows}`, { id, caption: "Income statement (EUR million)" });

const norda = makeSource("src-n", { title: "Norda AG annual report" });
const sulvik = makeSource("src-s", { title: "Sulvik AG annual report" });
const nordaText = makeParsed([
  statement("t1", "Revenue | 240 | 200\nNet profit | 24 | 20"),
  paragraph("b1", "Norda's revenue was €240 million in 2023. It was €200 million in 2022."),
]);
const sulvikText = makeParsed([
  statement("t1", "Revenue | 150 | 120\nNet profit | 15 | 12"),
  paragraph("b1", "Sulvik's revenue was €150 million in 2023. It was €120 million in 2022."),
]);
const press = makeSource("src-p", { title: "The week in shipping" });
const pressText = makeParsed([
  paragraph("b1", "In 2023 Norda's revenue was €240 million, while Sulvik's revenue was €150 million."),
]);

const cellsOf = { norda: bankAllCells(norda, nordaText), sulvik: bankAllCells(sulvik, sulvikText) };
const quoteOf = (source: typeof norda, parsed: typeof nordaText): Evidence => {
  const [block] = parsed.blocks.filter(({ id }) => id === "b1");
  const exact = block?.type === "paragraph" ? block.text : "";
  return mustBank({ type: "quote", sourceId: source.id, blockId: "b1", exact }, source, parsed);
};
const quotes = {
  norda: quoteOf(norda, nordaText),
  sulvik: quoteOf(sulvik, sulvikText),
  press: quoteOf(press, pressText),
};
const all = [...cellsOf.norda, ...cellsOf.sulvik, ...Object.values(quotes)];
const parsedOf = new Map([
  ["src-n", nordaText],
  ["src-s", sulvikText],
  ["src-p", pressText],
]);
const context: SupportContext = {
  evidence: new Map(all.map((item) => [item.id, item])),
  sources: new Map([norda, sulvik, press].map((source) => [source.id, source])),
  loadParsed: (id) => parsedOf.get(id),
  language: "en",
};
const idsOf = (items: readonly Evidence[], metric?: string): readonly string[] =>
  items
    .filter(({ quantities }) => metric === undefined || quantities?.some((quantity) => quantity.metric === metric))
    .map(({ id }) => id);

const claim = (text: string, evidenceIds: readonly string[], changes: Partial<Claim> = {}): Claim => ({
  kind: "sentence",
  text,
  place: "s1",
  evidenceIds,
  factual: true,
  ...changes,
});
const support = (one: Claim, language = "en"): string => checkClaim(one, { ...context, language }).support;

const revenues = [...idsOf(cellsOf.norda, "Revenue"), ...idsOf(cellsOf.sulvik, "Revenue")];
const cited: readonly (readonly [string, readonly string[]])[] = [
  ["cells", revenues],
  ["quotes of each company", [quotes.norda.id, quotes.sulvik.id]],
  ["one quote about both", [quotes.press.id]],
];

describe.each(cited)("whose a number is, with %s as evidence", (_what, ids) => {
  test.each([
    "Norda's revenue was €240 million in 2023.",
    "Sulvik's revenue was €150 million in 2023.",
    "In 2023, Sulvik's revenue was €150 million, and Norda's revenue was €240 million.",
    "Norda's revenue was €240 million in 2023, 1.6 times that of Sulvik (€150 million in 2023).",
    "Norda's revenue of €240 million compares with Sulvik's €150 million.",
    "Norda and Sulvik had revenue of €240 million and €150 million respectively.",
    "Unlike Sulvik, Norda had revenue of €240 million.",
  ])("supports “%s”", (text) => {
    expect(support(claim(text, ids))).toBe("supported");
  });

  test.each([
    "Sulvik's revenue was €240 million.",
    "Norda's revenue was €150 million in 2023.",
    "Sulvik's revenue was €240 million in 2023, 1.6 times that of Norda (€150 million in 2023).",
    "Norda's revenue was €150 million, while Sulvik's revenue was €240 million.",
    "Unlike Norda, Sulvik had revenue of €240 million.",
  ])("does not support “%s”", (text) => {
    expect(support(claim(text, ids))).toMatch(/^(?:contradicted|unsupported)$/u);
  });
});

describe("when and what a number is", () => {
  const ids = idsOf([...cellsOf.norda]);

  test.each([
    "Norda's revenue was €200 million in 2022.",
    "Norda's revenue rose from €200 million in 2022 to €240 million in 2023.",
    "In 2023 Norda's revenue was €240 million, up from €200 million a year before.",
    "Norda's revenue was €240 million in 2023, up 20% from €200 million in 2022.",
    "Norda's net profit was €24 million in 2023.",
    "Norda's revenue was €240 million and its net profit €24 million in 2023.",
  ])("supports “%s”", (text) => {
    expect(support(claim(text, ids))).toBe("supported");
  });

  test.each([
    "Norda's revenue was €240 million in 2022.",
    "In 2022, Norda's revenue was €240 million.",
    "Norda's revenue rose from €240 million in 2022 to €200 million in 2023.",
    "Norda's net profit was €240 million in 2023.",
    "Norda's revenue was €24 million in 2023.",
  ])("contradicts “%s”", (text) => {
    expect(support(claim(text, ids))).toBe("contradicted");
  });

  test("binds the dates of a quote as those of cells", () => {
    expect(support(claim("Norda's revenue was €200 million in 2022.", [quotes.norda.id]))).toBe("supported");
    expect(support(claim("Norda's revenue was €240 million in 2022.", [quotes.norda.id]))).toBe("contradicted");
  });
});

describe("cells and points", () => {
  const value = (amount: number): NonNullable<Claim["value"]> => ({ value: amount * 1e6, unit: "EUR" });
  const at = (kind: "cell" | "point", subject: string, amount: number): string =>
    support(
      claim(`${amount}`, revenues, {
        kind,
        subject,
        headers: `Norda and Sulvik: revenue › ${subject}`,
        value: value(amount),
      }),
    );

  test.each(["cell", "point"] as const)("a %s is bound to its row, column, series and category", (kind) => {
    expect(at(kind, "Norda › 2023", 240)).toBe("supported");
    expect(at(kind, "Sulvik › 2022", 120)).toBe("supported");
    expect(at(kind, "Sulvik › 2023", 240)).toBe("contradicted");
    expect(at(kind, "Norda › 2022", 240)).toBe("contradicted");
  });

  test("a cell that names nobody is bound to whom its caption names", () => {
    const cell = (caption: string): string =>
      support(
        claim("240", revenues, { kind: "cell", subject: "2023", headers: `${caption} › 2023`, value: value(240) }),
      );
    expect(cell("Revenue of Norda")).toBe("supported");
    expect(cell("Revenue of Sulvik")).toBe("contradicted");
    expect(cell("Revenue")).toBe("supported");
  });
});

test("a number that stands for something else is left to who can read; one that stands nowhere is not", () => {
  const claim = (text: string): Claim => ({
    kind: "sentence",
    text,
    place: "s1",
    evidenceIds: [...idsOf(cellsOf.norda), ...idsOf(cellsOf.sulvik)],
    factual: true,
  });
  expect(checkClaim(claim("Sulvik's revenue was €240 million in 2023."), context)).toMatchObject({ step: "names" });
  expect(checkClaim(claim("Sulvik's revenue was €777 million in 2023."), context)).toMatchObject({ step: "numbers" });
});

test("a count of what is cited may have an adjective", () => {
  const claim: Claim = {
    kind: "sentence",
    text: "Norda's revenue grew in both of the two reported periods, to €240 million in 2023.",
    place: "s1",
    evidenceIds: idsOf(cellsOf.norda, "Revenue"),
    factual: true,
  };
  expect(checkClaim(claim, context).reason).not.toMatch(/“two”/);
});
