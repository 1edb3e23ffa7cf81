import { describe, expect, test } from "vitest";
import { reportClaims, summaryPlace, type Verifiable, verifyReport } from "../../src/evidence/index.ts";
import type { Block, Inline, Section } from "../../src/report/index.ts";
import { emptyReport } from "../support/empty-report.ts";
import { bankAllCells, incomeStatement, makeParsed, makeSource, mustBank, paragraph } from "./fixtures.ts";

const source = makeSource("src-a", { title: "Quarterly report" });
const parsed = makeParsed([
  paragraph("b1", "Apple Inc. sells devices. Foreign currencies weakened against the dollar during the quarter."),
  { ...incomeStatement, id: "b2" },
]);
const cells = bankAllCells(source, parsed);
const quote = mustBank(
  {
    type: "quote",
    sourceId: "src-a",
    blockId: "b1",
    exact: "Foreign currencies weakened against the dollar during the quarter.",
  },
  source,
  parsed,
);
const sales = cells.find(({ content }) => content.type === "cell" && content.value === "81,797")?.id ?? "";

const text = (value: string): Inline => ({ type: "text", value });
const cite = (...ids: [string, ...string[]]): Inline => ({ type: "citation", evidenceIds: ids });
const says = (...children: Inline[]): Block => ({ type: "paragraph", children });
const section = (id: string, blocks: readonly Block[], sections: readonly Section[] = []): Section => ({
  id,
  title: id,
  blocks,
  sections,
});

function report(changes: Partial<Verifiable>): Verifiable {
  return { language: "en", summary: [], sections: [], sources: [source], evidence: [...cells, quote], ...changes };
}

const verify = (changes: Partial<Verifiable>): ReturnType<typeof verifyReport> =>
  verifyReport(report(changes), { loadParsed: () => parsed });

describe("verifyReport", () => {
  test("gives a report without claims the full score", () => {
    expect(verify({})).toEqual(emptyReport.verification);
  });

  test("counts each verdict, citations, dangling citations and uncited statements", () => {
    const verification = verify({
      summary: [says(text("Foreign currencies weakened against the dollar during the quarter."), cite(quote.id))],
      sections: [
        section("s1", [
          says(
            text("Apple’s total net sales were $81.8 billion."),
            cite(sales),
            text(" They were $90 billion."),
            cite(sales),
          ),
          says(text("Apple opened 12 shops."), text(" Costs rose."), cite("ev-unknown")),
          says(text("This section compares the quarters.")),
        ]),
      ],
    });
    expect(verification).toMatchObject({
      claims: 5,
      citations: 4,
      unresolved: 1,
      supported: 2,
      partly: 0,
      unsupported: 3,
      contradicted: 0,
      uncited: 1,
      score: 0.4,
    });
    expect(verification.checks.map(({ claim, support }) => [claim, support])).toEqual([
      ["Foreign currencies weakened against the dollar during the quarter.", "supported"],
      ["Apple’s total net sales were $81.8 billion.", "supported"],
      ["They were $90 billion.", "unsupported"],
      ["Apple opened 12 shops.", "unsupported"],
      ["Costs rose.", "unsupported"],
    ]);
  });

  test("says where each claim stands, nested sections included", () => {
    const blocks = [says(text("Foreign currencies weakened."), cite(quote.id))];
    const places = reportClaims(
      report({ summary: blocks, sections: [section("s1", blocks, [section("s1a", blocks)]), section("s2", blocks)] }),
    ).map(({ place }) => place);
    expect(places).toEqual([summaryPlace, "s1", "s1a", "s2"]);
  });

  test("loads each source once and survives a source that is gone", () => {
    let loads = 0;
    const blocks = [
      says(text("Currencies weakened."), cite(quote.id), text(" Sales were $81.8 billion."), cite(sales)),
    ];
    verifyReport(report({ summary: blocks }), {
      loadParsed: () => {
        loads++;
        return parsed;
      },
    });
    expect(loads).toBe(1);
    const gone = verifyReport(report({ summary: blocks }), { loadParsed: () => undefined });
    expect(gone.checks.every(({ step, support }) => step === "citation" && support === "unsupported")).toBe(true);
  });

  test("finds out evidence that was tampered with", () => {
    const forged = {
      ...quote,
      content: { ...quote.content, exact: "Foreign currencies strengthened." },
    } as typeof quote;
    const verification = verify({
      summary: [says(text("Foreign currencies strengthened."), cite(quote.id))],
      evidence: [forged],
    });
    expect(verification.checks).toMatchObject([{ support: "unsupported", step: "quote" }]);
  });

  test("checks regions by the reading of their picture", () => {
    const figures = makeParsed([
      {
        type: "figure",
        id: "f1",
        assetId: "as-1",
        caption: "Output of wind power rose in Testland",
        kind: "chart",
        locator: { page: 2 },
      },
    ]);
    const region = mustBank(
      { type: "region", sourceId: "src-a", figureId: "f1", reading: "Wind power: 12 GWh in 2020, 15 GWh in 2021" },
      source,
      figures,
    );
    const check = (claim: string): string | undefined =>
      verifyReport(report({ summary: [says(text(claim), cite(region.id))], evidence: [region] }), {
        loadParsed: () => figures,
      }).checks[0]?.support;
    expect(check("Wind power in Testland gave 15 GWh in 2021.")).toBe("supported");
    expect(check("Wind power in Testland gave 19 GWh in 2021.")).not.toBe("supported");
  });
});
