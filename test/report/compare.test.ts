import { describe, expect, test } from "vitest";
import { type ClaimCheck, type Compared, compareReports, type Support } from "../../src/report/index.ts";
import { emptyReport } from "../support/empty-report.ts";

const claim = (text: string, support: Support = "supported"): ClaimCheck => ({
  claim: text,
  place: "s1",
  evidenceIds: ["ev-1"],
  support,
  step: "quote",
  reason: "It stands there.",
});
const compared = (checks: readonly ClaimCheck[]): Compared => ({
  summary: [],
  sections: [],
  verification: { ...emptyReport.verification, claims: checks.length, checks },
});
const compare = (before: readonly ClaimCheck[], after: readonly ClaimCheck[]) =>
  compareReports(compared(before), compared(after));
const texts = (claims: readonly { readonly claim: string }[]) => claims.map(({ claim: text }) => text);

describe("two reports compared", () => {
  test("tell what is new and what is gone", () => {
    const result = compare([claim("Coal fell by half.")], [claim("The plant opened in 2019.")]);
    expect(texts(result.gone)).toEqual(["Coal fell by half."]);
    expect(texts(result.added)).toEqual(["The plant opened in 2019."]);
    expect(result).toMatchObject({ changed: [], same: 0 });
  });

  test("take a claim with another number for changed, and one of another year for another claim", () => {
    const result = compare(
      [claim("Norda's revenue was 240 in 2022."), claim("Norda's revenue was 180 in 2021.")],
      [claim("Norda's revenue was 245 in 2022."), claim("Norda's revenue was 180 in 2021.")],
    );
    expect(result.changed.map(({ before, after }) => [before.claim, after.claim])).toEqual([
      ["Norda's revenue was 240 in 2022.", "Norda's revenue was 245 in 2022."],
    ]);
    expect(result).toMatchObject({ same: 1, added: [], gone: [] });
  });

  test("take the same words with another verdict for changed", () => {
    const result = compare([claim("Wind grew.")], [claim("Wind grew.", "contradicted")]);
    expect(result.changed).toMatchObject([{ before: { support: "supported" }, after: { support: "contradicted" } }]);
  });

  test("count a claim once, whatever its punctuation and however often it is said", () => {
    expect(compare([claim("Wind grew!"), claim("Wind grew.")], [claim("wind grew")])).toEqual({
      added: [],
      gone: [],
      changed: [],
      same: 1,
    });
  });

  test("name a cell by its row and column, and leave other bare numbers out", () => {
    const cell = (value: string) => ({ children: [{ type: "text", value }] as const });
    const report = (value: string): Compared => {
      const table = { type: "table", id: "t1", caption: [], header: [cell(""), cell("Revenue")] } as const;
      const checks = [
        { ...claim(value), place: "t1" },
        { ...claim("99"), place: "chart" },
      ];
      return { ...compared(checks), summary: [{ ...table, rows: [[cell("Norda"), cell(value)]] }] };
    };
    const { changed, added, gone } = compareReports(report("240"), report("245"));
    expect(changed).toMatchObject([
      { before: { claim: "Norda, Revenue: 240" }, after: { claim: "Norda, Revenue: 245" } },
    ]);
    expect([...added, ...gone]).toEqual([]);
  });

  test.each([
    ["a sign", "Growth was 3.2 % in May.", "Growth was −3.2 % in May."],
    ["a currency", "The plant cost $5 million.", "The plant cost €5 million."],
    ["a share for points", "The price rose by 5 %.", "The price rose by 5."],
    ["a bound", "Losses were <5 GWh.", "Losses were >5 GWh."],
    ["a number in Chinese", "收入为240亿元。", "收入为245亿元。"],
  ])("see %s that changed", (_, before, after) => {
    expect(compare([claim(before)], [claim(after)])).toMatchObject({ added: [], gone: [], same: 0, changed: [{}] });
  });

  test.each([
    ["Sales rose in 2001-2017.", "Sales rose in 2001–2017."],
    ["A low-cost plant, 5 - 6 MW.", "A low-cost plant, 5 – 6 MW."],
    ["It fell by −5 %.", "It fell by -5 %."],
  ])("see no change of dashes between “%s” and “%s”", (before, after) => {
    expect(compare([claim(before)], [claim(after)])).toMatchObject({ same: 1, changed: [] });
  });

  test("are the same as themselves", () => {
    const claims = [claim("Wind grew."), claim("Coal fell by 3.5 %.", "partly")];
    expect(compare(claims, claims)).toMatchObject({ added: [], gone: [], changed: [], same: 2 });
  });
});

describe("reports at the edge of what can be compared", () => {
  test("are nothing new to themselves, and all new to nothing", () => {
    const checks = [claim("Wind grew."), claim("風力は増えた。"), claim("نمت الرياح.")];
    expect(compare(checks, checks)).toEqual({ added: [], gone: [], changed: [], same: 3 });
    expect(texts(compare([], checks).added)).toEqual(texts(checks));
    expect(texts(compare(checks, []).gone)).toEqual(texts(checks));
    expect(compare([], [])).toEqual({ added: [], gone: [], changed: [], same: 0 });
  });

  test.each([
    ["a sign", "The rate was 5 % in Norda.", "The rate was −5 % in Norda."],
    ["a currency", "The fee was $5 in Norda.", "The fee was €5 in Norda."],
    ["a bound", "The share was <5 in Norda.", "The share was >5 in Norda."],
    ["a per cent and a per mille", "The rate was 5 % in Norda.", "The rate was 5 ‰ in Norda."],
    ["a decimal", "The rate was 1.5 in Norda.", "The rate was 15 in Norda."],
  ])("take %s for a change", (_what, before, after) => {
    expect(compare([claim(before)], [claim(after)])).toMatchObject({ same: 0, changed: [{}], added: [], gone: [] });
  });

  test("give each claim one partner, the most like it first", () => {
    const before = [claim("Norda's plant made 5 GWh of heat."), claim("Norda's plant made 7 GWh of power.")];
    const after = [claim("Norda's plant made 8 GWh of power."), claim("Norda's plant made 6 GWh of heat.")];
    const { changed, added, gone } = compare(before, after);
    expect(changed.map((pair) => [pair.before.claim, pair.after.claim])).toEqual([
      [before[0]?.claim, after[1]?.claim],
      [before[1]?.claim, after[0]?.claim],
    ]);
    expect([added, gone]).toEqual([[], []]);
  });

  test("count every claim once", () => {
    const before = ["A b c d.", "A b c e.", "A b c f."].map((text) => claim(`Word ${text}`));
    const after = ["A b c d.", "A b c g."].map((text) => claim(`Word ${text}`));
    const { added, gone, changed, same } = compare(before, after);
    expect(gone.length + changed.length + same).toBe(3);
    expect(added.length + changed.length + same).toBe(2);
  });
});
