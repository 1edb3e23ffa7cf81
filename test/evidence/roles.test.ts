import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("who did it to whom", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Norda acquired Velden.", "Velden acquired Norda."],
    ["In 2019, Norda bought Velden Energy.", "In 2019, Velden Energy bought Norda."],
    ["Norda was bought by Velden in 2019.", "In 2019 Norda bought Velden."],
    ["Norda took over Velden in 2019.", "Velden purchased Norda in 2019."],
    ["Anna defeated Ben in the final.", "Ben defeated Anna in the final."],
    ["Anna was narrowly beaten by Ben.", "Anna narrowly beat Ben."],
    ["The town sued the owner of the dam.", "The owner of the dam sued the town."],
    ["Fever causes the infection.", "The infection causes fever."],
    ["Norda a racheté Velden en 2019.", "Velden a racheté Norda en 2019.", "fr"],
    ["Norda compró Velden en 2019.", "Norda fue comprada por Velden en 2019.", "es"],
    ["诺达公司收购了维登集团。", "维登集团收购了诺达公司。", "zh"],
  ])("is turned in “%s” against “%s”", (claim, text, language) => {
    expect(verdict(claim, text, language)).toBe("contradicted");
    expect(verdict(text, claim, language)).toBe("contradicted");
  });

  test("is turned by a passive too", () => {
    expect(verdict("诺达公司收购了维登集团。", "诺达公司被维登集团收购了。", "zh")).toBe("contradicted");
    const text = "Norda a été rachetée par Velden en 2019.";
    expect(verdict("Norda a racheté Velden en 2019.", text, "fr")).not.toBe("supported");
  });

  test.each<[claim: string, text: string, language?: string]>([
    ["Norda bought Velden in 2019.", "In 2019 Velden was bought by Norda."],
    ["Norda is buying Velden.", "Norda buys Velden, which is buying nobody."],
    ["Anna met Ben in Leeds.", "Ben met Anna in Leeds."],
    ["Ben defeated Carl.", "Anna defeated Ben after Ben defeated Carl."],
    ["Norda’s plant supplies the town of Norda.", "The plant of Norda supplies the town."],
    ["Norda acquired Velden.", "Velden acquired Norda in 1990. Norda acquired Velden."],
    ["Norda sells heat to its own town.", "To its own town Norda sells heat."],
    ["Velden is owned by Norda.", "Norda owns Velden."],
    ["Norda was sued in Leeds.", "Norda was sued in Leeds, and it sued Velden."],
    ["Norda a été rachetée par Velden.", "En 2019, Norda a été rachetée par Velden.", "fr"],
  ])("is the same in “%s” and “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).toBe("supported"),
  );
});
