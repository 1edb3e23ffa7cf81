import { describe, expect, test } from "vitest";
import { maturityNames, maturityOf, withoutMaturity } from "../../src/analyst/extractive/maturity.ts";
import { reportOf, sourcesOf } from "./report-of.ts";
import { type Row, stored, table } from "./sample-filings.ts";

describe("two rows of one name", () => {
  test.each([
    [
      "under 'non-current liabilities'",
      "Liabilities › Term debt",
      "Non-current liabilities › Term debt",
      "non-current",
    ],
    ["under 'noncurrent'", "Current liabilities › Leases", "Noncurrent liabilities › Leases", "non-current"],
    ["under 'long-term'", "Current › Borrowings", "Long-term › Borrowings", "non-current"],
    ["in German", "Kurzfristige Schulden › Anleihen", "Langfristige Schulden › Anleihen", "langfristig"],
    ["in French", "Passif courant › Emprunts", "Passif non courant › Emprunts", "non courant"],
    ["in Spanish", "Pasivo corriente › Deuda", "Pasivo no corriente › Deuda", "no corriente"],
    ["in Chinese", "流动负债 › 借款", "非流动负债 › 借款", "非流动"],
  ])("%s are told apart", (_case, soon, later, mark) => {
    const names = maturityNames(soon, later);
    expect(names?.[1]).toContain(`(${mark})`);
    expect(maturityOf(names?.[1] ?? "")).toBe(mark);
    expect(names?.[0]).not.toBe(names?.[1]);
    // In whichever order they stand.
    expect(maturityNames(later, soon)).toEqual([names?.[1], names?.[0]]);
  });

  test.each([
    ["of different names", "Liabilities › Term debt", "Non-current liabilities › Other debt"],
    ["both due later", "Non-current liabilities › Term debt", "Long-term obligations › Term debt"],
    ["both due soon", "Liabilities › Term debt", "Other liabilities › Term debt"],
    ["where only the rows' own words say so", "Debt, current", "Debt, non-current"],
    ["without any label", "", ""],
  ])("%s are left as they are", (_case, first, second) => {
    expect(maturityNames(first, second)).toBeUndefined();
  });

  test("lose their mark where both are meant", () => {
    expect(withoutMaturity("Term debt (non-current)")).toBe("Term debt");
    expect(withoutMaturity("Net income (loss)")).toBe("Net income (loss)");
    expect(maturityOf("Net income (loss)")).toBeUndefined();
    expect(maturityOf("Term debt")).toBeUndefined();
  });
});

describe("a debt that a balance sheet gives in two rows", () => {
  const balance = (debts: readonly [soon: Row, later: Row], caption = "Consolidated balance sheets (in millions)") =>
    sourcesOf(
      stored("2023 Q2 ORC", "Orchard Inc.", [
        table("t1", {
          caption,
          header: [["", "June 30, 2023", "December 31, 2022"]],
          rows: [
            ["Current liabilities:", "", ""],
            ["Accounts payable", "90", "80"],
            debts[0],
            ["Non-current liabilities:", "", ""],
            debts[1],
            ["Other", "5", "6"],
            ["Total liabilities", "1,200", "1,100"],
          ],
        }),
      ]),
    );
  const halves: readonly [Row, Row] = [
    ["Term debt", "$ 72", "$ 111"],
    ["Term debt", "$ 980", "$ 989"],
  ];

  test("is told whole: 72 + 980 = 1,052", async () => {
    const { summary } = await reportOf("How much term debt does Orchard have?", balance(halves));
    expect(summary[0]).toContain(
      "Orchard’s term debt of $1,052 million as of June 30, 2023 was made up of current ($72 million) and non-current ($980 million)",
    );
  });

  test("and each half by itself, under its name", async () => {
    const { body } = await reportOf("How much term debt does Orchard have?", balance(halves));
    expect(body.join("\n")).toMatch(/term debt \(current\) fell by 35\.1% from \$111 million .* to \$72 million/u);
    expect(body.join("\n")).toMatch(/term debt \(non-current\) fell by 0\.9% from \$989 million .* to \$980 million/u);
  });

  test("stays one number where only one row has the name", async () => {
    const { summary } = await reportOf(
      "How much term debt does Orchard have?",
      balance([
        ["Term debt", "$ 72", "$ 111"],
        ["Pensions", "980", "989"],
      ]),
    );
    expect(summary.join("\n")).toContain("$72 million");
    expect(summary.join("\n")).not.toContain("made up of");
  });
});
