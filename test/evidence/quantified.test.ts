import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a claim of all", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["All members of the council voted for the plan.", "Most members of the council voted for the plan."],
    ["All plants in the region are closed.", "Some plants in the region are closed."],
    ["Every plant in the region is closed.", "Several plants in the region are closed."],
    ["All members of the council agreed.", "Nearly all members of the council agreed."],
    ["Most members of the council voted.", "A few members of the council voted."],
    ["The valve always leaks in winter.", "The valve sometimes leaks in winter."],
    ["Alle Mitglieder des Rates stimmten zu.", "Die meisten Mitglieder des Rates stimmten zu.", "de"],
    ["Tous les membres du conseil ont voté.", "La plupart des membres du conseil ont voté.", "fr"],
    ["Todos los miembros del consejo votaron.", "Algunos miembros del consejo votaron.", "es"],
    ["所有成员投票赞成该计划。", "大多数成员投票赞成该计划。", "zh"],
    ["صوت جميع الأعضاء للخطة.", "صوت معظم الأعضاء للخطة.", "ar"],
  ])("“%s” takes in more than “%s”", (claim, text, language) => expect(verdict(claim, text, language)).toBe("partly"));

  test.each<[claim: string, text: string]>([
    ["Most members of the council voted.", "All members of the council voted."],
    ["Some members of the council voted.", "Most members of the council voted."],
    ["Every member of the council voted.", "All members of the council voted, some of them twice."],
    ["All members of the council voted on many plans.", "All members of the council voted on some plans."],
    ["Above all members of the council voted.", "Most members of the council voted."],
    ["All members of the council voted.", "The most senior members of the council, all members of a party, voted."],
    ["All members of the council voted.", "Some said no. All members of the council voted on Monday."],
  ])("“%s” does not take in more than “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));

  test("is no literal quotation of what nearly all or not all do", () => {
    expect(verdict("All members of the council agreed.", "Not all members of the council agreed in public.")).toBe(
      "contradicted",
    );
    expect(verdict("All members agreed.", "Nearly all members agreed. All members agreed.")).toBe("supported");
  });
});
